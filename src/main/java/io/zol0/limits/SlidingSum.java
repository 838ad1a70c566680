package io.zol0.limits;

import java.util.Arrays;

/** A sum over the last while, which moves on by a sixth of it at a time: it is of five sixths to the whole. */
final class SlidingSum {
    private static final int STEPS = 6;

    private final long[] sums = new long[STEPS];
    private final long step;
    private long newest;
    private long newestEnds;
    private int at;

    SlidingSum(long spanNanos) {
        step = Math.max(1, spanNanos / STEPS);
    }

    static SlidingSum minute() {
        return new SlidingSum(60_000_000_000L);
    }

    void add(long weight, long now) {
        if (now >= newestEnds) {
            reach(now);
        }
        sums[at] += weight;
    }

    long sum(long now) {
        reach(now);
        return Arrays.stream(sums).sum();
    }

    void clear() {
        Arrays.fill(sums, 0);
    }

    private void reach(long now) {
        long current = now / step;
        if (current - newest >= STEPS) {
            clear();
            newest = current;
        }
        while (newest < current) {
            newest++;
            sums[(int) (newest % STEPS)] = 0;
        }
        newestEnds = (newest + 1) * step;
        at = (int) (newest % STEPS);
    }
}
