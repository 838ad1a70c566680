package io.zol0.catalog;

import java.util.Set;

/** Drops cached answers; carried out by the gateway, which has the cache. {@link Purges} decides who may. */
public interface CachePurge {
    /**
     * Drops what is kept of these upstreams' answers and falls under that; may take some time.
     *
     * @return how many answers were dropped
     */
    long purge(Set<Long> upstreams, What what);

    /** Which answers. */
    sealed interface What {
        /** All of them. */
        record Everything() implements What {}

        /** Those of one endpoint. */
        record OfEndpoint(long endpointId) implements What {}

        /** Those whose path, after the upstream's name and without the query, begins so; begins with a slash. */
        record UnderPath(String prefix) implements What {}

        /** Those that the origin gave that tag by {@code Cache-Tag} or {@code Surrogate-Key}. */
        record Tagged(String tag) implements What {}
    }
}
