package io.zol0.metrics;

import org.jspecify.annotations.Nullable;

/**
 * One request and its outcome, as whoever carried it saw it; an interface so that the gateway can hand over what it has
 * without a copy on the hot path.
 */
public interface Call {
    /** Id of the endpoint, the same as in the catalog. */
    long endpointId();

    /** Id of the upstream. */
    long upstreamId();

    /** Who called: a token's name, the {@code X-ZoL0-Caller} header, or {@code anonymous}. */
    String caller();

    /** HTTP method. */
    String method();

    /** Path and query as the caller sent them, without the upstream's prefix. */
    String target();

    /** Status sent to the caller; 0 where none was. */
    int status();

    Outcome outcome();

    /** Bytes of the request's body. */
    long bytesIn();

    /** Bytes of the answer's body. */
    long bytesOut();

    /** When the request's head had arrived, in milliseconds since 1970. */
    long arrivedAtMillis();

    /** From the head's arrival to the first byte of the answer, in nanoseconds; 0 where none came. */
    long firstByteNanos();

    /** From the head's arrival to the answer's last byte, in nanoseconds. */
    long totalNanos();

    /** ZoL0's own share of the total, waiting for upstream and caller left out, in nanoseconds. */
    long overheadNanos();

    /** Why there was no proper answer, in words for people; null where there was one. */
    @Nullable
    String failure();
}
