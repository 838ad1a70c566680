package io.zol0.gateway;

import io.vertx.core.http.impl.headers.Http1xHeaders;
import io.zol0.cache.CacheRequest;
import io.zol0.cache.Explanation;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import jakarta.annotation.security.RolesAllowed;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** Says what the cache would do with a call, and why, without making it. */
@Service
public class CacheLookup {
    private final Caching caching;
    private final Upstreams upstreams;
    private final Endpoints endpoints;

    CacheLookup(Caching caching, Upstreams upstreams, Endpoints endpoints) {
        this.caching = caching;
        this.upstreams = upstreams;
        this.endpoints = endpoints;
    }

    /**
     * What would happen to a call now; changes and counts nothing.
     *
     * @param target path and query behind the upstream's name, as a caller sends them
     * @param fields header fields that the caller would send
     * @param token what its token is known by; null for an anonymous caller
     * @return empty where there is no such upstream in sight
     * @throws IllegalArgumentException where the target is none; its message says why
     */
    @RolesAllowed("VIEWER")
    public Optional<Explanation> explain(
            long upstreamId, String method, String target, Map<String, String> fields, @Nullable String token) {
        return upstreams.byId(upstreamId).map(upstream -> explain(upstream, method, target, fields, token));
    }

    private Explanation explain(
            Upstream upstream, String method, String target, Map<String, String> fields, @Nullable String token) {
        Target cut;
        try {
            cut = Target.of("/" + upstream.name() + target);
        } catch (Malformed malformed) {
            throw new IllegalArgumentException(malformed.getMessage(), malformed);
        }
        long upstreamId = upstream.id();
        long endpointId =
                endpoints.find(upstreamId, method, cut.path()).map(Endpoint::id).orElse(0L);
        Http1xHeaders sent = Http1xHeaders.caseInsensitive();
        fields.forEach(sent::add);
        CacheRequest request = new CacheRequest(
                method,
                upstreamId,
                endpointId,
                cut.rest(),
                new HeaderFields(sent),
                false,
                caching.policies().scopeOf(upstreamId),
                caching.policies().policyOf(endpointId, upstreamId),
                token);
        return caching.cache().explain(request, caching.clockMillis().getAsLong());
    }
}
