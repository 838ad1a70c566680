package io.zol0.ingest;

import io.zol0.catalog.Endpoint;
import io.zol0.metrics.Call;
import io.zol0.metrics.Outcome;
import org.jspecify.annotations.Nullable;

/** A call that somebody else made and told of. */
final class ReportedCall implements Call {
    private static final int TEAPOT = 418;
    private static final int TOO_MANY = 429;

    private long endpointId;
    private long upstreamId;
    String caller = "";
    String method = "GET";
    String target = "/";
    int status;

    @Nullable
    Outcome outcome;

    long bytesIn;
    long bytesOut;
    long atMillis;
    long firstByteNanos;
    long totalNanos;

    @Nullable
    String failure;

    void goesTo(Endpoint endpoint) {
        goesTo(endpoint.id(), endpoint.upstreamId());
    }

    void goesTo(long endpoint, long upstream) {
        endpointId = endpoint;
        upstreamId = upstream;
    }

    @Override
    public long endpointId() {
        return endpointId;
    }

    @Override
    public long upstreamId() {
        return upstreamId;
    }

    @Override
    public String caller() {
        return caller;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public int status() {
        return status;
    }

    /** As it was told, or else by the status as the gateway has it. */
    @Override
    public Outcome outcome() {
        Outcome told = outcome;
        if (told != null) {
            return told;
        }
        return status == TOO_MANY || status == TEAPOT
                ? Outcome.REFUSED_BY_PROVIDER
                : status == 0 || status >= 500 ? Outcome.FAILED : Outcome.SERVED;
    }

    @Override
    public long bytesIn() {
        return bytesIn;
    }

    @Override
    public long bytesOut() {
        return bytesOut;
    }

    @Override
    public long arrivedAtMillis() {
        return atMillis;
    }

    @Override
    public long firstByteNanos() {
        return firstByteNanos;
    }

    @Override
    public long totalNanos() {
        return totalNanos;
    }

    /** ZoL0 had no part in it. */
    @Override
    public long overheadNanos() {
        return 0;
    }

    @Override
    public @Nullable String failure() {
        return failure;
    }
}
