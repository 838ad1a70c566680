package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/**
 * Which budget of a quota: what its calls have in common beside the quota. Fit to be kept.
 *
 * @param keyHash keyed hash of the provider's API key; 0 where the quota does not tell keys apart or a call has none
 * @param caller null where callers share
 * @param endpoint method, space and path template; null where endpoints share
 */
public record BudgetKey(
        long keyHash, @Nullable String caller, @Nullable String endpoint) {
    /** The one budget of a quota that tells nothing apart. */
    public static final BudgetKey SHARED = new BudgetKey(0, null, null);
}
