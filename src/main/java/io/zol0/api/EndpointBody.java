package io.zol0.api;

import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Upstream;
import io.zol0.metrics.EndpointStats;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint with its figures, as the REST API has it.
 *
 * @param method {@code *} for what is counted together beyond the bound of endpoints
 */
record EndpointBody(long id, String method, String template, String upstream, String environment, FiguresBody figures) {

    static EndpointBody of(Endpoint endpoint, @Nullable Upstream upstream, FiguresBody figures) {
        return new EndpointBody(
                endpoint.id(),
                endpoint.method(),
                endpoint.template(),
                upstream == null ? "" : upstream.name(),
                upstream == null ? "" : upstream.environment(),
                figures);
    }

    static Optional<EndpointBody> of(EndpointStats stats, SeenUpstreams upstreams, Map<Long, Upstream> byId) {
        return upstreams
                .found(stats.endpointId())
                .map(endpoint -> of(endpoint, byId.get(endpoint.upstreamId()), FiguresBody.of(stats.stats())));
    }
}
