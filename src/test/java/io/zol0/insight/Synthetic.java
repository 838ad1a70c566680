package io.zol0.insight;

import io.zol0.metrics.Subject;
import java.util.Random;

/** Traces of known truth. */
final class Synthetic {
    private Synthetic() {}

    static Quantity quantity(String measure, long upstream) {
        return new Quantity(measure, Subject.upstream(upstream), measure + " of " + upstream, "ms", "");
    }

    static Trace trace(int number, double[] values) {
        return new Trace(quantity("measure_" + number, number), values);
    }

    /** Noise in which each value keeps that share of the one before; 0 for independent ones, 1 for a random walk. */
    static double[] noise(Random random, int n, double kept) {
        double[] values = new double[n];
        double state = kept < 1 ? random.nextGaussian() / Math.sqrt(1 - kept * kept) : 0;
        for (int i = 0; i < n; i++) {
            state = kept * state + random.nextGaussian();
            values[i] = state;
        }
        return values;
    }

    /** Follows a leader by so many steps, with a share of noise of its own. */
    static double[] follower(Random random, double[] leader, int lag, double noise) {
        double[] values = new double[leader.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (i >= lag ? leader[i - lag] : 0) + noise * random.nextGaussian();
        }
        return values;
    }

    /** Nothing, but for events that begin in a share of the steps and last for some. */
    static double[] events(Random random, int n, double share, int length) {
        double[] values = new double[n];
        int left = 0;
        for (int i = 0; i < n; i++) {
            left = random.nextDouble() < share ? length : Math.max(0, left - 1);
            values[i] = left > 0 ? 1 : 0;
        }
        return values;
    }

    /** A pattern of the day on top. */
    static double[] daily(double[] values, int stepSeconds, double height) {
        double[] with = values.clone();
        for (int i = 0; i < with.length; i++) {
            with[i] += height * Math.sin(2 * Math.PI * i * stepSeconds / 86_400.0);
        }
        return with;
    }
}
