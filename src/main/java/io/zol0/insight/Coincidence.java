package io.zol0.insight;

/**
 * How likely rare events of two traces coincide as often as they did by chance: the hypergeometric distribution (Fisher's exact
 * test, both sides), since Student's t takes a single spike that meets another for a perfect correlation.
 */
final class Coincidence {
    private Coincidence() {}

    /**
     * The chance that events meet so often, or more so, without a dependency.
     *
     * @param steps how many there are
     * @param one in how many of them the first has an event
     * @param other in how many the second has one
     * @param both in how many both have
     */
    static double chance(int steps, int one, int other, int both) {
        double expected = (double) one * other / Math.max(1, steps);
        boolean often = both >= expected;
        int from = often ? both : Math.max(0, one + other - steps);
        int to = often ? Math.min(one, other) : both;
        double sum = 0;
        for (int met = from; met <= to; met++) {
            sum += Math.exp(choices(other, met) + choices(steps - other, one - met) - choices(steps, one));
        }
        return Math.clamp(2 * sum, 0.0, 1.0);
    }

    /** The logarithm of the ways to choose some of many; minus infinity where there is none. */
    private static double choices(int many, int some) {
        return some < 0 || some > many
                ? Double.NEGATIVE_INFINITY
                : StudentT.logGamma(many + 1.0) - StudentT.logGamma(some + 1.0) - StudentT.logGamma(many - some + 1.0);
    }
}
