package io.zol0.limits;

import java.time.Instant;

/** Why nothing of a scope goes out, and until when. */
public record Freeze(Instant until, String reason) {

    /** What is frozen. */
    public sealed interface Scope {
        /** Every call to an upstream, whether quotas are about it or not. */
        record OfUpstream(long upstreamId) implements Scope {}

        /** Every call that falls under a quota. */
        record OfQuota(long quotaId) implements Scope {}

        /** The calls that share one budget of a quota. */
        record OfBudget(long quotaId, BudgetKey budget) implements Scope {}
    }
}
