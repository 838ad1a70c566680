package io.zol0.catalog;

/**
 * An endpoint has no cache policy of its own any more; published after the transaction committed. Those of a removed upstream go
 * with {@link UpstreamRemoved}.
 *
 * @param endpointId 0 for the default of the upstream
 */
public record CachePolicyRemoved(long upstreamId, long endpointId) {}
