package io.zol0.insight;

import io.zol0.metrics.Scope;

/**
 * What is looked at.
 *
 * @param environment its label; of an upstream or endpoint the one that it belongs to; empty for everything
 * @param upstreamId 0 for everything and for an environment
 * @param endpointId 0 for all but an endpoint
 */
public record Place(Kind kind, String environment, long upstreamId, long endpointId) {
    /** Everything that whoever asks may see. */
    public static final Place EVERYTHING = new Place(Kind.EVERYTHING, "", 0, 0);

    /** How much it is. */
    public enum Kind {
        EVERYTHING,
        ENVIRONMENT,
        UPSTREAM,
        ENDPOINT
    }

    static Place environment(String name) {
        return new Place(Kind.ENVIRONMENT, name, 0, 0);
    }

    static Place upstream(long id, String environment) {
        return new Place(Kind.UPSTREAM, environment, id, 0);
    }

    public static Place endpoint(long id, long upstreamId, String environment) {
        return new Place(Kind.ENDPOINT, environment, upstreamId, id);
    }

    /** In addresses of pages: {@code environment-production}, {@code upstream-3}; empty for everything. */
    public String path() {
        return switch (kind) {
            case EVERYTHING -> "";
            case ENVIRONMENT -> "environment-" + environment;
            case UPSTREAM -> "upstream-" + upstreamId;
            case ENDPOINT -> "endpoint-" + endpointId;
        };
    }

    /** Where its calls are measured, if it is not made of several upstreams. */
    Scope scopeOfOne() {
        return kind == Kind.ENDPOINT ? new Scope.OfEndpoint(endpointId) : new Scope.OfUpstream(upstreamId);
    }
}
