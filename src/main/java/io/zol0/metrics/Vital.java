package io.zol0.metrics;

/**
 * What a browser measures of a page: times in milliseconds, the shift of its layout without a unit.
 *
 * @see <a href="https://web.dev/articles/vitals">Web Vitals</a>, for the bounds, which hold for the 75th percentile
 */
public enum Vital {
    /** Largest contentful paint. */
    LCP(2500, 4000),
    /** Interaction to next paint. */
    INP(200, 500),
    /** Cumulative layout shift. */
    CLS(0.1, 0.25),
    /** First contentful paint. */
    FCP(1800, 3000),
    /** Time to first byte. */
    TTFB(800, 1800),
    /** Time of a call from a page to an upstream; its page is the upstream's name. */
    UPSTREAM(Double.NaN, Double.NaN),
    /** Time that a page waited for one resource of an upstream; its page is that resource, as {@code quotes/tickers}. */
    RESOURCE(Double.NaN, Double.NaN);

    private static final double LONGEST_MILLIS = 600_000;
    private static final double LARGEST_SHIFT = 1_000;

    private final double good;
    private final double poor;

    Vital(double good, double poor) {
        this.good = good;
        this.poor = poor;
    }

    /** How a value is judged. */
    public enum Band {
        GOOD,
        NEEDS_WORK,
        POOR,
        /** There is no bound for it. */
        NONE
    }

    /** Whether it is about an upstream rather than the page itself. */
    public boolean isOfUpstream() {
        return this == UPSTREAM || this == RESOURCE;
    }

    /** Whether it has the unit of a time. */
    public boolean isTime() {
        return this != CLS;
    }

    /** Up to here a value is good. */
    public double good() {
        return good;
    }

    /** Beyond here a value is poor. */
    public double poor() {
        return poor;
    }

    public Band band(double value) {
        return Double.isNaN(good) ? Band.NONE : value <= good ? Band.GOOD : value <= poor ? Band.NEEDS_WORK : Band.POOR;
    }

    /** Whether a value can have been measured. */
    public boolean isPossible(double value) {
        return value >= 0 && value <= (isTime() ? LONGEST_MILLIS : LARGEST_SHIFT);
    }

    /** Parts of it that a sketch counts. */
    double scale() {
        return isTime() ? 1000 : 1_000_000;
    }
}
