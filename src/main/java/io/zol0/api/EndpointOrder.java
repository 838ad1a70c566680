package io.zol0.api;

import io.zol0.metrics.Spread;
import io.zol0.metrics.Stats;

/** What endpoints are in order of, the most first. */
enum EndpointOrder {
    CALLS,
    P50,
    P95,
    P99,
    FAILED;

    double of(Stats stats) {
        return of(stats.calls(), stats.errorShare(), stats.total());
    }

    /** By latency those of which no times are known come last. */
    double of(long calls, double errorShare, Spread times) {
        return switch (this) {
            case CALLS -> calls;
            case P50 -> times.p50().toNanos();
            case P95 -> times.p95().toNanos();
            case P99 -> times.p99().toNanos();
            case FAILED -> errorShare;
        };
    }
}
