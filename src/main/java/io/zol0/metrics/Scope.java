package io.zol0.metrics;

/** What a figure is about. */
public sealed interface Scope {
    /** Everything that went through ZoL0. */
    record Everything() implements Scope {}

    /** All endpoints of one upstream. */
    record OfUpstream(long upstreamId) implements Scope {}

    /** One endpoint. */
    record OfEndpoint(long endpointId) implements Scope {}
}
