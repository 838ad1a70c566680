package io.zol0.optimizer;

import io.zol0.cache.ChangeRecord;

/**
 * Whether changes come in runs: fetches of what had changed at the fetch before, and how many of them found a change again.
 *
 * @param after fetches after one that found a change
 * @param again of these, those that found one too
 */
record Runs(long after, long again) {
    static final Runs UNKNOWN = new Runs(0, 0);

    /** With fewer, what is seen of them is by chance. */
    private static final int LEAST = 10;

    private static final double MOST = 20;
    private static final int STEPS = 40;

    static Runs of(ChangeRecord record) {
        return new Runs(record.afterChange(), record.again());
    }

    /** How many changes there are to a run, where without runs a share of all fetches finds one. */
    double length(double share) {
        return after < LEAST ? 1 : Math.clamp((1 - share) / (1 - Math.min(0.99, (double) again / after)), 1, MOST);
    }

    /** Logarithm of how likely they are, where the chance of a change after another is known. */
    double likelihood(double chance) {
        double bounded = Math.clamp(chance, 1e-9, 1 - 1e-9);
        return again * Math.log(bounded) + (after - again) * Math.log1p(-bounded);
    }

    /** The same, where that chance may be any one in a range. */
    double likelihood(double from, double to) {
        double[] each = new double[STEPS];
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < STEPS; i++) {
            each[i] = likelihood(from + (to - from) * (i + 0.5) / STEPS);
            best = Math.max(best, each[i]);
        }
        double sum = 0;
        for (double one : each) {
            sum += Math.exp(one - best);
        }
        return best + Math.log(sum / STEPS);
    }
}
