package io.zol0.metrics;

import java.time.Instant;
import java.util.List;

/**
 * What is kept of a minute of an endpoint so that it can be played again: when calls came, and which of a sample of URLs they asked
 * for. A call is in the second in which it ended.
 *
 * @param node that carried the calls
 * @param bySecond calls of each of the 60 seconds
 * @param happened what became of them
 * @param sampled share of the URLs that are in the sample, above 0 and up to 1
 * @param visits requests for them, in the order of time
 */
public record ReplayMinute(
        Instant at,
        int node,
        long upstreamId,
        long endpointId,
        List<Integer> bySecond,
        Happened happened,
        double sampled,
        List<Visit> visits) {
    public ReplayMinute {
        bySecond = List.copyOf(bySecond);
        visits = List.copyOf(visits);
    }

    /** Calls by what became of them; all of them together are {@link #calls}. */
    public record Happened(
            long calls, long cached, long queued, long refusedByUs, long refusedByProvider, long failed) {}

    /**
     * Requests of one URL in one second.
     *
     * @param second of the minute, 0 to 59
     * @param hash of the URL, evenly spread over 0 to 2^31 - 1, the same wherever and whenever it is asked for
     * @param count how many
     * @param bytes of the answer's body
     */
    public record Visit(int second, int hash, int count, long bytes) {}
}
