package io.zol0.catalog;

import io.zol0.cache.CachePolicy;

/**
 * A cache policy that somebody set.
 *
 * @param endpointId 0 for the default of the upstream
 * @param version number of the change that made it so
 */
public record CacheSetting(long upstreamId, long endpointId, CachePolicy policy, long version) {}
