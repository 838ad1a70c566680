package io.zol0.optimizer;

import io.zol0.limits.BreakerSettings;
import io.zol0.limits.CircuitBreaker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * At which level of failing a breaker would have held back most of what failed and hardly anything that did not: recorded minutes of each
 * endpoint are played again through the breaker that the gateway uses, calls spread evenly over their minute.
 */
final class BreakerChoice {
    /** Failed calls that it has to have held back in an hour to be worth anybody's time. */
    static final int LEAST = 20;

    /** A call held back that would have succeeded weighs as much as so many that would have failed. */
    private static final int DEARER = 5;

    private static final double[] RATES = {0.3, 0.5, 0.7};
    private static final Duration[] PAUSES = {Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(30)};
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private BreakerChoice() {}

    /** A minute of an endpoint. */
    record Minute(long calls, long failed) {}

    /**
     * Levels, and what they would have done.
     *
     * @param calls in all
     * @param failed of these, as it was
     * @param saved failed calls that would have been held back
     * @param lost calls that would have been held back and succeeded
     */
    record Choice(BreakerSettings breaker, long calls, long failed, long saved, long lost) {}

    /** @param endpoints minutes of each, oldest first; empty where no breaker would have been worth it */
    static Optional<Choice> choose(List<List<Minute>> endpoints) {
        Choice best = null;
        for (double rate : RATES) {
            for (Duration pause : PAUSES) {
                BreakerSettings off = BreakerSettings.OFF;
                Choice tried = play(
                        new BreakerSettings(true, rate, 1, off.slow(), off.window(), off.least(), pause, off.trials()),
                        endpoints);
                if (tried.saved() >= LEAST && worth(tried) > 0 && (best == null || worth(tried) > worth(best))) {
                    best = tried;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static long worth(Choice choice) {
        return choice.saved() - DEARER * choice.lost();
    }

    /** What levels would have done. */
    static Choice play(BreakerSettings settings, List<List<Minute>> endpoints) {
        long calls = 0;
        long failed = 0;
        long saved = 0;
        long lost = 0;
        for (List<Minute> minutes : endpoints) {
            CircuitBreaker breaker = new CircuitBreaker(settings, 0);
            long began = 0;
            for (Minute minute : minutes) {
                calls += minute.calls();
                failed += minute.failed();
                for (long i = 0; i < minute.calls(); i++) {
                    long now = began + MINUTE / Math.max(1, minute.calls()) * i;
                    // The failed ones are spread evenly among the others.
                    boolean fails = (i + 1) * minute.failed() / minute.calls() > i * minute.failed() / minute.calls();
                    long ticket = breaker.enter(now);
                    if (ticket > 0) {
                        breaker.ended(ticket, fails, 0, now);
                    } else {
                        saved += fails ? 1 : 0;
                        lost += fails ? 0 : 1;
                    }
                }
                began += MINUTE;
            }
        }
        return new Choice(settings, calls, failed, saved, lost);
    }
}
