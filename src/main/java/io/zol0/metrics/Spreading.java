package io.zol0.metrics;

import org.HdrHistogram.Histogram;

/**
 * Makes a sketch of somebody else's histogram. Where within a bucket its times were is not known: they are spread evenly over
 * it, so that a percentile is at most as far off as its bucket is wide.
 */
final class Spreading {
    private static final int MOST_POINTS = 64;

    private Spreading() {}

    /** Calls of one kind, spread over buckets with bounds in microseconds. */
    static Snapshot of(Call like, double[] bounds, long[] counts) {
        Histogram total = new Histogram(Sketch.HIGHEST, 2);
        for (int i = 0; i < counts.length; i++) {
            long points = Math.min(MOST_POINTS, counts[i]);
            for (int point = 0; point < points; point++) {
                long share = counts[i] * (point + 1) / points - counts[i] * point / points;
                double time = bounds[i] + (bounds[i + 1] - bounds[i]) * (point + 0.5) / points;
                total.recordValueWithCount(Math.clamp((long) time, 0, Sketch.HIGHEST), share);
            }
        }
        long[] sum = new long[Snapshot.COUNTS];
        sum[Snapshot.STATUS + StatusClass.of(like.status()).ordinal()] = total.getTotalCount();
        sum[Snapshot.OUTCOME + like.outcome().ordinal()] = total.getTotalCount();
        return new Snapshot(sum, Sketch.of(total), Sketch.EMPTY, Sketch.EMPTY);
    }
}
