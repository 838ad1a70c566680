package io.zol0.metrics;

import java.util.Set;

/** What a figure is about. */
public sealed interface Scope {
    /** Everything that went through ZoL0. */
    record Everything() implements Scope {}

    /** All endpoints of one upstream. */
    record OfUpstream(long upstreamId) implements Scope {}

    /** All endpoints of several upstreams together: what somebody may see who may not see everything. */
    record OfUpstreams(Set<Long> upstreamIds) implements Scope {
        public OfUpstreams {
            upstreamIds = Set.copyOf(upstreamIds);
        }
    }

    /** One endpoint. */
    record OfEndpoint(long endpointId) implements Scope {}
}
