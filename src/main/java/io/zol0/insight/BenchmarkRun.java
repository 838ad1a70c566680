package io.zol0.insight;

import java.time.Instant;

/**
 * A load that was run.
 *
 * @param sent requests that were sent
 * @param unsent those that were not, since too many were on their way
 * @param failed without an answer or with one of 400 or more
 * @param p50 median of the time from when a request was due to its last byte, in milliseconds
 * @param p95 likewise
 */
public record BenchmarkRun(
        long id,
        Instant at,
        String who,
        BenchmarkPlan plan,
        long sent,
        long unsent,
        long failed,
        Interval p50,
        Interval p95) {
    /**
     * How a later run differs from an earlier one.
     *
     * @param failed difference of the shares of failed requests
     */
    public record Comparison(Interval p50, Interval p95, Interval failed) {}

    public Comparison against(BenchmarkRun earlier) {
        return new Comparison(
                Quantiles.difference(p50, earlier.p50),
                Quantiles.difference(p95, earlier.p95),
                Differences.ofShares(failed, sent, earlier.failed, earlier.sent));
    }
}
