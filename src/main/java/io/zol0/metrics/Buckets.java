package io.zol0.metrics;

import java.time.Duration;
import java.util.Arrays;

/** How often each time was measured, with a place for every bucket of a {@link Sketch}: quick to add many sketches to. */
final class Buckets {
    private final long[] counts = new long[Sketch.BUCKETS];
    private int first = Sketch.BUCKETS;
    private int last = -1;
    private long sum;

    void add(int index, long count) {
        counts[index] += count;
        sum += count;
        first = Math.min(first, index);
        last = Math.max(last, index);
    }

    /** The places of all buckets, to be added to; {@link #added} is to be told. */
    long[] counts() {
        return counts;
    }

    /** Tells that so many times were added to places from a first to a last one. */
    void added(int lowest, int highest, long count) {
        sum += count;
        first = Math.min(first, lowest);
        last = Math.max(last, highest);
    }

    /** How many times were measured. */
    long count() {
        return sum;
    }

    /** The middle, in microseconds, of the bucket that {@code share} (0 to 1) of the measured times do not exceed; 0 where there are none. */
    long percentile(double share) {
        long rank = Math.max(1, (long) Math.ceil(Math.nextDown(share) * sum));
        long seen = 0;
        for (int i = first; i <= last; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Sketch.middle(i);
            }
        }
        return 0;
    }

    Spread spread() {
        return sum == 0
                ? Spread.NONE
                : new Spread(
                        sum,
                        micros(percentile(0.5)),
                        micros(percentile(0.95)),
                        micros(percentile(0.99)),
                        micros(percentile(1)));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }

    void forEach(Sketch.Visitor visitor) {
        for (int i = first; i <= last; i++) {
            if (counts[i] != 0) {
                visitor.bucket(i, counts[i]);
            }
        }
    }

    void clear() {
        if (last >= first) {
            Arrays.fill(counts, first, last + 1, 0);
        }
        first = Sketch.BUCKETS;
        last = -1;
        sum = 0;
    }
}
