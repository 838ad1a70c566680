package io.zol0.insight;

/**
 * A figure with the interval in which the true one is with 95 %.
 *
 * @param low not a number where there is not enough data for an interval
 */
public record Interval(double value, double low, double high) {
    static final Interval UNKNOWN = new Interval(Double.NaN, Double.NaN, Double.NaN);

    /** Whether it is surely not zero. */
    public boolean isClear() {
        return low > 0 || high < 0;
    }

    public boolean isKnown() {
        return Double.isFinite(low) && Double.isFinite(high);
    }
}
