package io.zol0.limits;

import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The wall clock as aligned windows of one period see it: it never runs backwards and never jumps. It goes by the ticker and is
 * compared with the wall clock ten times a second. Only where in the period the clock stands matters, so after a jump it slews by
 * at most half a period, at half or double speed. A boundary passed before it agrees again may be no boundary to the provider:
 * there it stands still for a period instead, so that no window opens twice.
 */
final class AlignedTime implements TimeMeter {
    private static final long BETWEEN_LOOKS = Duration.ofMillis(100).toNanos();
    private static final long MOST_LOOK = Duration.ofMillis(1).toNanos();
    private static final long MOST_DRIFT = Duration.ofMillis(5).toNanos();
    private static final long NUDGE = Duration.ofMillis(1).toNanos();

    private final Clock wall;
    private final LongSupplier ticker;
    private final long period;
    private final long tolerance;
    private long at;
    private long lookedAt;
    private long time;
    private long ahead;
    private long withheld;
    private long told;

    /**
     * @param ticker counts what {@code now} is
     */
    AlignedTime(Clock wall, LongSupplier ticker, Duration period, long now) {
        this.wall = wall;
        this.ticker = ticker;
        this.period = period.toNanos();
        this.tolerance = Math.min(MOST_DRIFT, this.period / 20);
        this.at = now;
        this.lookedAt = now;
        this.time = nanos(wall.instant());
        this.told = time;
    }

    /** Moves on to {@code now}. */
    void reach(long now) {
        long passed = now - at;
        if (passed <= 0) {
            return;
        }
        at = now;
        if (ahead != 0) {
            passed -= slew(passed);
        }
        time += passed;
        told = Math.max(told, time - withheld);
        if (now - lookedAt >= BETWEEN_LOOKS) {
            look(now);
        }
    }

    /** Nanoseconds to the next boundary that opens a window, by what is known now. */
    long toBoundary() {
        return (Math.floorDiv(told, period) + 1) * period - (time - withheld);
    }

    /** Goes at half or double speed until the error is gone; answers how much of {@code passed} that took. */
    private long slew(long passed) {
        long before = time;
        long took;
        if (ahead > 0) {
            long lost = Math.min(passed / 2, ahead);
            took = lost == ahead ? 2 * lost : passed;
            time += took - lost;
            ahead -= lost;
        } else {
            took = Math.min(passed, -ahead);
            time += 2 * took;
            ahead += took;
        }
        withheld += period * (Math.floorDiv(time, period) - Math.floorDiv(before, period));
        return took;
    }

    private void look(long now) {
        long began = ticker.getAsLong();
        long shown = nanos(wall.instant());
        if (ticker.getAsLong() - began > MOST_LOOK) {
            return;
        }
        lookedAt = now;
        long error = Math.floorMod(time + (began - now) - shown, period);
        if (error > period / 2) {
            error -= period;
        }
        if (Math.abs(error) > tolerance) {
            ahead = error;
        } else if (ahead == 0) {
            time -= Math.clamp(error, -NUDGE, NUDGE);
        }
    }

    private static long nanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000 + instant.getNano();
    }

    /** What buckets are filled by. */
    @Override
    public long currentTimeNanos() {
        return told;
    }

    @Override
    public boolean isWallClockBased() {
        return true;
    }
}
