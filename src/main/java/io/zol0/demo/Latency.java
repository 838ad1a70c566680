package io.zol0.demo;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Log-normal answer times: half of them are below the median, few are far above it.
 *
 * @param median the time half of the answers stay below
 * @param sigma standard deviation of the time's logarithm; 0.4 puts the 99th percentile at 2.5 times the median
 */
record Latency(Duration median, double sigma) {
    static Latency ofMillis(long median, double sigma) {
        return new Latency(Duration.ofMillis(median), sigma);
    }

    /** The same shape with a median {@code factor} times as long. */
    Latency times(double factor) {
        return new Latency(scaled(median, factor), sigma);
    }

    Duration sample(RandomGenerator random) {
        return scaled(median, Math.exp(sigma * random.nextGaussian()));
    }

    static Duration scaled(Duration duration, double factor) {
        return Duration.ofNanos((long) (duration.toNanos() * factor));
    }
}
