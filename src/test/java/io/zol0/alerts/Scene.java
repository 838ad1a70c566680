package io.zol0.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;

/** A series made for a test: days of five-minute points with a daily season, noise of a fixed seed, and what is done to it. */
class Scene {
    static final int DAY = 288;
    static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    static final Duration STEP = Duration.ofMinutes(5);

    final double[] values;

    private Scene(double[] values) {
        this.values = values;
    }

    /** A day's wave of the height 10 around 100 with noise of the deviation 1. */
    static Scene daily(int days, long seed) {
        Random chance = new Random(seed);
        double[] values = new double[days * DAY];
        for (int i = 0; i < values.length; i++) {
            values[i] = 100 + 10 * Math.sin(2 * Math.PI * i / DAY) + chance.nextGaussian();
        }
        return new Scene(values);
    }

    /** Nothing but noise. */
    static Scene noise(int days, long seed) {
        Random chance = new Random(seed);
        double[] values = new double[days * DAY];
        for (int i = 0; i < values.length; i++) {
            values[i] = chance.nextGaussian();
        }
        return new Scene(values);
    }

    static Scene constant(int days, double value) {
        return noise(days, 1).with(0, days * DAY, x -> value);
    }

    /** The same with the values from one point until before another changed. */
    Scene with(int from, int until, DoubleUnaryOperator change) {
        double[] changed = values.clone();
        for (int i = from; i < until; i++) {
            changed[i] = change.applyAsDouble(changed[i]);
        }
        return new Scene(changed);
    }

    static Instant at(int point) {
        return START.plus(STEP.multipliedBy(point));
    }

    double[] scores() {
        Detector detector = new Detector();
        double[] scores = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            scores[i] = detector.score(at(i), values[i]);
        }
        return scores;
    }

    /** The points that are anomalies. */
    List<Integer> found() {
        List<Integer> found = new ArrayList<>();
        double[] scores = scores();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= Detector.THRESHOLD) {
                found.add(i);
            }
        }
        return found;
    }
}
