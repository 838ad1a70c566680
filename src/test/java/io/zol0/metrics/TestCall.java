package io.zol0.metrics;

import java.time.Duration;

/** A call made up for a test. */
record TestCall(
        long endpointId,
        long upstreamId,
        String caller,
        String method,
        String target,
        int status,
        Outcome outcome,
        long bytesIn,
        long bytesOut,
        long arrivedAtMillis,
        long firstByteNanos,
        long totalNanos,
        long overheadNanos,
        String failure)
        implements Call {

    /** A served call to endpoint 11 of upstream 1 that took 10 ms. */
    static TestCall served() {
        return new TestCall(
                11,
                1,
                "bot",
                "GET",
                "/api/v3/depth",
                200,
                Outcome.SERVED,
                10,
                1000,
                0,
                8_000_000,
                10_000_000,
                50_000,
                null);
    }

    TestCall to(long endpoint, long upstream) {
        return new TestCall(
                endpoint,
                upstream,
                caller,
                method,
                target,
                status,
                outcome,
                bytesIn,
                bytesOut,
                arrivedAtMillis,
                firstByteNanos,
                totalNanos,
                overheadNanos,
                failure);
    }

    TestCall by(String name) {
        return new TestCall(
                endpointId,
                upstreamId,
                name,
                method,
                target,
                status,
                outcome,
                bytesIn,
                bytesOut,
                arrivedAtMillis,
                firstByteNanos,
                totalNanos,
                overheadNanos,
                failure);
    }

    TestCall asking(String otherMethod) {
        return new TestCall(
                endpointId,
                upstreamId,
                caller,
                otherMethod,
                target,
                status,
                outcome,
                bytesIn,
                bytesOut,
                arrivedAtMillis,
                firstByteNanos,
                totalNanos,
                overheadNanos,
                failure);
    }

    TestCall at(String pathAndQuery) {
        return new TestCall(
                endpointId,
                upstreamId,
                caller,
                method,
                pathAndQuery,
                status,
                outcome,
                bytesIn,
                bytesOut,
                arrivedAtMillis,
                firstByteNanos,
                totalNanos,
                overheadNanos,
                failure);
    }

    TestCall arrivedAt(long millis) {
        return new TestCall(
                endpointId,
                upstreamId,
                caller,
                method,
                target,
                status,
                outcome,
                bytesIn,
                bytesOut,
                millis,
                firstByteNanos,
                totalNanos,
                overheadNanos,
                failure);
    }

    TestCall taking(Duration total) {
        return taking(total.toNanos());
    }

    TestCall taking(long nanos) {
        return new TestCall(
                endpointId,
                upstreamId,
                caller,
                method,
                target,
                status,
                outcome,
                bytesIn,
                bytesOut,
                arrivedAtMillis,
                Math.min(firstByteNanos, nanos),
                nanos,
                overheadNanos,
                failure);
    }

    TestCall ending(int withStatus, Outcome how) {
        return new TestCall(
                endpointId,
                upstreamId,
                caller,
                method,
                target,
                withStatus,
                how,
                bytesIn,
                bytesOut,
                arrivedAtMillis,
                firstByteNanos,
                totalNanos,
                overheadNanos,
                failure);
    }

    TestCall failing(int withStatus, String why) {
        return new TestCall(
                endpointId,
                upstreamId,
                caller,
                method,
                target,
                withStatus,
                Outcome.FAILED,
                bytesIn,
                bytesOut,
                arrivedAtMillis,
                0,
                totalNanos,
                overheadNanos,
                why);
    }
}
