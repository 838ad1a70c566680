package io.zol0.limits;

import java.util.function.LongUnaryOperator;

/** A count of weight that begins anew with each window by the wall clock. Times are those of the controller, in nanoseconds. */
final class ClockCount {
    private static final int HALVINGS = 4;

    private final LongUnaryOperator wall;
    private final long period;
    private final long seam;
    private long late;
    private long window = Long.MIN_VALUE;
    private long began;
    private double sum;

    /**
     * @param wall nanoseconds by the wall clock at a time
     * @param seam nanoseconds by which the provider's window may begin later
     */
    ClockCount(LongUnaryOperator wall, long period, long seam) {
        this.wall = wall;
        this.period = period;
        this.seam = seam;
    }

    private void reach(long now) {
        long index = Math.floorDiv(wall.applyAsLong(now), period);
        if (index != window) {
            window = index;
            began = now;
            sum = 0;
        }
    }

    double used(long now) {
        reach(now);
        return sum;
    }

    void spend(double weight, long now) {
        reach(now);
        sum += weight;
    }

    void giveBack(double weight, long spentAt, long now) {
        reach(now);
        if (spentAt >= began) {
            sum = Math.max(0, sum - weight);
        }
    }

    /** Nanoseconds until it begins anew. */
    long endsIn(long now) {
        return period - since(now);
    }

    /** Whether it is so little since it began that the provider may still be in the window before. */
    boolean isAtTheSeam(long now) {
        return since(now) < seam;
    }

    /** The provider was still in the window before: the next ones are begun later, by twice as much each time. */
    void refusedAtTheSeam() {
        late = Math.min(seam, Math.max(2 * late, seam >> HALVINGS));
    }

    /** Nanoseconds until the provider, too, is in this window, as far as known. */
    long heldFor(long now) {
        return Math.max(0, late - since(now));
    }

    private long since(long now) {
        return Math.floorMod(wall.applyAsLong(now), period);
    }
}
