package io.zol0.limits;

/**
 * Where a limit lies that nobody tells: at least the highest count at which a call was served, and below the lowest at which one was
 * refused. Units are weight.
 *
 * <p>Below what was refused a reserve is kept, as wide as the limit moved of late from one refusal to the next: nineteen in twenty
 * such moves stay within it. Where calls go on being refused, what is believed to be good falls by twice as much each time (J. L.
 * Bentley, A. C. Yao, An Almost Optimal Algorithm for Unbounded Searching, 1976).
 */
final class Bracket {
    /** Nearer to one another, both ends are as good as one; as a share of them. */
    static final double CLOSE = 0.015;
    /** Refusals come a little early and late: answers take time, and clocks differ. */
    static final double SLACK = 0.01;

    /** Of a normal distribution, nineteen in twenty lie above this, in standard deviations. */
    private static final double NINETEEN_IN_TWENTY = 1.645;

    private static final double FORGETTING = 0.85;
    private static final double LEARNING = 0.2;

    private double served;
    private double refused = Double.POSITIVE_INFINITY;
    private boolean exploring;
    private double step;
    private double heardAt = Double.NEGATIVE_INFINITY;
    private boolean servedSince = true;
    private double measured = Double.NaN;
    private double measuredVariance;
    private double wander;
    private double surprise;

    /** Highest count at which a call was served. */
    double served() {
        return served;
    }

    /** Lowest count at which one was refused; infinite where none was. */
    double refused() {
        return refused;
    }

    /** Whether it is being looked for how much higher it is. */
    boolean exploring() {
        return exploring;
    }

    /** What to keep to. */
    double limit(double likely) {
        return exploring
                ? served
                : Double.isInfinite(refused) ? Math.max(served, likely) : Math.min(served, refused - reserve());
    }

    /** Weight between what is known to be good and what is known not to be; 0 where they are close or nothing was refused. */
    double between() {
        double between = refused - served;
        return Double.isInfinite(refused) || between <= CLOSE * refused ? 0 : between;
    }

    private double reserve() {
        return Math.min(NINETEEN_IN_TWENTY * Math.sqrt(wander), CLOSE * refused);
    }

    /** How much of late did not fit, as logarithms of how far off it was, the older the less. */
    double surprise() {
        return surprise;
    }

    /** A call was served though so much counted; answers whether that shows that the limit is a higher one. */
    boolean served(double sentAt, double counted) {
        boolean higher = counted >= refused * (1 + SLACK);
        servedSince |= sentAt >= heardAt;
        if (counted >= refused) {
            surprise += Math.log(counted / refused);
            refused = Double.POSITIVE_INFINITY;
            exploring = true;
        }
        served = Math.max(served, counted);
        return higher;
    }

    /** A call was refused though only so much counted, with it; answers whether that shows that the limit is a lower one. */
    boolean refused(double now, double sentAt, double counted, double weight) {
        boolean lower = counted <= served * (1 - SLACK);
        surprise = FORGETTING * surprise + Math.max(0, Math.log(served / Math.max(1, counted)));
        boolean news = sentAt >= heardAt;
        if (news) {
            boolean again = !servedSince;
            if (!again) {
                measure(counted - weight / 2, weight * weight / 12);
            }
            step = again ? 2 * step : Math.max(weight, Math.min(reserve(), CLOSE * counted));
            heardAt = now;
            servedSince = false;
        }
        if (counted <= served) {
            served = Math.max(0, counted - (news ? step : weight));
            refused = counted;
        } else {
            refused = Math.min(refused, counted);
        }
        exploring = false;
        return lower;
    }

    /** The limit was seen to be this, give or take; where it is far from the last time it jumped, which says nothing of its usual moves. */
    private void measure(double limit, double variance) {
        double apart = limit - measured;
        if (Math.abs(apart) <= CLOSE * limit) {
            double squared = Math.max(0, apart * apart - variance - measuredVariance);
            wander += LEARNING * (squared - wander);
        }
        measured = limit;
        measuredVariance = variance;
    }
}
