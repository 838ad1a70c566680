package io.zol0.optimizer;

import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.Subject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A setting change that is proposed, and what became of it.
 *
 * @param upstreamId the upstream that the setting belongs to
 * @param environment of that upstream
 * @param probability that a trial says keep, as it was predicted; {@link Confidence} says what is known of such predictions
 * @param value calls an hour that it is expected to better
 * @param verdict null before there is one
 * @param atOnce whether it was approved without a trial
 * @param seenAt when what was recorded said so last
 * @param changedAt when its state did
 */
public record Recommendation(
        long id,
        Advice advice,
        long upstreamId,
        String environment,
        String subject,
        String title,
        String because,
        Evidence evidence,
        Effect effect,
        double probability,
        double value,
        Risk risk,
        State state,
        @Nullable Verdict verdict,
        boolean byAutopilot,
        boolean atOnce,
        Instant foundAt,
        Instant seenAt,
        Instant changedAt) {

    /** The series that its evidence is drawn from, each with what it is called in a chart; counters of calls. */
    public Map<String, SeriesKey> charted() {
        return switch (advice) {
            case Advice.CacheTtl ttl -> {
                Subject subject = Subject.endpoint(ttl.endpointId(), ttl.upstreamId());
                Map<String, SeriesKey> keys = new LinkedHashMap<>();
                keys.put("requests", CacheKeys.asked(subject));
                keys.put("answered without the provider", CacheKeys.saved(subject));
                yield keys;
            }
            case Advice.QuotaRoom room -> {
                Subject subject = Subject.quota(room.quotaId(), room.upstreamId());
                Map<String, SeriesKey> keys = new LinkedHashMap<>();
                keys.put("let through", QuotaKeys.granted(subject));
                keys.put("waited", QuotaKeys.waited(subject));
                keys.put("refused here", QuotaKeys.refused(subject));
                yield keys;
            }
        };
    }

    public boolean isOpen() {
        return State.OPEN.contains(state);
    }
}
