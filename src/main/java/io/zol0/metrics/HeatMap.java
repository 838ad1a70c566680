package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Calls by time and latency band.
 *
 * @param bands lower bounds of the bands, ascending
 * @param columns one a step of time, oldest first, each with a count a band
 */
public record HeatMap(List<Duration> bands, Duration step, List<Column> columns) {
    /** The counts of one step of time, in the order of the bands. */
    public record Column(Instant from, List<Long> counts) {}
}
