package io.zol0.insight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** How long it takes to look through all pairs of 500 traces of a day. */
final class CorrelationsBenchmark {
    private static final int TRACES = 500;
    private static final int STEPS = 1440;
    private static final int LAGS = 15;
    private static final int ROUNDS = 5;

    private CorrelationsBenchmark() {}

    public static void main(String[] arguments) {
        List<Trace> traces = new ArrayList<>();
        Random random = new Random(42);
        for (int i = 0; i < TRACES; i++) {
            double[] values = Synthetic.noise(random, STEPS, 0.1 * (i % 10));
            traces.add(Synthetic.trace(
                    i, i % 5 == 4 ? Synthetic.follower(random, traces.get(i - 1).values(), i % 15, 1) : values));
        }
        double[] seconds = new double[ROUNDS];
        double[] changeSeconds = new double[ROUNDS];
        int findings = 0;
        int changes = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long begin = System.nanoTime();
            findings = Correlations.among(traces, 0, Duration.ofMinutes(1), LAGS)
                    .findings()
                    .size();
            seconds[round] = (System.nanoTime() - begin) / 1e9;
            begin = System.nanoTime();
            changes = traces.parallelStream()
                    .mapToInt(trace -> ChangePoints.in(trace.values()).size())
                    .sum();
            changeSeconds[round] = (System.nanoTime() - begin) / 1e9;
        }
        Arrays.sort(seconds);
        Arrays.sort(changeSeconds);
        print("series", TRACES);
        print("correlations_s.p50", seconds[ROUNDS / 2]);
        print("correlations_s.worst", seconds[ROUNDS - 1]);
        print("findings", findings);
        print("change_points_s.p50", changeSeconds[ROUNDS / 2]);
        print("change_points_s.worst", changeSeconds[ROUNDS - 1]);
        print("changes", changes);
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "insight.%s = %.3f%n", name, value);
    }
}
