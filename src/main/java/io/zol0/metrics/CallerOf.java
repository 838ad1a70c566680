package io.zol0.metrics;

/** How many calls and failures one caller had at an endpoint in a span of time. */
public record CallerOf(long endpointId, long upstreamId, CallerShare share) {}
