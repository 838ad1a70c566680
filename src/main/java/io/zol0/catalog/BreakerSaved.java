package io.zol0.catalog;

import io.zol0.limits.BreakerSettings;

/** An upstream's circuit breaker was set; published after the transaction committed, in the order of the changes. */
public record BreakerSaved(long upstreamId, BreakerSettings breaker) {}
