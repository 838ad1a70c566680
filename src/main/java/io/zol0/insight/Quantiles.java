package io.zol0.insight;

/**
 * Quantiles of samples with intervals of 95 %, from the order statistics that the binomial distribution gives; and differences of two
 * such, whose interval is made of both (Zou and Donner 2008).
 */
final class Quantiles {
    private static final double Z95 = 1.959963984540054;
    private static final int LEAST = 20;

    private Quantiles() {}

    /**
     * A quantile.
     *
     * @param sorted samples, ascending
     * @param share 0.5 for the median
     */
    static Interval of(double[] sorted, double share) {
        int n = sorted.length;
        if (n == 0) {
            return Interval.UNKNOWN;
        }
        double value = sorted[(int) Math.min(n - 1, Math.floor(n * share))];
        double reach = Z95 * Math.sqrt(n * share * (1 - share));
        double low = Math.floor(n * share - reach);
        double high = Math.ceil(n * share + reach);
        return n < LEAST || low < 0 || high > n - 1
                ? new Interval(value, Double.NaN, Double.NaN)
                : new Interval(value, sorted[(int) low], sorted[(int) high]);
    }

    /** The later one less the earlier one. */
    static Interval difference(Interval later, Interval earlier) {
        double difference = later.value() - earlier.value();
        return new Interval(
                difference,
                difference - Math.hypot(later.value() - later.low(), earlier.high() - earlier.value()),
                difference + Math.hypot(later.high() - later.value(), earlier.value() - earlier.low()));
    }
}
