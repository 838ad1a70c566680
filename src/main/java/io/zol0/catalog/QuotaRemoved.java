package io.zol0.catalog;

/** A quota is gone; published after the transaction committed. Those of a removed upstream go with {@link UpstreamRemoved}. */
public record QuotaRemoved(long id, long upstreamId) {}
