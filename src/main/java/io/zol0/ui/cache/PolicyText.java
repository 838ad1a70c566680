package io.zol0.ui.cache;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.catalog.Problem;
import io.zol0.ui.parts.DataSizes;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.FieldReader;
import java.time.Duration;
import java.util.List;
import org.springframework.util.unit.DataSize;

/** A cache policy as it stands in the fields of its form, and what is read out of them. */
record PolicyText(
        CacheMode mode,
        String ttl,
        String reason,
        String staleWhileRevalidate,
        String staleIfError,
        boolean staleOnRefusal,
        boolean heuristic,
        CachePriority priority,
        boolean compress,
        String largestBody,
        String leaderWait) {

    /**
     * What came of reading.
     *
     * @param policy with a harmless value in the place of each field that could not be read
     */
    record Reading(CachePolicy policy, List<Problem> problems) {}

    static PolicyText of(CachePolicy policy) {
        return new PolicyText(
                policy.mode(),
                Durations.write(policy.ttl()),
                policy.reason(),
                Durations.write(policy.staleWhileRevalidate()),
                Durations.write(policy.staleIfError()),
                policy.staleOnRefusal(),
                policy.heuristic(),
                policy.priority(),
                policy.compress(),
                DataSizes.write(policy.largestBody()),
                Durations.write(policy.leaderWait()));
    }

    /** Time and reason belong to a TTL of one's own; in the other modes they are left out. */
    Reading read() {
        FieldReader fields = new FieldReader();
        boolean own = mode == CacheMode.OWN_TTL;
        CachePolicy policy = new CachePolicy(
                mode,
                own ? fields.time(ttl, "ttl", Duration.ofSeconds(1)) : Duration.ZERO,
                own ? reason.strip() : "",
                fields.time(staleWhileRevalidate, "staleWhileRevalidate", Duration.ofSeconds(1)),
                fields.time(staleIfError, "staleIfError", Duration.ofSeconds(1)),
                staleOnRefusal,
                heuristic,
                priority,
                compress,
                size(fields),
                fields.time(leaderWait, "leaderWait", Duration.ofSeconds(1)));
        return new Reading(policy, fields.problems());
    }

    private DataSize size(FieldReader fields) {
        return switch (DataSizes.read(largestBody)) {
            case DataSizes.Reading.Read(DataSize size) -> size;
            case DataSizes.Reading.Unread(String sentence) -> {
                fields.unread("largestBody", sentence);
                yield DataSize.ofMegabytes(1);
            }
        };
    }
}
