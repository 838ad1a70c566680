package io.zol0.metrics;

/**
 * What one caller did, and how long its calls took from arrival to last byte.
 *
 * @param times of fewer calls where some were not kept
 */
public record CallerTimes(CallerShare share, Sketch times) {}
