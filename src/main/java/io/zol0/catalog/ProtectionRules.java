package io.zol0.catalog;

import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a circuit breaker and a concurrency limit must be like, also while they are off. */
final class ProtectionRules {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MOST_CALLS = 10_000;

    private ProtectionRules() {}

    static List<Problem> problemsOf(BreakerSettings breaker) {
        List<Problem> problems = new ArrayList<>();
        require(isShare(breaker.errorRate()), SettingRule.BREAKER_ERROR_RATE, problems);
        require(isShare(breaker.slowRate()), SettingRule.BREAKER_SLOW_RATE, problems);
        require(
                isBetween(breaker.slow(), Duration.ofMillis(1), Duration.ofMinutes(10)),
                SettingRule.BREAKER_SLOW,
                problems);
        require(isBetween(breaker.window(), Duration.ofSeconds(1), HOUR), SettingRule.BREAKER_WINDOW, problems);
        require(breaker.least() >= 1 && breaker.least() <= 100_000, SettingRule.BREAKER_LEAST, problems);
        require(isBetween(breaker.pause(), Duration.ofMillis(100), HOUR), SettingRule.BREAKER_PAUSE, problems);
        require(breaker.trials() >= 1 && breaker.trials() <= 100, SettingRule.BREAKER_TRIALS, problems);
        return problems;
    }

    static List<Problem> problemsOf(ConcurrencySettings concurrency) {
        List<Problem> problems = new ArrayList<>();
        int least = concurrency.least();
        require(least >= 1 && least <= MOST_CALLS, SettingRule.CONCURRENCY_LEAST, problems);
        require(
                concurrency.most() >= least && concurrency.most() <= MOST_CALLS,
                SettingRule.CONCURRENCY_MOST,
                problems);
        require(
                concurrency.tolerance() >= 1 && concurrency.tolerance() <= 10,
                SettingRule.CONCURRENCY_TOLERANCE,
                problems);
        return problems;
    }

    private static void require(boolean right, SettingRule rule, List<Problem> problems) {
        if (!right) {
            problems.add(rule.problem());
        }
    }

    private static boolean isShare(double share) {
        return share > 0 && share <= 1;
    }

    private static boolean isBetween(Duration value, Duration least, Duration most) {
        return value.compareTo(least) >= 0 && value.compareTo(most) <= 0;
    }
}
