package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/** A freeze by the ticker, so that no jump of the clock moves its end. */
record Frozen(Freeze freeze, long untilNanos) {
    /** The freeze where it has not ended. */
    static @Nullable Frozen still(@Nullable Frozen frozen, long now) {
        return frozen == null || frozen.untilNanos <= now ? null : frozen;
    }

    static @Nullable Frozen later(@Nullable Frozen one, @Nullable Frozen other) {
        return one == null || (other != null && other.untilNanos > one.untilNanos) ? other : one;
    }
}
