package io.zol0.limits;

/**
 * An estimate of a bucket that nobody shows: its level and the rate at which it fills, from the calls that were served and
 * refused. A refusal says that the level was below the call's weight, a served call that it was not.
 *
 * <p>A Kalman filter (R. E. Kalman, A New Approach to Linear Filtering and Prediction Problems, 1960) over level and rate, where
 * the rate wanders as a random walk. Refusals are measurements. Served calls are inequality constraints, by projecting the
 * estimate onto them (D. Simon, Optimal State Estimation, 2006, section 7.5). A surprise beyond three standard deviations is
 * taken for a change: the rate becomes uncertain from a few seconds before it on. Units are weight and seconds.
 */
final class HiddenBucket {
    private static final double SURPRISE = 9;
    private static final double FORGETTING = 0.85;

    private final double wander;
    private final double least;
    private final double most;
    private double depth;
    private double level;
    private double rate;
    private double levelVariance;
    private double covariance;
    private double rateVariance;
    private double at;
    private double pinnedAt;

    /** The same without what served calls told, to see how far the model is off. */
    private double plainLevel;

    private double plainRate;
    private double score;

    /**
     * @param wander variance that the rate gains in a second, as a share of its square
     * @param depth the level of the bucket when nobody takes anything
     * @param least lowest rate to think of
     * @param most highest rate to think of
     */
    HiddenBucket(double wander, double rate, double depth, double least, double most) {
        this.wander = wander;
        this.rate = rate;
        this.depth = depth;
        this.least = least;
        this.most = most;
        rateVariance = square(rate * 0.2);
        fill();
    }

    double level() {
        return level;
    }

    double rate() {
        return rate;
    }

    /** Standard deviation of the level. */
    double deviation() {
        return Math.sqrt(levelVariance);
    }

    /** Standard deviation of the rate. */
    double rateDeviation() {
        return Math.sqrt(rateVariance);
    }

    boolean full() {
        return level >= depth;
    }

    /** Logarithm of the likelihood of what was seen lately, to compare models by. */
    double score() {
        return score;
    }

    void depth(double weight) {
        depth = weight;
    }

    void advance(double now) {
        double passed = now - at;
        if (passed <= 0) {
            return;
        }
        at = now;
        double gained = wander * rate * rate * passed;
        level += rate * passed;
        plainLevel += plainRate * passed;
        levelVariance += passed * (2 * covariance + passed * rateVariance) + gained * passed * passed / 3;
        covariance += passed * rateVariance + gained * passed / 2;
        rateVariance = Math.min(rateVariance + gained, square(rate * 0.3));
        if (level > depth) {
            fill();
        }
    }

    /** Nobody knows how deep it really is: it holds at least this. */
    private void fill() {
        level = depth;
        levelVariance = square(depth / 2);
        covariance = 0;
        pinnedAt = at;
        plainLevel = level;
        plainRate = rate;
    }

    void spend(double weight) {
        level -= weight;
        plainLevel -= weight;
    }

    /** The level is known not to be below this. */
    void atLeast(double weight) {
        double missing = weight - level;
        if (missing <= 0) {
            return;
        }
        if (square(missing) > SURPRISE * levelVariance) {
            change();
        }
        correct(missing, 0);
    }

    /** The level was seen to be this, give or take. */
    void measured(double weight, double variance) {
        double apart = square(weight - plainLevel) / (levelVariance + variance);
        score = FORGETTING * score - Math.min(8, apart / 2) - Math.log(levelVariance + variance) / 2;
        double innovation = weight - level;
        if (square(innovation) > SURPRISE * (levelVariance + variance)) {
            change();
        }
        double spread = levelVariance + variance;
        correct(innovation * levelVariance / spread, square(levelVariance) / spread);
        pinnedAt = at;
        plainLevel = level;
        plainRate = rate;
    }

    /** Moves the level and takes from its variance; the rate follows as far as both are known to move together. */
    private void correct(double shift, double certainty) {
        double slope = covariance / levelVariance;
        level += shift;
        rate = Math.clamp(rate + slope * shift, least, most);
        rateVariance = Math.max(square(rate * 0.001), rateVariance - slope * slope * certainty);
        levelVariance = Math.max(0.01, levelVariance - certainty);
        covariance = slope * levelVariance;
    }

    private void change() {
        double since = Math.clamp((at - pinnedAt) / 2, 0.5, 5);
        double more = square(rate * 0.25);
        rateVariance += more;
        covariance += more * since;
        levelVariance += more * since * since;
    }

    private static double square(double x) {
        return x * x;
    }
}
