package io.zol0.optimizer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The time-out that cuts what hardly ever succeeds: the shortest that, with 95 % certainty, would have cut at most one in a thousand of
 * the calls that succeeded (the upper limit of Wilson 1927 on the share above it), and is half as long again as the slowest of the
 * rest, since tomorrow is not today.
 */
final class TimeoutChoice {
    /** Calls that succeeded without which nothing is said: fewer cannot show one in a thousand. */
    static final int LEAST = 5_000;

    private static final double CUT_AT_MOST = 0.001;
    private static final double ROOM = 1.5;
    private static final double Z = 1.645;

    private TimeoutChoice() {}

    /** Calls that took about as long. */
    record Took(double seconds, long succeeded, long failed) {}

    /**
     * A time-out and what it would have done.
     *
     * @param cut calls that succeeded and would not have
     * @param cutAtMost share of those that will, at most with 95 % certainty
     * @param failedSooner calls that failed anyway, and would have sooner
     * @param savedSeconds that these would have waited less
     */
    record Choice(Duration timeout, long cut, double cutAtMost, long failedSooner, double savedSeconds) {}

    /** @param calls ascending by time; empty where there is not enough data */
    static Optional<Choice> choose(List<Took> calls) {
        long all = calls.stream().mapToLong(Took::succeeded).sum();
        if (all < LEAST) {
            return Optional.empty();
        }
        long above = 0;
        double longest = 0;
        for (int i = calls.size() - 1; i >= 0; i--) {
            above += calls.get(i).succeeded();
            if (atMost(above, all) > CUT_AT_MOST) {
                longest = calls.get(i).seconds();
                break;
            }
        }
        double timeout = Math.ceil(longest * ROOM * 10) / 10;
        return Optional.of(effect(calls, timeout));
    }

    /** What a time-out would have done. */
    static Choice effect(List<Took> calls, double timeout) {
        long all = 0;
        long cut = 0;
        long sooner = 0;
        double saved = 0;
        for (Took took : calls) {
            all += took.succeeded();
            if (took.seconds() > timeout) {
                cut += took.succeeded();
                sooner += took.failed();
                saved += (took.seconds() - timeout) * took.failed();
            }
        }
        return new Choice(Duration.ofMillis(Math.round(timeout * 1000)), cut, atMost(cut, all), sooner, saved);
    }

    private static double atMost(long count, long all) {
        double p = (double) count / all;
        double z2 = Z * Z;
        return (p + z2 / (2 * all) + Z * Math.sqrt(p * (1 - p) / all + z2 / (4.0 * all * all))) / (1 + z2 / all);
    }
}
