package io.zol0.api;

import io.zol0.metrics.Stats;

/** What endpoints are in order of, the most first. */
enum EndpointOrder {
    CALLS,
    P50,
    P95,
    P99,
    FAILED;

    double of(Stats stats) {
        return switch (this) {
            case CALLS -> stats.calls();
            case P50 -> stats.total().p50().toNanos();
            case P95 -> stats.total().p95().toNanos();
            case P99 -> stats.total().p99().toNanos();
            case FAILED -> stats.errorShare();
        };
    }
}
