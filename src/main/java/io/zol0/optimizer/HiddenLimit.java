package io.zol0.optimizer;

import io.zol0.limits.QuotaEstimate;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How much weight a provider lets through within a window, from what whole windows told: how much was served, at what weight it
 * refused, how much it said was used.
 *
 * <p>A grid filter (Bucy and Senne 1971) over the logarithm of the limit. A window without a refusal says that the limit is at least
 * what was spent in it; one with a refusal, that it is about what was spent before the refusal; either may be wrong in {@link #WRONG}
 * of the windows, as others may spend from the same limit. From window to window the limit wanders a little, so that old windows count
 * less. Where the controller of a quota runs, its own estimate is better, as it sees each call: {@link #of}.
 */
final class HiddenLimit {
    /** Windows without which nothing is said. */
    static final int LEAST = 10;

    private static final int CELLS = 240;
    private static final double WRONG = 0.05;
    private static final double BLUR = 0.03;
    private static final double WANDER = 0.01;

    private final double lowest;
    private final double step;
    private double[] weights = new double[CELLS];
    private long windows;
    private long refusals;

    /** An interval of 95 % around the likeliest limit, as weight within a window. */
    record Interval(double low, double likely, double high, boolean refusalsSeen) {
        /**
         * The limit to keep to.
         *
         * @param margin share of the limit that is left unused, 0 or more and below 1
         */
        long atMargin(double margin) {
            return Math.max(1, (long) Math.floor(low * (1 - margin)));
        }

        /** The time between two calls of a weight that the limit allows without a pause. */
        Duration between(Duration window, double weight, double margin) {
            return Duration.ofNanos(Math.round(window.toNanos() * weight / atMargin(margin)));
        }
    }

    /**
     * @param lowest limit to think of, above 0
     * @param highest limit to think of, above the lowest
     */
    HiddenLimit(double lowest, double highest) {
        this.lowest = lowest;
        this.step = Math.log(highest / lowest) / (CELLS - 1);
        Arrays.fill(weights, 1.0 / CELLS);
    }

    /** What a quota's controller says. */
    static Interval of(QuotaEstimate estimate) {
        Long most = estimate.most();
        return new Interval(
                estimate.least(), estimate.weight(), most == null ? Double.POSITIVE_INFINITY : most, most != null);
    }

    /** A window in which all was served. */
    void served(double weight) {
        wander();
        update(limit -> limit >= weight * (1 - BLUR) ? 1 : WRONG);
    }

    /** A window in which so much was served before a refusal. */
    void refused(double weightBefore) {
        wander();
        refusals++;
        double spread = Math.max(BLUR, 1 / Math.max(1, weightBefore));
        update(limit -> {
            double off = Math.log(limit / Math.max(1e-9, weightBefore)) / spread;
            return Math.exp(-off * off / 2) + WRONG / 10;
        });
    }

    /** A window of which the provider said what its limit is. */
    void reported(double limit) {
        refused(limit);
        refusals--;
    }

    /** Empty where there is not enough data. */
    Optional<Interval> interval() {
        if (windows < LEAST) {
            return Optional.empty();
        }
        int likeliest = 0;
        double[] upTo = new double[CELLS];
        double sum = 0;
        for (int i = 0; i < CELLS; i++) {
            sum += weights[i];
            upTo[i] = sum;
            likeliest = weights[i] > weights[likeliest] ? i : likeliest;
        }
        int low = 0;
        int high = 0;
        int middle = 0;
        for (int i = 0; i < CELLS; i++) {
            low = upTo[i] < 0.025 ? i + 1 : low;
            middle = upTo[i] < 0.5 ? i + 1 : middle;
            high = upTo[i] < 0.975 ? i + 1 : high;
        }
        boolean seen = refusals > 0;
        return Optional.of(new Interval(
                limit(low), seen ? limit(middle) : limit(low), seen ? limit(high) : Double.POSITIVE_INFINITY, seen));
    }

    private double limit(int cell) {
        return lowest * Math.exp(step * Math.min(cell, CELLS - 1));
    }

    private interface Likelihood {
        double of(double limit);
    }

    private void update(Likelihood likelihood) {
        windows++;
        double sum = 0;
        for (int i = 0; i < CELLS; i++) {
            weights[i] *= likelihood.of(limit(i));
            sum += weights[i];
        }
        for (int i = 0; i < CELLS; i++) {
            weights[i] = Math.max(1e-12, weights[i] / sum);
        }
    }

    private void wander() {
        double spread = Math.min(0.24, WANDER * WANDER / (2 * step * step));
        double jump = 1e-4 / CELLS;
        double[] next = new double[CELLS];
        for (int i = 0; i < CELLS; i++) {
            double left = weights[Math.max(0, i - 1)];
            double right = weights[Math.min(CELLS - 1, i + 1)];
            next[i] = weights[i] * (1 - 2 * spread) + spread * (left + right) + jump;
        }
        weights = next;
    }
}
