package io.zol0.insight;

import java.util.Arrays;

/**
 * Takes the daily pattern out of a trace: from each value the median of all values of that half hour of the day, which single
 * bad days do not move. It takes three days to know what is daily; of less nothing is taken out.
 */
final class Season {
    private static final int BINS = 48;
    private static final long DAY = 86_400;
    static final int LEAST_DAYS = 3;

    private Season() {}

    /** Whether a span of time is long enough to tell what is daily. */
    static boolean isKnown(int steps, long stepSeconds) {
        return steps * stepSeconds >= LEAST_DAYS * DAY;
    }

    /** The values without their daily pattern, as new ones; the same ones where it cannot be known. */
    static double[] removed(double[] values, long firstSecond, long stepSeconds) {
        if (!isKnown(values.length, stepSeconds)) {
            return values;
        }
        double[] usual = new double[BINS];
        for (int bin = 0; bin < BINS; bin++) {
            usual[bin] = median(values, bin, firstSecond, stepSeconds);
        }
        double[] rest = values.clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= usual[bin(firstSecond + i * stepSeconds)];
        }
        return rest;
    }

    private static double median(double[] values, int bin, long firstSecond, long stepSeconds) {
        double[] some = new double[values.length];
        int count = 0;
        for (int i = 0; i < values.length; i++) {
            if (bin(firstSecond + i * stepSeconds) == bin && Double.isFinite(values[i])) {
                some[count++] = values[i];
            }
        }
        Arrays.sort(some, 0, count);
        return count == 0 ? 0 : count % 2 == 1 ? some[count / 2] : (some[count / 2 - 1] + some[count / 2]) / 2;
    }

    private static int bin(long second) {
        return (int) (Math.floorMod(second, DAY) * BINS / DAY);
    }
}
