package io.zol0.catalog;

import io.zol0.cache.CacheScope;

/**
 * What is in the key of an upstream's cached answers changed; published after the transaction committed, in the order of the
 * changes.
 *
 * @param scope as it was set, without what the upstream's preset adds, see {@link CachePolicies#scopeOf}
 */
public record CacheScopeSaved(long upstreamId, CacheScope scope) {}
