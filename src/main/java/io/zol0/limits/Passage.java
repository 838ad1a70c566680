package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/** Whether calls may go to an upstream now, its freeze included; guarded by its lock. */
final class Passage {
    private volatile @Nullable Frozen frozen;

    /** Whether there may be a freeze; to be asked without the lock. */
    boolean mayBeFrozen() {
        return frozen != null;
    }

    @Nullable
    Frozen frozen(long time) {
        if (frozen != null) {
            frozen = Frozen.still(frozen, time);
        }
        return frozen;
    }

    void freeze(@Nullable Frozen until) {
        frozen = until;
    }

    boolean fits(Granted wish, long number, long time) {
        return frozen(time) == null && wish.fits(number, time);
    }

    /** What keeps a waiter from going, where it does not fit. */
    Hold hold(Waiter waiter, long time) {
        return Hold.of(waiter.wish, waiter.number, frozen(time), waiter.patience(time), time - waiter.since, time);
    }
}
