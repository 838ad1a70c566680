package io.zol0.alerts;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * How far two series moved together: Pearson's coefficient over the steps in which both have a figure.
 *
 * @param coefficient from -1 to 1
 * @param steps how many those are
 */
record Correlation(double coefficient, int steps) {
    /** With fewer steps nothing is said. */
    static final int LEAST = 15;

    /** Not a number where one of them has too few figures or does not move. */
    static Correlation of(SortedMap<Instant, Double> one, SortedMap<Instant, Double> other) {
        List<double[]> pairs = new ArrayList<>();
        one.forEach((at, value) -> {
            Double its = other.get(at);
            if (its != null && Double.isFinite(value) && Double.isFinite(its)) {
                pairs.add(new double[] {value, its});
            }
        });
        if (pairs.size() < LEAST) {
            return new Correlation(Double.NaN, pairs.size());
        }
        double x = pairs.stream().mapToDouble(pair -> pair[0]).average().orElse(0);
        double y = pairs.stream().mapToDouble(pair -> pair[1]).average().orElse(0);
        double xx = 0;
        double yy = 0;
        double xy = 0;
        for (double[] pair : pairs) {
            xx += (pair[0] - x) * (pair[0] - x);
            yy += (pair[1] - y) * (pair[1] - y);
            xy += (pair[0] - x) * (pair[1] - y);
        }
        double spread = Math.sqrt(xx) * Math.sqrt(yy);
        return new Correlation(spread > 0 ? Math.clamp(xy / spread, -1, 1) : Double.NaN, pairs.size());
    }
}
