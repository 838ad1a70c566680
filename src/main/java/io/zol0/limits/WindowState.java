package io.zol0.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where a window of a budget stands.
 *
 * @param window as it is set
 * @param allowed the most weight that is let through: the capacity less the margin, or the operating level
 * @param reserved of {@code allowed}, what only calls of high priority may take
 * @param used weight that counts now, ours and, where the provider's count was higher, the provider's; may be above
 *     {@code allowed} after a count of the provider or a lowered limit
 * @param fullIn until everything is back if nothing more is spent: the end of an aligned period; zero where nothing is spent
 * @param providerUsed the provider's count when it spoke last; null where it did not
 * @param providerLimit the limit it spoke of then; null where it did not
 * @param providerGap its count less ours at that time; above 0 where others spend of the same budget; null where it did not speak
 */
public record WindowState(
        QuotaWindow window,
        long allowed,
        long reserved,
        long used,
        Duration fullIn,
        @Nullable Long providerUsed,
        @Nullable Long providerLimit,
        @Nullable Long providerGap) {

    /** Weight that is left. */
    public long remaining() {
        return Math.max(0, allowed - used);
    }

    /** Share that is left, 0 to 1. */
    public double headroom() {
        return allowed == 0 ? 0 : (double) remaining() / allowed;
    }
}
