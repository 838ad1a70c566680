package io.zol0.insight;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds where the level of a trace changed for good: PELT, the exact search for the best segmentation with pruning (Killick,
 * Fearnhead and Eckley 2012), on normal scores of the ranks, which single outliers do not move.
 *
 * <p>The price of a further change is {@value #PRICE} log n of the long-run variance, so that neighbouring values which are alike
 * are not taken for changes. That is estimated from differences, of which a few jumps spoil only a few: as of an AR(1) process
 * from those one and two steps apart (Chakar et al. 2017), and from those of the means of neighbouring blocks of 4, 8, 16… steps;
 * the largest counts.
 *
 * <p>A level that holds for minutes only explains little of hours by its ranks, however large it is. So the newest values are looked
 * at once more by what they measure: their median against those of all spans of their length since the last change, in which
 * outliers do not count and neighbours may be alike. It is a new level from {@value #FAR} standard deviations of such medians on,
 * and where none before was as far off.
 */
final class ChangePoints {
    /** What a further change has to explain, in units of log n times the variance. */
    static final double PRICE = 4;

    /** A level that holds for fewer steps is none. */
    static final int LEAST_STEPS = 8;

    /** How far the median of the newest values is off before it is a new level, in standard deviations of such medians. */
    static final double FAR = 7;

    private static final int[] RECENT = {30, 15, LEAST_STEPS};
    private static final int SPANS_BEFORE = 8;
    private static final int LEAST_POINTS = 40;
    private static final double MOST_PERSISTENT = 0.99;

    /**
     * Variance of differences four steps apart over that of one step: 4 for a random walk, 3.44 for an AR(1) process that keeps
     * 0.9 of its last value. What is near to a walk has no level that could change.
     */
    private static final double WANDERING = 3.3;

    private static final double NORMAL_MAD = 0.6744897501960817;

    private ChangePoints() {}

    /**
     * A change of level.
     *
     * @param at the first step of the new level
     * @param before median of the level before
     * @param after median of the new level
     * @param size in standard deviations of what the trace does by itself
     */
    record Change(int at, double before, double after, double size) {}

    /** The changes of a trace, oldest first; none where there are too few values, or all are alike. */
    static List<Change> in(double[] values) {
        int[] places = new int[values.length];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            if (Double.isFinite(values[i])) {
                places[n++] = i;
            }
        }
        if (n < LEAST_POINTS) {
            return List.of();
        }
        double[] raw = new double[n];
        for (int k = 0; k < n; k++) {
            raw[k] = values[places[k]];
        }
        double[] scores = scores(raw);
        Noise noise = noise(scores);
        if (!(noise.variance() > 0)) {
            return List.of();
        }
        List<Integer> begins = pelt(scores, PRICE * Math.log(n) * noise.longRun());
        List<Change> changes = new ArrayList<>();
        for (int s = 1; s < begins.size(); s++) {
            int from = begins.get(s - 1);
            int at = begins.get(s);
            int to = s + 1 < begins.size() ? begins.get(s + 1) : n;
            double size = Math.abs(mean(scores, at, to) - mean(scores, from, at)) / Math.sqrt(noise.variance());
            double before = median(raw, from, at);
            double after = median(raw, at, to);
            // Where nearly all values are the same, one other value among some of them is no level.
            if (before != after) {
                changes.add(new Change(places[at], before, after, size));
            }
        }
        int recent = recent(raw, begins.getLast());
        if (recent > 0) {
            int from = begins.getLast();
            double before = median(raw, from, recent);
            double after = median(raw, recent, n);
            double size = Math.abs(mean(scores, recent, n) - mean(scores, from, recent)) / Math.sqrt(noise.variance());
            changes.add(new Change(places[recent], before, after, size));
        }
        return changes;
    }

    /** Where a level began that holds until the end and is too short to be found by ranks; 0 for none. */
    private static int recent(double[] raw, int from) {
        for (int span : RECENT) {
            int end = raw.length - span;
            if (end - from < Math.max(LEAST_POINTS, SPANS_BEFORE * span)) {
                continue;
            }
            double[] before = new double[end - from - span + 1];
            for (int i = 0; i < before.length; i++) {
                before[i] = median(raw, from + i, from + i + span);
            }
            double usual = median(before, 0, before.length);
            double[] off = new double[before.length];
            double farthest = 0;
            for (int i = 0; i < before.length; i++) {
                off[i] = before[i] - usual;
                // What overlaps the new level by a half is no span before it.
                farthest = i < before.length - span ? Math.max(farthest, Math.abs(off[i])) : farthest;
            }
            double scale = Math.sqrt(squaredScale(off));
            double newest = Math.abs(median(raw, end, raw.length) - usual);
            if (scale > 0 && newest > FAR * scale && newest > 1.5 * farthest) {
                return begin(raw, Math.max(from + LEAST_POINTS, end - span), raw.length - LEAST_STEPS);
            }
        }
        return 0;
    }

    /** The split with the smallest sum of distances from the medians on its two sides, among the steps from one on to another. */
    private static int begin(double[] raw, int first, int last) {
        int best = last;
        double least = Double.POSITIVE_INFINITY;
        int from = Math.max(0, first - LEAST_POINTS);
        for (int at = first; at <= last; at++) {
            double sum = distances(raw, from, at) + distances(raw, at, raw.length);
            if (sum < least) {
                least = sum;
                best = at;
            }
        }
        return best;
    }

    private static double distances(double[] raw, int from, int to) {
        double middle = median(raw, from, to);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += Math.abs(raw[i] - middle);
        }
        return sum;
    }

    /**
     * What a trace does by itself.
     *
     * @param longRun variance of a mean times the number of its values, where neighbouring values are alike
     */
    private record Noise(double variance, double longRun) {}

    private static Noise noise(double[] scores) {
        double one = clippedSquares(differences(scores, 1, 1));
        double persistence =
                one <= 0 ? 0 : Math.clamp(clippedSquares(differences(scores, 1, 2)) / one - 1, 0, MOST_PERSISTENT);
        if (one > 0 && clippedSquares(differences(scores, 1, 4)) / one > WANDERING) {
            return new Noise(0, 0);
        }
        double variance = one / (2 * (1 - persistence));
        double longRun = variance * (1 + persistence) / (1 - persistence);
        for (int block = 4; block <= scores.length / 10; block *= 2) {
            longRun = Math.max(longRun, block * squaredScale(differences(scores, block, block)) / 2);
        }
        return new Noise(variance, longRun);
    }

    /** Differences of the means of blocks whose beginnings are so far apart. */
    private static double[] differences(double[] scores, int block, int apart) {
        double[] sum = new double[scores.length + 1];
        for (int i = 0; i < scores.length; i++) {
            sum[i + 1] = sum[i] + scores[i];
        }
        double[] found = new double[scores.length - apart - block + 1];
        for (int i = 0; i < found.length; i++) {
            found[i] = (sum[i + apart + block] - sum[i + apart] - sum[i + block] + sum[i]) / block;
        }
        return found;
    }

    /** The variance of values around zero from the median of their sizes; from their squares where that is 0. */
    private static double squaredScale(double[] values) {
        double[] sizes = new double[values.length];
        double squares = 0;
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = Math.abs(values[i]);
            squares += sizes[i] * sizes[i];
        }
        Arrays.sort(sizes);
        double scale = sizes[sizes.length / 2] / NORMAL_MAD;
        return scale > 0 ? scale * scale : squares / sizes.length;
    }

    /** The mean of squares, in which none counts more than that of three standard deviations: what most values say. */
    private static double clippedSquares(double[] values) {
        double bound = 9 * squaredScale(values);
        double sum = 0;
        for (double value : values) {
            sum += Math.min(value * value, bound);
        }
        return sum / values.length;
    }

    /** Beginnings of the best segments; the first is 0. */
    private static List<Integer> pelt(double[] x, double price) {
        int n = x.length;
        double[] sum = new double[n + 1];
        double[] squares = new double[n + 1];
        for (int i = 0; i < n; i++) {
            sum[i + 1] = sum[i] + x[i];
            squares[i + 1] = squares[i] + x[i] * x[i];
        }
        double[] best = new double[n + 1];
        int[] last = new int[n + 1];
        Arrays.fill(best, Double.POSITIVE_INFINITY);
        best[0] = -price;
        int[] candidates = new int[n + 1];
        int count = 1;
        for (int end = LEAST_STEPS; end <= n; end++) {
            for (int i = 0; i < count; i++) {
                int begin = candidates[i];
                double cost = best[begin] + cost(sum, squares, begin, end) + price;
                if (cost < best[end]) {
                    best[end] = cost;
                    last[end] = begin;
                }
            }
            int left = 0;
            for (int i = 0; i < count; i++) {
                int begin = candidates[i];
                if (best[begin] + cost(sum, squares, begin, end) <= best[end]) {
                    candidates[left++] = begin;
                }
            }
            count = left;
            int next = end - LEAST_STEPS + 1;
            if (next >= LEAST_STEPS) {
                candidates[count++] = next;
            }
        }
        List<Integer> begins = new ArrayList<>();
        for (int end = n; end > 0; end = last[end]) {
            begins.addFirst(last[end]);
        }
        return begins;
    }

    private static double cost(double[] sum, double[] squares, int from, int to) {
        double total = sum[to] - sum[from];
        return squares[to] - squares[from] - total * total / (to - from);
    }

    /** Normal scores of the ranks (van der Waerden), equal values sharing theirs. */
    private static double[] scores(double[] raw) {
        double[] sorted = raw.clone();
        Arrays.sort(sorted);
        double[] scores = new double[raw.length];
        for (int i = 0; i < raw.length; i++) {
            int low = lower(sorted, raw[i], true);
            int high = lower(sorted, raw[i], false);
            scores[i] = normalQuantile(((low + high - 1) / 2.0 + 1) / (raw.length + 1));
        }
        return scores;
    }

    private static int lower(double[] sorted, double value, boolean strictly) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (strictly ? sorted[middle] < value : sorted[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Acklam's rational approximation, within 1.2e-9 relatively. */
    static double normalQuantile(double p) {
        double[] a = {
            -3.969683028665376e+01,
            2.209460984245205e+02,
            -2.759285104469687e+02,
            1.383577518672690e+02,
            -3.066479806614716e+01,
            2.506628277459239e+00
        };
        double[] b = {
            -5.447609879822406e+01,
            1.615858368580409e+02,
            -1.556989798598866e+02,
            6.680131188771972e+01,
            -1.328068155288572e+01
        };
        double[] c = {
            -7.784894002430293e-03,
            -3.223964580411365e-01,
            -2.400758277161838e+00,
            -2.549732539343734e+00,
            4.374664141464968e+00,
            2.938163982698783e+00
        };
        double[] d = {7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00, 3.754408661907416e+00};
        if (p < 0.02425) {
            double q = Math.sqrt(-2 * Math.log(p));
            return (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5])
                    / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
        }
        if (p > 1 - 0.02425) {
            return -normalQuantile(1 - p);
        }
        double q = p - 0.5;
        double r = q * q;
        return (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5])
                * q
                / (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
    }

    private static double mean(double[] x, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += x[i];
        }
        return sum / (to - from);
    }

    private static double median(double[] x, int from, int to) {
        double[] some = Arrays.copyOfRange(x, from, to);
        Arrays.sort(some);
        int middle = some.length / 2;
        return some.length % 2 == 1 ? some[middle] : (some[middle - 1] + some[middle]) / 2;
    }
}
