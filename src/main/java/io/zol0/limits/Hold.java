package io.zol0.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a call from going now.
 *
 * @param index of the quota among those it falls under that holds it longest; -1 for none
 * @param quota that one; null where it is its whole upstream
 * @param nanos how long at least
 * @param refusal why it may not wait for that; null where it may
 */
record Hold(
        int index,
        @Nullable LiveQuota quota,
        long nanos,
        @Nullable Refused refusal) {
    /** Nanoseconds that stand for a turn that has not come. */
    private static final long TURN = 1;

    /**
     * Looks at a call that does not fit.
     *
     * @param patience nanoseconds that its caller would still wait
     * @param waited nanoseconds that it has waited
     */
    static Hold of(Granted wish, long number, @Nullable Frozen upstream, long patience, long waited, long now) {
        long longest = 0;
        int index = -1;
        int refusing = -1;
        for (int i = 0; i < wish.size(); i++) {
            LiveQuota quota = wish.match().quota(i);
            if (quota.isShadow()) {
                continue;
            }
            boolean high = wish.match().isHigh(i);
            if (quota.neverFits(wish.weightAt(i), high)) {
                return new Hold(i, quota, 0, Refusals.tooHeavy(quota, wish.weightAt(i), high));
            }
            long nanos = nanos(wish, i, number, upstream, now);
            if (nanos > longest) {
                longest = nanos;
                index = i;
            }
            if (nanos > 0 && !mayWait(quota, nanos, patience, waited)) {
                refusing = i;
            }
        }
        if (refusing >= 0) {
            LiveQuota quota = wish.match().quota(refusing);
            return new Hold(
                    refusing, quota, longest, Refusals.of(quota, wish.budgetAt(refusing), upstream, longest, now));
        }
        if (index < 0 && upstream != null) {
            return new Hold(-1, null, 0, Refusals.frozen(null, upstream, upstream.untilNanos() - now));
        }
        return new Hold(index, wish.match().quota(Math.max(0, index)), longest, null);
    }

    private static boolean mayWait(LiveQuota quota, long nanos, long patience, long waited) {
        return quota.quota().whenEmpty() == WhenEmpty.QUEUE
                && nanos <= patience
                && nanos <= quota.quota().maxWait().toNanos() - waited;
    }

    /** By a quota, those before it in its line included. */
    private static long nanos(Granted wish, int i, long number, @Nullable Frozen upstream, long now) {
        Budget budget = wish.budgetAt(i);
        boolean high = wish.match().isHigh(i);
        long weight = wish.weightAt(i);
        boolean inLine = wish.mustWaitInLine(i, number);
        boolean comesNow = inLine && number == Long.MAX_VALUE;
        long before = comesNow ? budget.line().weightBefore(high) : 0;
        long nanos = Math.max(inLine ? TURN : 0, budget.fitsIn(weight == 0 ? 0 : weight + before, high, now));
        if (comesNow) {
            nanos = Math.max(nanos, budget.line().lengthBefore(high) * budget.quota.minIntervalNanos());
        }
        nanos = Math.max(nanos, left(budget.quota.frozen(now), now));
        return Math.max(nanos, left(upstream, now));
    }

    private static long left(@Nullable Frozen frozen, long now) {
        return frozen == null ? 0 : frozen.untilNanos() - now;
    }

    /** Whether nothing holds it but those before it in its line. */
    boolean isForTurnOnly() {
        return index >= 0 && nanos == TURN;
    }

    /** Its time is over though it may still have waited for its turn. */
    Hold overdue() {
        return new Hold(index, quota, nanos, Refusals.empty(quota, Math.max(1, nanos)));
    }

    /** There is no place to wait in. */
    Hold full() {
        return new Hold(index, quota, nanos, Refusals.full(quota, nanos));
    }

    /** The refusal, counted by its quota. */
    Refused counted() {
        if (refusal == null) {
            throw new IllegalStateException("It may wait " + Duration.ofNanos(nanos) + ", and is not refused.");
        }
        if (quota != null) {
            quota.counts.count(refusal.why());
        }
        return refusal;
    }
}
