package io.zol0.cache;

import org.jspecify.annotations.Nullable;

/**
 * A request as the cache looks at it.
 *
 * @param method as on the wire, such as {@code GET}
 * @param upstreamId whom it goes to
 * @param endpointId which endpoint it belongs to; 0 where none is known
 * @param target path and query as they go on to the upstream, byte for byte
 * @param fields the caller's header fields that go on to the upstream (none of the hop-by-hop ones)
 * @param hasBody whether a body follows, on which an answer may depend
 * @param scope which of them are credentials, and what of the query is left out of the key
 * @param policy how the endpoint is cached
 * @param token what names the caller's authenticated token for good, such as its id; null for anonymous callers
 */
public record CacheRequest(
        String method,
        long upstreamId,
        long endpointId,
        String target,
        Fields fields,
        boolean hasBody,
        CacheScope scope,
        CachePolicy policy,
        @Nullable String token) {}
