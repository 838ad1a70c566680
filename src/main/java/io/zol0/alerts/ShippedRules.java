package io.zol0.alerts;

import static io.zol0.alerts.Breadth.ENDPOINT;
import static io.zol0.alerts.Breadth.QUOTA;
import static io.zol0.alerts.Breadth.UPSTREAM;
import static io.zol0.alerts.Breadth.WHOLE;
import static io.zol0.alerts.Severity.CRITICAL;
import static io.zol0.alerts.Severity.INFO;
import static io.zol0.alerts.Severity.WARNING;

import java.time.Duration;
import java.util.List;

/** The rules that are there from the first start. They can be changed and switched off, but not removed, so that none comes back. */
final class ShippedRules {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE = Duration.ofMinutes(5);
    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final Duration HOUR = Duration.ofHours(1);

    static final List<Rule> ALL = List.of(
            rule("upstream-down", "Upstream down", "calls.errors", UPSTREAM, true, 0.9, 0.5, MINUTE, 30, 5, CRITICAL),
            rule("errors", "Many calls fail", "calls.errors", ENDPOINT, true, 0.05, 0.03, FIVE, 60, 20, WARNING),
            rule("slow", "Slow answers", "calls.p95", ENDPOINT, true, 5_000, 4_000, FIVE, 60, 20, WARNING),
            rule("very-slow", "Very slow answers", "calls.p95", ENDPOINT, true, 10_000, 8_000, FIVE, 60, 20, CRITICAL),
            rule(
                    "throttled",
                    "The provider refuses",
                    "calls.throttled",
                    UPSTREAM,
                    true,
                    0.02,
                    0.01,
                    FIVE,
                    30,
                    20,
                    WARNING),
            rule(
                    "banned",
                    "Banned by the provider",
                    "upstream.banned",
                    UPSTREAM,
                    true,
                    0,
                    0,
                    seconds(10),
                    0,
                    0,
                    CRITICAL),
            rule("near-ban", "Close to a ban", "upstream.near_ban", UPSTREAM, true, 0, 0, seconds(10), 0, 0, WARNING),
            rule("headroom", "Little of a quota left", "quota.left", QUOTA, false, 0.05, 0.15, FIVE, 120, 0, WARNING),
            rule(
                    "elsewhere",
                    "Somebody else spends this quota",
                    "quota.elsewhere_share",
                    QUOTA,
                    true,
                    0.05,
                    0.02,
                    FIVE,
                    300,
                    0,
                    WARNING),
            rule("waiting", "Calls wait for quotas", "calls.waited", UPSTREAM, true, 0.5, 0.3, FIVE, 300, 50, INFO),
            budget("budget-fast", "The error budget burns fast", 14.4, HOUR, CRITICAL),
            budget("budget-slow", "The error budget burns", 6, Duration.ofHours(6), WARNING),
            missing("no-calls", "Nobody calls any more", "calls.rate", UPSTREAM, Duration.ofMinutes(10), 100, WARNING),
            unusual("odd-latency", "Unusual latency", "calls.p95", UPSTREAM, 20),
            unusual("odd-errors", "Unusually many calls fail", "calls.errors", UPSTREAM, 20),
            unusual("odd-rate", "Unusual call rate", "calls.rate", UPSTREAM, 0),
            rule("hits", "The cache hardly helps", "calls.cached", UPSTREAM, false, 0.5, 0.6, HOUR, 600, 100, INFO)
                    .withEnabled(false),
            rule(
                    "database",
                    "The database was away",
                    "database.away",
                    WHOLE,
                    true,
                    10_000,
                    0,
                    seconds(10),
                    0,
                    0,
                    CRITICAL),
            rule("cpu", "The processors are busy", "system.cpu", WHOLE, true, 90, 75, FIVE, 300, 0, WARNING),
            rule("memory", "Little memory left", "system.memory.used", WHOLE, true, 0.95, 0.9, FIVE, 300, 0, WARNING),
            rule("heap", "The heap is nearly full", "jvm.heap.used", WHOLE, true, 0.95, 0.9, QUARTER, 300, 0, WARNING),
            rule("disk", "The disk is nearly full", "disk.used", WHOLE, true, 0.9, 0.88, FIVE, 60, 0, WARNING),
            rule("disk-full", "The disk is full", "disk.used", WHOLE, true, 0.97, 0.95, FIVE, 60, 0, CRITICAL),
            rule("lag", "The gateway is late", "gateway.lag", WHOLE, true, 200, 100, MINUTE, 60, 0, WARNING),
            rule(
                    "budget",
                    "The month will cost more than its budget",
                    "cost.budget_forecast",
                    UPSTREAM,
                    true,
                    1,
                    0.97,
                    HOUR,
                    600,
                    0,
                    WARNING),
            rule(
                    "budget-spent",
                    "The budget is spent",
                    "cost.budget_used",
                    UPSTREAM,
                    true,
                    1,
                    1,
                    FIVE,
                    60,
                    0,
                    CRITICAL));

    private ShippedRules() {}

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private static Rule rule(
            String key,
            String name,
            String measure,
            Breadth breadth,
            boolean above,
            double level,
            double clear,
            Duration window,
            long lastingSeconds,
            long leastCalls,
            Severity severity) {
        return new Rule(
                0,
                key,
                name,
                RuleKind.THRESHOLD,
                Measure.of(measure),
                breadth,
                above,
                level,
                clear,
                0,
                window,
                Duration.ofSeconds(lastingSeconds),
                leastCalls,
                severity,
                "",
                0,
                "",
                "",
                true,
                1);
    }

    /** Of 99.5 % of the calls of an upstream over 30 days: 14.4 times takes 2 % of it in an hour, 6 times 5 % in six. */
    private static Rule budget(String key, String name, double speed, Duration window, Severity severity) {
        return of(
                key,
                name,
                RuleKind.BURN_RATE,
                "calls.errors",
                UPSTREAM,
                speed,
                speed / 2,
                0.995,
                window,
                0,
                50,
                severity);
    }

    private static Rule missing(
            String key, String name, String measure, Breadth breadth, Duration window, long before, Severity severity) {
        return of(key, name, RuleKind.ABSENCE, measure, breadth, 1, 1, 0, window, 60, before, severity);
    }

    private static Rule unusual(String key, String name, String measure, Breadth breadth, long leastCalls) {
        return of(
                key,
                name,
                RuleKind.ANOMALY,
                measure,
                breadth,
                Detector.THRESHOLD,
                Detector.THRESHOLD,
                0,
                Duration.ofMinutes(30),
                0,
                leastCalls,
                INFO);
    }

    private static Rule of(
            String key,
            String name,
            RuleKind kind,
            String measure,
            Breadth breadth,
            double level,
            double clear,
            double objective,
            Duration window,
            long lastingSeconds,
            long leastCalls,
            Severity severity) {
        return new Rule(
                0,
                key,
                name,
                kind,
                Measure.of(measure),
                breadth,
                kind != RuleKind.ABSENCE,
                level,
                clear,
                objective,
                window,
                Duration.ofSeconds(lastingSeconds),
                leastCalls,
                severity,
                "",
                0,
                "",
                "",
                true,
                1);
    }
}
