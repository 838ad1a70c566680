package io.zol0.limits;

/**
 * The rate that a provider lets through without saying so: three {@link HiddenBucket}s that hold it for constant, for changing
 * and for restless, of which the one is believed that foresaw the latest refusals best (D. T. Magill, Optimal Adaptive
 * Estimation of Sampled Stochastic Processes, 1965). Units are weight and seconds.
 *
 * <p>After a refusal it keeps a reserve of one standard deviation; the longer none comes, and the less it is sure of the level,
 * the more it dares, up to two and a half beyond what it believes to be there. In steady use that is one refusal in some 500
 * calls, and as there is next to nothing in the bucket when it comes, it says the rate since the one before exactly.
 */
final class HiddenRate {
    private static final double[] WANDER = {2e-6, 3e-5, 4e-4};
    private static final int RESTLESS = 2;
    private static final double CALLS_OF_RESERVE = 420;
    private static final double CALLS_OF_DARING = 260;
    private static final double FURTHEST = 2.5;

    private final HiddenBucket[] models = new HiddenBucket[WANDER.length];
    private final double depth;
    private int believed = 1;
    private double tight;
    private int restlessRefusals;

    HiddenRate(double rate, double depth, double least, double most) {
        this.depth = depth;
        for (int i = 0; i < models.length; i++) {
            models[i] = new HiddenBucket(WANDER[i], rate, depth, least, most);
        }
    }

    void advance(double now) {
        for (HiddenBucket model : models) {
            model.advance(now);
        }
    }

    double rate() {
        return model().rate();
    }

    /** Standard deviation of the rate. */
    double deviation() {
        return model().rateDeviation();
    }

    /** Whether the rate has kept changing for a while, as it does where others spend from the same bucket. */
    boolean restless() {
        return restlessRefusals >= 6;
    }

    double room() {
        HiddenBucket model = model();
        if (model.full()) {
            return model.level();
        }
        double dared = Math.max(0, tight - CALLS_OF_RESERVE) / CALLS_OF_DARING * (1 + FURTHEST);
        double unsure = model.deviation() / depth;
        double reserve = Math.clamp(1 - dared - unsure, -FURTHEST, 1) * Math.max(model.deviation(), depth / 10);
        return model.level() - Math.min(reserve, depth / 3);
    }

    /** Whether anything is left in it, for who goes by waiting times. */
    boolean any() {
        return model().level() > 0;
    }

    /** Seconds until there is room for a weight. */
    double fitsIn(double weight) {
        return Math.max(0, (weight - room()) / rate());
    }

    /** Seconds until anything is left in it. */
    double overdrawnFor() {
        return Math.max(0, -model().level() / rate());
    }

    boolean full() {
        return model().full();
    }

    void sent(double weight) {
        for (HiddenBucket model : models) {
            model.spend(weight);
        }
        if (room() < depth / 2) {
            tight++;
        }
    }

    /** @param since weight that came in since the call was sent, less what was sent after it */
    void served(double since) {
        for (HiddenBucket model : models) {
            model.depth(depth);
            model.atLeast(since);
        }
    }

    void refused(double weight, double since) {
        for (HiddenBucket model : models) {
            model.spend(-weight);
            model.measured(weight / 2 + since, weight * weight / 12 + 0.1);
        }
        tight = 0;
        choose();
        restlessRefusals =
                believed == RESTLESS ? Math.min(restlessRefusals + 1, 12) : Math.max(restlessRefusals - 1, 0);
    }

    /**
     * The call waited at the provider, so that what it has not worked off is known: the level is what may wait less what does.
     *
     * @param target seconds that calls may wait
     */
    void waited(double target, double wait, double since) {
        for (HiddenBucket model : models) {
            model.depth(Math.max(model.rate() * target, 1));
            model.measured(model.rate() * (target - wait) + since, square(0.2 * target * model.rate()));
        }
        tight = 0;
        choose();
    }

    private void choose() {
        for (int i = 0; i < models.length; i++) {
            if (models[i].score() > model().score()) {
                believed = i;
            }
        }
    }

    private HiddenBucket model() {
        return models[believed];
    }

    private static double square(double x) {
        return x * x;
    }
}
