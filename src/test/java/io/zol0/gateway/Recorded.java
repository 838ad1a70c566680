package io.zol0.gateway;

import io.zol0.metrics.Call;
import io.zol0.metrics.CallRecorder;
import io.zol0.metrics.Outcome;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Keeps what the gateway recorded, for tests to look at. */
final class Recorded {
    private final BlockingQueue<Entry> calls = new LinkedBlockingQueue<>();

    /** A call as it was when it was recorded. */
    record Entry(
            String method,
            String target,
            String caller,
            int status,
            Outcome outcome,
            long bytesIn,
            long bytesOut,
            long firstByteNanos,
            long totalNanos,
            long overheadNanos,
            String failure) {}

    CallRecorder recorder() {
        return new CallRecorder() {
            @Override
            public void record(Call call) {
                calls.add(new Entry(
                        call.method(),
                        call.target(),
                        call.caller(),
                        call.status(),
                        call.outcome(),
                        call.bytesIn(),
                        call.bytesOut(),
                        call.firstByteNanos(),
                        call.totalNanos(),
                        call.overheadNanos(),
                        call.failure()));
            }

            @Override
            public void drain() {}
        };
    }

    /** The next call that was recorded. */
    Entry next() throws InterruptedException {
        Entry call = calls.poll(10, TimeUnit.SECONDS);
        if (call == null) {
            throw new AssertionError("no call was recorded");
        }
        return call;
    }

    boolean nothingMore() {
        return calls.isEmpty();
    }

    void clear() {
        calls.clear();
    }
}
