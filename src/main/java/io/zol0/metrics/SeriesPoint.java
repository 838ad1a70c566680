package io.zol0.metrics;

import java.time.Instant;

/**
 * One step of a series.
 *
 * @param at its beginning
 * @param min the least of a gauge, or of a counter per second in five seconds
 * @param avg the mean over time of a gauge, or of a counter per second
 * @param max the most, likewise
 * @param last what was told last; of a counter per second in the last five seconds in which anything was counted
 * @param sum how much a counter counted in the step; of a gauge it means nothing and is 0
 */
public record SeriesPoint(Instant at, double min, double avg, double max, double last, double sum) {}
