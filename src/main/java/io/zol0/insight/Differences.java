package io.zol0.insight;

import java.util.Arrays;

/** Differences between two things that were measured, each with an interval. */
final class Differences {
    /** With fewer pairs there is no interval of 95 % for a median. */
    static final int LEAST_PAIRS = 8;

    private static final double Z95 = 1.959963984540054;

    private Differences() {}

    /**
     * The median of differences of pairs, with the order statistics around it that the binomial distribution gives: nothing is
     * assumed of how the differences are distributed. Wider where neighbouring pairs are alike, as for so many fewer pairs.
     *
     * @param pairs differences in the order of time; what is not a number is left out
     */
    static Interval median(double[] pairs) {
        double[] some = Arrays.stream(pairs).filter(Double::isFinite).toArray();
        if (some.length == 0) {
            return Interval.UNKNOWN;
        }
        double[] sorted = some.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        double median = n % 2 == 1 ? sorted[n / 2] : (sorted[n / 2 - 1] + sorted[n / 2]) / 2;
        if (n < LEAST_PAIRS) {
            return new Interval(median, Double.NaN, Double.NaN);
        }
        double alike = Math.clamp(neighbours(some), 0, 0.95);
        double worth = Math.max(LEAST_PAIRS, n * (1 - alike) / (1 + alike));
        double reach = Z95 * Math.sqrt(worth) / 2 / worth * n;
        int low = (int) Math.floor(n / 2.0 - reach) - 1;
        int high = (int) Math.ceil(n / 2.0 + reach);
        return new Interval(median, sorted[Math.max(0, low)], sorted[Math.min(n - 1, high)]);
    }

    /**
     * The difference of two shares, after Newcombe (1998): the interval is made of Wilson's for each.
     *
     * @param some how many of {@code all}
     */
    static Interval ofShares(double some, double all, double otherSome, double otherAll) {
        if (all < 1 || otherAll < 1) {
            return Interval.UNKNOWN;
        }
        double p = some / all;
        double q = otherSome / otherAll;
        double[] one = wilson(p, all);
        double[] other = wilson(q, otherAll);
        double difference = p - q;
        return new Interval(
                difference,
                difference - Math.sqrt(square(p - one[0]) + square(other[1] - q)),
                difference + Math.sqrt(square(one[1] - p) + square(q - other[0])));
    }

    private static double[] wilson(double p, double n) {
        double z2 = Z95 * Z95;
        double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
        double width = Z95 / (1 + z2 / n) * Math.sqrt(p * (1 - p) / n + z2 / (4 * n * n));
        return new double[] {middle - width, middle + width};
    }

    /** Rank correlation of each with the next. */
    private static double neighbours(double[] values) {
        Ranks ranks = Ranks.of(values);
        return ranks.isConstant() ? 0 : ranks.autocorrelation(1);
    }

    private static double square(double x) {
        return x * x;
    }
}
