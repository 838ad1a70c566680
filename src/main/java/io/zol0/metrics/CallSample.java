package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A single call that was kept to be looked at: a failed, slow or sampled one. Its target has secrets masked. */
public record CallSample(
        Instant at,
        long endpointId,
        long upstreamId,
        String caller,
        String method,
        String target,
        int status,
        Outcome outcome,
        long bytesIn,
        long bytesOut,
        Duration firstByte,
        Duration total,
        Duration overhead,
        @Nullable String failure,
        Kept why) {}
