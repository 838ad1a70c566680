package io.zol0.metrics;

import java.time.Duration;

/**
 * Percentiles of measured times, each within 1 % of the exact one; all zero where {@code count} is 0.
 *
 * @param count how many times were measured
 */
public record Spread(long count, Duration p50, Duration p95, Duration p99, Duration max) {
    public static final Spread NONE = new Spread(0, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
}
