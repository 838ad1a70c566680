package io.zol0.gateway;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;

/** Says how answers are cached; fast, and never blocks. */
interface PolicySource {
    /** Of an endpoint of an upstream. */
    CachePolicy policyOf(long endpointId, long upstreamId);

    /** What of an upstream's requests is in the key. */
    CacheScope scopeOf(long upstreamId);
}
