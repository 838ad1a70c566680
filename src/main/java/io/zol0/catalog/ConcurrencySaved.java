package io.zol0.catalog;

import io.zol0.limits.ConcurrencySettings;

/** An upstream's concurrency limit was set; published after the transaction committed, in the order of the changes. */
public record ConcurrencySaved(long upstreamId, ConcurrencySettings concurrency) {}
