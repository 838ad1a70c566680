package io.zol0.demo;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * One of the demo's callers: when it may call again. It waits as long as it is told, waits longer each time nobody
 * answers, and never has more than a few calls under way. Used by one thread.
 */
final class DemoCaller {
    static final int MOST_IN_FLIGHT = 6;
    private static final long FIRST_WAIT = 250;
    private static final long LONGEST_WAIT = 15_000;
    private static final long LONGEST_TOLD = 86_400;

    final String name;
    final @Nullable String token;
    private int inFlight;
    private long quietUntil;
    private long wait = FIRST_WAIT;

    DemoCaller(String name, @Nullable String token) {
        this.name = name;
        this.token = token;
    }

    /** Whether a call may go out now; what may not is left out, never made up for. */
    boolean mayCall(long nowMillis) {
        return inFlight < MOST_IN_FLIGHT && nowMillis >= quietUntil;
    }

    int inFlight() {
        return inFlight;
    }

    void sent() {
        inFlight++;
    }

    /** A call came to its end, whichever. */
    void ended() {
        inFlight--;
    }

    void answered() {
        wait = FIRST_WAIT;
    }

    /** The answer was not to come back before that time; whole seconds are understood, a date counts as a minute. */
    void toldToWait(String retryAfter, long nowMillis, RandomGenerator random) {
        var seconds = Ask.number(retryAfter.strip(), LONGEST_TOLD);
        quiet(nowMillis + (seconds < 0 ? 60 : seconds) * 1_000 + random.nextLong(50, 1_000));
    }

    /** Nobody answered, or not the exchange. */
    void missed(long nowMillis, RandomGenerator random) {
        quiet(nowMillis + (long) (wait * random.nextDouble(0.7, 1.3)));
        wait = Math.min(LONGEST_WAIT, wait * 2);
    }

    private void quiet(long untilMillis) {
        quietUntil = Math.max(quietUntil, untilMillis);
    }
}
