package io.zol0.limits;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a provider said in an answer of its own count. What is negative counts as not said.
 *
 * @param period of the window it is about; null for the quota's first window
 * @param used weight spent within the window; null where it did not say
 * @param limit the most it allows within the window; null where it did not say
 * @param remaining weight left; null where it did not say
 */
public record ProviderCount(
        @Nullable Duration period,
        @Nullable Long used,
        @Nullable Long limit,
        @Nullable Long remaining) {
    public ProviderCount {
        used = valid(used);
        limit = valid(limit);
        remaining = valid(remaining);
    }

    public static ProviderCount used(Duration period, long used) {
        return new ProviderCount(period, used, null, null);
    }

    private static @Nullable Long valid(@Nullable Long count) {
        return count == null || Objects.requireNonNull(count) < 0 ? null : count;
    }
}
