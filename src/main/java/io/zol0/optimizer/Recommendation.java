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

    /** The series that its evidence is drawn from, each with what it is called in a chart; counters of calls. None where it rests on calls. */
    public Map<String, SeriesKey> charted() {
        Subject about = advice.about();
        Map<String, SeriesKey> keys = new LinkedHashMap<>();
        switch (about.kind()) {
            case ENDPOINT -> {
                if (advice.aimed() instanceof Aimed.Series) {
                    keys.put("requests", CacheKeys.asked(about));
                    keys.put("answered without the provider", CacheKeys.saved(about));
                }
            }
            case QUOTA -> {
                keys.put("let through", QuotaKeys.granted(about));
                keys.put("waited", QuotaKeys.waited(about));
                keys.put("refused here", QuotaKeys.refused(about));
            }
            case UPSTREAM, WHOLE, PAGE, LABELS -> {}
        }
        return keys;
    }

    public boolean isOpen() {
        return State.OPEN.contains(state);
    }
}
