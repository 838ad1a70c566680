package io.zol0.limits;

/**
 * Slows down after time-outs, which say that there was too much but not how much there may be: the rate is multiplied by 0.7, at
 * most every two seconds, and comes back a hundredth with every served call (D.-M. Chiu, R. Jain, Analysis of the Increase and
 * Decrease Algorithms for Congestion Avoidance, 1989). Units are weight and seconds.
 */
final class Brake {
    private static final double FACTOR = 0.7;
    private static final double EVERY = 2;
    private static final double RELEASE = 0.01;
    private static final double HARDEST = 0.05;

    private double share = 1;
    private double pressedAt = Double.NEGATIVE_INFINITY;
    private final Pace pace = new Pace(0);

    /** The share of the rate that is let through. */
    double share() {
        return share;
    }

    void press(double now) {
        if (now - pressedAt >= EVERY) {
            pressedAt = now;
            share = Math.max(HARDEST, share * FACTOR);
            pace.empty();
        }
    }

    void release() {
        share = Math.min(1, share + RELEASE);
    }

    void advance(double now, double rate, double depth) {
        pace.advance(now, rate * share, depth);
    }

    void sent(double weight) {
        pace.sent(weight);
    }

    /** Whether more than it holds is in vain to wait for. */
    boolean full(double depth) {
        return share == 1 || pace.room() >= depth;
    }

    /** Seconds until it lets a weight through. */
    double fitsIn(double weight, double rate, double depth) {
        return share < 1 ? pace.fitsIn(Math.min(weight, depth), rate * share) : 0;
    }

    double room(double room) {
        return share < 1 ? Math.min(room, pace.room()) : room;
    }
}
