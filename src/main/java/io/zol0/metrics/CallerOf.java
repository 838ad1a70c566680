package io.zol0.metrics;

/**
 * What one caller did at an endpoint in a span of time.
 *
 * @param times how long its calls took; of fewer calls where some were not kept
 */
public record CallerOf(long endpointId, long upstreamId, CallerShare share, Sketch times) {}
