package io.zol0.metrics;

/** Adds rows up that come endpoint by endpoint, and hands over the sum of each. */
final class EachEndpoint {
    private final Visitor visitor;
    private final Tally tally = new Tally();
    private long upstreamId;
    private long endpointId;

    EachEndpoint(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Takes what was counted of an endpoint; the sum is cleared afterwards. */
    interface Visitor {
        void endpoint(long upstreamId, long endpointId, Tally sum);
    }

    void add(MinuteRow row) {
        if (row.upstreamId() != upstreamId || row.endpointId() != endpointId) {
            finish();
            upstreamId = row.upstreamId();
            endpointId = row.endpointId();
        }
        tally.add(row.snapshot());
    }

    /** Hands over the last one. */
    void finish() {
        if (!tally.isEmpty()) {
            visitor.endpoint(upstreamId, endpointId, tally);
            tally.clear();
        }
    }
}
