package io.zol0.catalog;

import io.zol0.cache.CacheScope;

/**
 * What is in the key of an upstream's cached answers changed; published after the transaction committed.
 *
 * @param scope with what the upstream's preset names
 */
public record CacheScopeSaved(long upstreamId, CacheScope scope) {}
