package io.zol0.ui.cache;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.catalog.Problem;
import io.zol0.ui.parts.DataSizes;
import io.zol0.ui.parts.Durations;
import java.time.Duration;
import java.util.ArrayList;
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
        List<Problem> problems = new ArrayList<>();
        boolean own = mode == CacheMode.OWN_TTL;
        CachePolicy policy = new CachePolicy(
                mode,
                own ? time(ttl, "ttl", problems) : Duration.ZERO,
                own ? reason.strip() : "",
                time(staleWhileRevalidate, "staleWhileRevalidate", problems),
                time(staleIfError, "staleIfError", problems),
                staleOnRefusal,
                heuristic,
                priority,
                compress,
                size(problems),
                time(leaderWait, "leaderWait", problems));
        return new Reading(policy, problems);
    }

    private static Duration time(String text, String place, List<Problem> problems) {
        if (text.strip().equals("0")) {
            return Duration.ZERO;
        }
        return switch (Durations.read(text)) {
            case Durations.Reading.Read(Duration time) -> time;
            case Durations.Reading.Unread(String sentence) -> {
                problems.add(new Problem(place, sentence));
                yield Duration.ofSeconds(1);
            }
        };
    }

    private DataSize size(List<Problem> problems) {
        return switch (DataSizes.read(largestBody)) {
            case DataSizes.Reading.Read(DataSize size) -> size;
            case DataSizes.Reading.Unread(String sentence) -> {
                problems.add(new Problem("largestBody", sentence));
                yield DataSize.ofMegabytes(1);
            }
        };
    }
}
