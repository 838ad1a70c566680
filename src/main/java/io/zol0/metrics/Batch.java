package io.zol0.metrics;

import java.util.List;

/**
 * What one thread counted since it last handed over.
 *
 * @param unsampled failed or refused calls of which no sample was kept
 * @param bytes what it weighs on the heap
 */
record Batch(List<Delta> deltas, List<CallSample> samples, long unsampled, long bytes) {
    /** What was counted of one endpoint. */
    record Delta(long endpointId, long upstreamId, Snapshot snapshot, List<CallerShare> callers) {}
}
