package io.zol0.limits;

import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The limit of a window that nobody speaks of, by our own count of it; what lies between what was served and what was refused is
 * tried out, one call at a time. A window by the clock is counted by the wall clock and as a rolling one, and that count is gone by of
 * which what was served and refused surprised less of late. Units are weight and seconds.
 */
final class OwnCount {
    private static final double NANOS = 1e9;

    private final RollingWindow rolling;
    private final Bracket ofRolling = new Bracket();
    private final @Nullable ClockCount clock;
    private final Bracket ofClock = new Bracket();
    private boolean byClock;
    private final double likely;
    private double least;
    private double most;

    /**
     * @param window as it is set
     * @param likely limit until it is known, as what is written down or was learned before
     * @param least lowest limit to think of
     * @param most highest limit to think of
     * @param wall nanoseconds by the wall clock at a time, where that is known
     */
    OwnCount(QuotaWindow window, double likely, double least, double most, @Nullable LongUnaryOperator wall) {
        QuotaWindow moving = new QuotaWindow(WindowKind.ROLLING, window.capacity(), window.period());
        this.rolling = new RollingWindow(WindowRule.of(moving, window.capacity(), 0, new Now()));
        this.byClock = window.kind() == WindowKind.ALIGNED && wall != null;
        this.clock = byClock && wall != null
                ? new ClockCount(
                        wall, window.period().toNanos(), (long) (window.period().toNanos() * Bracket.SLACK))
                : null;
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
        return Math.clamp(believed().limit(likely), least, most);
    }

    double served() {
        return believed().served();
    }

    double refused() {
        return believed().refused();
    }

    private Bracket believed() {
        return byClock ? ofClock : ofRolling;
    }

    /** Weight that counts now. */
    double spent(double now) {
        return byClock && clock != null ? clock.used(nanos(now)) : rolling.used(nanos(now));
    }

    /** A call was sent: it keeps what counted then, with it. */
    void sent(double now, SentCall call) {
        rolling.spend(Math.round(call.weight), nanos(now));
        call.counted = rolling.used(nanos(now));
        if (clock != null) {
            clock.spend(call.weight, nanos(now));
            call.countedByClock = clock.isAtTheSeam(nanos(now)) ? Double.NaN : clock.used(nanos(now));
        }
    }

    /** A call was served; answers whether that shows that the limit is a higher one. */
    boolean served(SentCall call) {
        boolean higher = ofRolling.served(call.at, call.counted);
        if (clock != null) {
            boolean byTheClock = !Double.isNaN(call.countedByClock) && ofClock.served(call.at, call.countedByClock);
            higher = byClock ? byTheClock : higher;
            choose();
        }
        return higher;
    }

    /** A call was refused; answers whether that shows that the limit is a lower one. */
    boolean refused(double now, SentCall call) {
        rolling.giveBack(Math.round(call.weight), nanos(call.at), nanos(now));
        boolean lower = ofRolling.refused(now, call.at, call.counted, call.weight);
        if (clock != null) {
            clock.giveBack(call.weight, nanos(call.at), nanos(now));
            boolean seam = Double.isNaN(call.countedByClock);
            boolean byTheClock = !seam && ofClock.refused(now, call.at, call.countedByClock, call.weight);
            if (seam) {
                clock.refusedAtTheSeam();
            }
            lower = byClock ? byTheClock : lower;
            choose();
        }
        return lower;
    }

    private void choose() {
        double surprise = ofClock.surprise() - ofRolling.surprise();
        byClock = surprise < 0 || (byClock && surprise == 0);
    }

    private static long nanos(double seconds) {
        return (long) (seconds * NANOS);
    }

    /** Seconds until a weight fits if nothing else is sent. */
    double fitsIn(double now, double weight) {
        long fits = Math.max(1, (long) limit());
        if (byClock && clock != null) {
            boolean room = spent(now) + Math.min(fits, weight) <= fits;
            return (room ? clock.heldFor(nanos(now)) : clock.endsIn(nanos(now))) / NANOS;
        }
        return rolling.fitsIn(Math.min(fits, Math.round(weight)), fits, nanos(now)) / NANOS;
    }

    /** Whether calls go one by one: where the window by the clock ends or begins, that it does so sooner or later is for one to find out. */
    boolean oneByOne(double now) {
        return byClock
                && clock != null
                && (limit() - spent(now) < Bracket.CLOSE * limit() || clock.isAtTheSeam(nanos(now)));
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
        if (byClock && clock != null && clock.heldFor(nanos(now)) > 0) {
            return 0;
        }
        if (!alone || limit() >= most) {
            return !alone && oneByOne(now) ? 0 : Math.max(0, left);
        }
        if (probe || believed().exploring()) {
            return Math.max(left, Math.min(heaviest, left + heaviest));
        }
        return Math.max(0, left + believed().between() / 2);
    }
}
