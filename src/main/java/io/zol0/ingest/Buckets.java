package io.zol0.ingest;

import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import java.util.ArrayList;
import java.util.List;

/**
 * How often times between two bounds were measured.
 *
 * @param bounds the lower bound of each bucket and the upper one of the last, in the unit of the histogram, ascending
 * @param counts how often, by bucket
 */
record Buckets(List<Double> bounds, List<Long> counts) {
    /** The open end of a histogram that does not tell its largest value is taken to be this many times its bound. */
    private static final double OPEN_END = 2;

    static Buckets of(HistogramDataPoint point) {
        List<Double> given = point.getExplicitBoundsList();
        int size = point.getBucketCountsCount();
        if (size != given.size() + 1) {
            throw new IllegalArgumentException("A histogram must have one count more than bounds.");
        }
        List<Double> bounds = new ArrayList<>(size + 1);
        bounds.add(point.hasMin() ? Math.max(0, point.getMin()) : 0.0);
        for (double bound : given) {
            if (!(bound >= 0 && bound < 1e12)) {
                throw new IllegalArgumentException("A bound of a histogram of times must be 0 or more.");
            }
            bounds.add(Math.max(bound, bounds.getLast()));
        }
        double last = bounds.getLast();
        bounds.add(point.hasMax() && point.getMax() >= last ? Math.min(point.getMax(), 1e12) : last * OPEN_END);
        return new Buckets(bounds, point.getBucketCountsList());
    }

    static Buckets of(ExponentialHistogramDataPoint point) {
        double base = Math.pow(2, Math.pow(2, -point.getScale()));
        List<Double> bounds = new ArrayList<>();
        List<Long> counts = new ArrayList<>();
        bounds.add(0.0);
        counts.add(point.getZeroCount());
        int offset = point.getPositive().getOffset();
        double lower = Math.pow(base, offset);
        bounds.add(lower);
        counts.add(0L);
        for (int i = 0; i < point.getPositive().getBucketCountsCount(); i++) {
            bounds.add(Math.pow(base, (double) offset + i));
            counts.add(point.getPositive().getBucketCounts(i));
        }
        bounds.add(Math.pow(base, (double) offset + point.getPositive().getBucketCountsCount()));
        if (bounds.stream().anyMatch(bound -> !(bound >= 0 && bound < 1e12))) {
            throw new IllegalArgumentException("The scale of an exponential histogram does not fit times.");
        }
        return new Buckets(bounds, counts);
    }

    /** What was counted since an earlier reading of the same histogram; all of it where it began again or is another one. */
    Buckets since(Buckets earlier) {
        if (earlier.counts.size() != counts.size()) {
            return this;
        }
        List<Long> more = new ArrayList<>(counts.size());
        for (int i = 0; i < counts.size(); i++) {
            long difference = counts.get(i) - earlier.counts.get(i);
            if (difference < 0) {
                return this;
            }
            more.add(difference);
        }
        return new Buckets(bounds, more);
    }

    long count() {
        long sum = 0;
        for (long count : counts) {
            if (count < 0 || count > 1L << 40) {
                throw new IllegalArgumentException("A bucket of a histogram counts from 0 to a trillion.");
            }
            sum += count;
        }
        return sum;
    }
}
