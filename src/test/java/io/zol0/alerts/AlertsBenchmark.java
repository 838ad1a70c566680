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
        int rules = options.get("--rules");
        print("pairs", (double) rules * endpoints);
        time("fine", rules(rules, 0), calls, options.get("--rounds"));
        time("tenth_bad", rules(rules, 10), calls, options.get("--rounds"));
        calls.stop();
        System.exit(0);
    }

    private static void time(String name, List<Rule> rules, MeasuredCalls calls, int rounds) {
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
        print("round_ms." + name + ".p50", millis[rounds / 2]);
        print("round_ms." + name + ".worst", millis[rounds - 1]);
        print("round_cpu_ms." + name, work[rounds / 2]);
        print("turned." + name, turnings);
        print("remembered." + name, evaluator.remembered());
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "alerts.%s = %.3f%n", name, value);
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
