package io.zol0.alerts;

import io.zol0.metrics.MeasuredCalls;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** Times rounds of judging for {@code bench/Alerts.java}. */
final class AlertsBenchmark {
    private static final List<String> MEASURES =
            List.of("calls.p95", "calls.p99", "calls.errors", "calls.rate", "calls.cached");
    private static final List<Duration> WINDOWS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1));
    private static final double GOAL_MILLIS = 1_000;

    private AlertsBenchmark() {}

    public static void main(String[] args) {
        Map<String, Integer> options = new TreeMap<>(Map.of("--rules", 5_000, "--endpoints", 200, "--rounds", 20));
        for (int i = 0; i < args.length; i += 2) {
            if (i + 1 == args.length || !options.containsKey(args[i]) || !args[i + 1].matches("[1-9]\\d{0,6}")) {
                System.err.println("options are " + options.keySet() + ", each with a whole number");
                System.exit(1);
            }
            options.put(args[i], Integer.parseInt(args[i + 1]));
        }
        int endpoints = options.get("--endpoints");
        MeasuredCalls calls = new MeasuredCalls(endpoints, 100);
        System.out.printf(
                Locale.ROOT,
                "%,d rules for each of %,d endpoints, %d measures over %d windows; %d rounds after 5 to warm up%n",
                options.get("--rules"),
                endpoints,
                MEASURES.size(),
                WINDOWS.size(),
                options.get("--rounds"));
        boolean met = time("all fine", rules(options.get("--rules"), 0), calls, options.get("--rounds"), endpoints)
                & time("every tenth bad", rules(options.get("--rules"), 10), calls, options.get("--rounds"), endpoints);
        calls.stop();
        System.out.println(met ? "goal: every round under 1 s: met" : "goal: every round under 1 s: MISSED");
        System.exit(0);
    }

    private static boolean time(String name, List<Rule> rules, MeasuredCalls calls, int rounds, int endpoints) {
        Evaluator evaluator = new Evaluator(Fits.ALL);
        LongCounts longCounts = new LongCounts(calls.calls(), Clock.systemUTC());
        Watchdogs dogs =
                new Watchdogs(new WatchdogTable(JdbcClient.create(new DriverManagerDataSource())), Clock.systemUTC());
        double[] millis = new double[rounds];
        double[] work = new double[rounds];
        int turnings = 0;
        for (int round = -5; round < rounds; round++) {
            long begin = System.nanoTime();
            long worked = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            LiveReadout readout =
                    new LiveReadout(calls.metrics(), calls.history(), calls.recorder(), List.of(), longCounts, dogs);
            turnings = evaluator.round(rules, readout, System.nanoTime()).size();
            if (round >= 0) {
                millis[round] = (System.nanoTime() - begin) / 1e6;
                work[round] = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - worked) / 1e6;
            }
        }
        Arrays.sort(millis);
        Arrays.sort(work);
        System.out.printf(
                Locale.ROOT,
                "%-16s %,9d pairs judged  median %7.1f ms  worst %7.1f ms  processor %7.1f ms  %,7d turnings  %,7d remembered%n",
                name,
                (long) rules.size() * endpoints,
                millis[rounds / 2],
                millis[rounds - 1],
                work[rounds / 2],
                turnings,
                evaluator.remembered());
        return millis[rounds - 1] < GOAL_MILLIS;
    }

    /** @param bad every so manieth rule is one that is bad for all; 0 for none */
    private static List<Rule> rules(int count, int bad) {
        List<Rule> rules = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            boolean isBad = bad > 0 && i % bad == 0;
            Measure measure = Measure.of(isBad ? "calls.p95" : MEASURES.get(i % MEASURES.size()));
            rules.add(new Rule(
                    i,
                    "",
                    "Rule " + i,
                    RuleKind.THRESHOLD,
                    measure,
                    Breadth.ENDPOINT,
                    true,
                    isBad ? 1 : 1e6,
                    isBad ? 1 : 1e6,
                    0,
                    WINDOWS.get(i / MEASURES.size() % WINDOWS.size()),
                    Duration.ZERO,
                    20,
                    Severity.WARNING,
                    "",
                    0,
                    "",
                    "",
                    true,
                    1));
        }
        return rules;
    }
}
