package io.zol0.limits;

import io.github.bucket4j.TimeMeter;

/** The time of the decision under way, in nanoseconds that never go back; read once for all that is decided together. */
final class Now implements TimeMeter {
    private long nanos;

    /** Moves on, and says where it is. */
    long reach(long now) {
        nanos = Math.max(nanos, now);
        return nanos;
    }

    @Override
    public long currentTimeNanos() {
        return nanos;
    }

    @Override
    public boolean isWallClockBased() {
        return false;
    }
}
