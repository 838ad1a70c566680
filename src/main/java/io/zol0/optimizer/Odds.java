package io.zol0.optimizer;

/**
 * A share that is expected of so many calls, with the 95 % interval of Wilson (1927) for what will be seen.
 *
 * @param deviation standard deviation of what will be seen
 */
record Odds(double expected, double low, double high, double deviation) {
    private static final double Z = 1.96;

    /** What a share will be among so many calls. */
    static Odds ofShare(double share, double calls) {
        double n = Math.max(1, calls);
        double p = Math.clamp(share, 0, 1);
        double middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n);
        double half = Z / (1 + Z * Z / n) * Math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n));
        return new Odds(p, Math.max(0, middle - half), Math.min(1, middle + half), half / Z);
    }

    /** Probability that it comes out below a level. */
    double isBelow(double level) {
        return below(level, expected, deviation);
    }

    /** Probability that what is normal with that mean and deviation is below a level. */
    static double below(double level, double mean, double deviation) {
        return deviation <= 0 ? (mean <= level ? 1 : 0) : Normal.below((level - mean) / deviation);
    }

    /** No prediction is certain. */
    static double bounded(double probability) {
        return Math.clamp(probability, 0.02, 0.98);
    }
}
