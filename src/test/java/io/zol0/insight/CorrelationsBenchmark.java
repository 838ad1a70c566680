package io.zol0.insight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        System.out.printf(
                "%d series of %d points, all pairs, lags of ±%d: median %.2f s of %d rounds, worst %.2f s (goal: under 5 s),"
                        + " %d findings%nchange points of them: median %.2f s, worst %.2f s, %d found%n",
                TRACES,
                STEPS,
                LAGS,
                seconds[ROUNDS / 2],
                ROUNDS,
                seconds[ROUNDS - 1],
                findings,
                changeSeconds[ROUNDS / 2],
                changeSeconds[ROUNDS - 1],
                changes);
    }
}
