package io.zol0.limits;

/**
 * How long calls wait at the provider: the round trip beyond the shortest of the last ten to twenty minutes. Three long ones
 * together say that the provider queues calls; one alone says nothing. Going by the wait is delay-based congestion control
 * (L. Brakmo, L. Peterson, TCP Vegas, 1995). Once in a while the queue is let run empty, or nobody would know any more how long
 * a call takes without one (N. Cardwell and others, BBR, 2016). Times are seconds.
 */
final class RoundTrips {
    private static final double MEMORY = 600;
    private static final double TRUSTED = 300;

    private double shortest = Double.POSITIVE_INFINITY;
    private double shortestBefore = Double.POSITIVE_INFINITY;
    private double turnedAt = Double.NEGATIVE_INFINITY;
    private double drainedAt = Double.NEGATIVE_INFINITY;
    private double queueingUntil = Double.NEGATIVE_INFINITY;
    private double wait;
    private double last;
    private double secondLast;

    void answered(double now, double roundTrip) {
        if (now - turnedAt > MEMORY) {
            if (queueing(now)) {
                drainedAt = now + wait + target();
            }
            turnedAt = now;
            shortestBefore = shortest;
            shortest = roundTrip;
        }
        shortest = Math.min(shortest, roundTrip);
        double over = roundTrip - base();
        if (Math.min(over, Math.min(last, secondLast)) > target() / 2) {
            queueingUntil = now + TRUSTED;
        }
        wait = Math.max(Math.min(over, secondLast), Math.min(Math.max(over, secondLast), last));
        secondLast = last;
        last = over;
    }

    /** The latest wait: the median of three, so that one slow call is not taken for a queue. */
    double latest() {
        return wait;
    }

    /** The wait to aim for: long enough never to leave the provider idle, short enough to hurt nobody. */
    double target() {
        return Math.clamp(4 * base(), 0.2, 1);
    }

    boolean queueing(double now) {
        return now < queueingUntil;
    }

    boolean draining(double now) {
        return now < drainedAt;
    }

    double drainedIn(double now) {
        return Math.max(0, drainedAt - now);
    }

    private double base() {
        return Math.min(shortest, shortestBefore);
    }
}
