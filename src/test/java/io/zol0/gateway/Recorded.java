package io.zol0.gateway;

import io.zol0.metrics.Call;
import io.zol0.metrics.CallRecorder;
import io.zol0.metrics.Outcome;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Keeps what the gateway recorded, for tests to look at. */
final class Recorded {
    private final BlockingQueue<Entry> calls = new LinkedBlockingQueue<>();

    private final List<AtomicLong> drains = new CopyOnWriteArrayList<>();

    /** A call as it was when it was recorded. */
    /** Who was seen at which address. */
    final List<String> seen = new java.util.concurrent.CopyOnWriteArrayList<>();

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
        AtomicLong count = new AtomicLong();
        drains.add(count);
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
            public void seen(String caller, String address) {
                seen.add(caller + " at " + address);
            }

            @Override
            public void drain() {
                count.incrementAndGet();
            }
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

    /** How often each event loop has handed over so far. */
    List<Long> drains() {
        return drains.stream().map(AtomicLong::get).toList();
    }
}
