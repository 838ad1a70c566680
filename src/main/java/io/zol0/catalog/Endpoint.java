package io.zol0.catalog;

import io.zol0.metrics.LiveMetrics;

/**
 * Method and path template of an upstream.
 *
 * @param id the same on every node and after every restart (a hash of the other three; negative for {@code (other)})
 * @param upstreamId the upstream it belongs to
 * @param method HTTP method in capitals; {@code *} for {@code (other)}
 * @param template path with ids collapsed, such as {@code /api/v3/order/{id}}, or {@code (other)} beyond the bound
 */
public record Endpoint(long id, long upstreamId, String method, String template) {
    /** The template under which everything beyond the bound of endpoints is counted. */
    public static final String OTHER = "(other)";

    /** What is counted together beyond the bound. */
    static Endpoint other(long upstreamId) {
        return new Endpoint(LiveMetrics.otherOf(upstreamId), upstreamId, "*", OTHER);
    }
}
