package io.zol0.limits;

import java.time.Duration;

/**
 * When calls to an endpoint are held back because it does not answer properly. Off unless somebody turns it on.
 *
 * @param enabled whether there is a breaker at all
 * @param errorRate share of failed calls within the window at which it opens; above 0, at most 1
 * @param slowRate share of slow calls at which it opens; above 0, at most 1
 * @param slow from which duration on a call is slow; 1 ms to 10 min
 * @param window how far back it looks; 1 s to 1 h
 * @param least fewest calls within the window that say anything; 1 to 100,000
 * @param pause how long it stays open before it tries again; 100 ms to 1 h
 * @param trials calls that it then lets through to judge by; 1 to 100
 */
public record BreakerSettings(
        boolean enabled,
        double errorRate,
        double slowRate,
        Duration slow,
        Duration window,
        int least,
        Duration pause,
        int trials) {
    public static final BreakerSettings OFF = new BreakerSettings(
            false, 0.5, 1, Duration.ofSeconds(10), Duration.ofSeconds(30), 20, Duration.ofSeconds(10), 3);
}
