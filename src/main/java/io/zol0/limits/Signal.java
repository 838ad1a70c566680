package io.zol0.limits;

import io.zol0.limits.AnswerRule.Meaning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one answer of a provider says of its limits.
 *
 * @param meaning what the answer means
 * @param until when that is over, after now and within 31 days; null where nobody knows; never null for {@code BANNED}
 * @param perKey whether it is about the API key that called, not about the address that all callers share
 * @param quota name of the preset's quota that was exceeded; null for its first
 * @param counts what the provider counted; empty where it does not say, or where the answer came from a cache
 */
public record Signal(
        Meaning meaning,
        @Nullable Instant until,
        boolean perKey,
        @Nullable String quota,
        List<Count> counts) {
    /** Stands in a {@link Count} for a number that the answer does not say. */
    public static final long UNKNOWN = -1;

    /** A proper answer that says nothing of limits. */
    public static final Signal FINE = new Signal(Meaning.FINE, null, false, null, List.of());

    public Signal {
        counts = List.copyOf(counts);
    }

    /**
     * What a provider says of one window; each number is 0 to 1,000,000,000, or {@link #UNKNOWN}.
     *
     * @param quota name of the preset's quota
     * @param period of the window; null where it does not say which
     * @param reset when there is more, within 31 days from now; null where it does not say
     */
    public record Count(
            String quota,
            @Nullable Duration period,
            long used,
            long limit,
            long remaining,
            @Nullable Instant reset) {

        /** What is spent, as it is said or as the rest leaves it; {@link #UNKNOWN} where neither tells. */
        public long spent() {
            return used == UNKNOWN && limit != UNKNOWN && remaining != UNKNOWN ? limit - remaining : used;
        }
    }
}
