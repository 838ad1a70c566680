package io.zol0.metrics;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What one thread counted since it last handed over.
 *
 * @param samples failed and slow calls
 * @param kept calls that go to the history alone
 * @param unsampled failed or refused calls of which no sample was kept
 * @param unkept calls that were to be kept all, but were too many
 * @param lane how many batches of this thread wait
 */
record Batch(
        List<Delta> deltas,
        List<CallSample> samples,
        List<CallSample> kept,
        long unsampled,
        long unkept,
        AtomicInteger lane) {
    /** What was counted of one endpoint. */
    record Delta(long endpointId, long upstreamId, Snapshot snapshot, List<CallerTimes> callers, UrlSample.Urls urls) {}
}
