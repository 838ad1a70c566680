package io.zol0.metrics;

import java.util.List;

/**
 * What was measured of one endpoint in a window.
 *
 * @param trend calls in each of the last 30 steps of 10 s, oldest first: the sparkline; empty where it was read from
 *     the history
 */
public record EndpointStats(long endpointId, long upstreamId, Stats stats, List<Long> trend) {}
