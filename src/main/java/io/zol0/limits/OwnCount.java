package io.zol0.limits;

/**
 * The limit of a window that nobody speaks of, by our own count of it: at least the most that was served within its length, and below
 * the least that was refused; what lies between is halved by trying, as in a binary search, one call at a time. A window by the clock
 * is taken for a rolling one, by which it is kept too. Units are weight and seconds.
 */
final class OwnCount {
    private static final double CLOSE = 0.015;
    /** Refusals come a little early and late: answers take time, and clocks differ. */
    private static final double SLACK = 0.01;

    private static final double NANOS = 1e9;

    private final RollingWindow spent;
    private final double likely;
    private double least;
    private double most;
    private double served;
    private double refused = Double.POSITIVE_INFINITY;
    private boolean exploring;

    /**
     * @param window as it is set
     * @param likely limit until it is known, as what is written down or was learned before
     * @param least lowest limit to think of
     * @param most highest limit to think of
     */
    OwnCount(QuotaWindow window, double likely, double least, double most) {
        QuotaWindow rolling = new QuotaWindow(WindowKind.ROLLING, window.capacity(), window.period());
        this.spent = new RollingWindow(WindowRule.of(rolling, window.capacity(), 0, new Now()));
        this.likely = likely;
        this.least = least;
        this.most = most;
    }

    /** Takes other bounds; what was learned stays. */
    void bounds(double lowest, double highest) {
        least = lowest;
        most = highest;
    }

    double limit() {
        double found = !Double.isInfinite(refused) || exploring ? served : Math.max(served, likely);
        return Math.clamp(found, least, most);
    }

    double served() {
        return served;
    }

    double refused() {
        return refused;
    }

    /** Weight that counts now. */
    double spent(double now) {
        return spent.used(nanos(now));
    }

    /** A call was sent; answers what counted then, with it. */
    double sent(double now, double weight) {
        spent.spend(Math.round(weight), nanos(now));
        return spent(now);
    }

    /** A call was served though so much counted; answers whether that shows that the limit is a higher one. */
    boolean served(double counted) {
        boolean higher = counted >= refused * (1 + SLACK);
        if (counted >= refused) {
            refused = Double.POSITIVE_INFINITY;
            exploring = true;
        }
        served = Math.max(served, counted);
        return higher;
    }

    /** The same where it was refused. */
    boolean refused(double now, double sentAt, double counted, double weight) {
        spent.giveBack(Math.round(weight), nanos(sentAt), nanos(now));
        boolean lower = counted <= served * (1 - SLACK);
        if (counted <= served) {
            served = Math.max(0, counted - weight);
            refused = counted;
        } else {
            refused = Math.min(refused, counted);
        }
        exploring = false;
        return lower;
    }

    private static long nanos(double seconds) {
        return (long) (seconds * NANOS);
    }

    /** Seconds until a weight fits if nothing else is sent. */
    double fitsIn(double now, double weight) {
        long fits = Math.max(1, (long) limit());
        return spent.fitsIn(Math.min(fits, Math.round(weight)), fits, nanos(now)) / NANOS;
    }

    /**
     * Weight that may be sent now.
     *
     * @param alone whether no call is on its way
     * @param probe whether it is time to try more than was ever served
     * @param heaviest what to let through for one call beyond what is known to be good
     */
    double room(double now, boolean alone, boolean probe, double heaviest) {
        double left = limit() - spent(now);
        if (!alone || limit() >= most) {
            return Math.max(0, left);
        }
        if (probe || exploring) {
            return Math.max(left, Math.min(heaviest, left + heaviest));
        }
        double between = refused - served;
        return Math.max(0, !Double.isInfinite(refused) && between > CLOSE * refused ? left + between / 2 : left);
    }
}
