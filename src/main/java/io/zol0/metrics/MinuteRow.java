package io.zol0.metrics;

/**
 * What was counted of one endpoint in one minute.
 *
 * @param endpointId the endpoint, or {@link #WHOLE_UPSTREAM}
 */
record MinuteRow(long upstreamId, long endpointId, Snapshot snapshot) {
    /** Stands for all endpoints of an upstream together. */
    static final long WHOLE_UPSTREAM = 0;
}
