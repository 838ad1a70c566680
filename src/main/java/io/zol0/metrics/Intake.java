package io.zol0.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The way from the recorders to the windows: bounded by number and by bytes; whoever finds it full keeps what he has. */
final class Intake {
    private final int mostBatches;
    private final long mostBytes;
    private final Queue<Batch> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger reserved = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong heldBack = new AtomicLong();

    Intake(int mostBatches, long mostBytes) {
        this.mostBatches = mostBatches;
        this.mostBytes = mostBytes;
    }

    /** Whether a batch may be made and put; a yes must be followed by one {@link #put} or {@link #release}. */
    boolean reserve() {
        if (reserved.incrementAndGet() > mostBatches || bytes.get() > mostBytes) {
            reserved.decrementAndGet();
            heldBack.incrementAndGet();
            return false;
        }
        return true;
    }

    void put(Batch batch) {
        bytes.addAndGet(batch.bytes());
        queue.add(batch);
    }

    void release() {
        reserved.decrementAndGet();
    }

    /** Everything that waits. */
    List<Batch> take() {
        List<Batch> taken = new ArrayList<>();
        for (Batch batch = queue.poll(); batch != null; batch = queue.poll()) {
            taken.add(batch);
            reserved.decrementAndGet();
            bytes.addAndGet(-batch.bytes());
        }
        return taken;
    }

    int depth() {
        return reserved.get();
    }

    int capacity() {
        return mostBatches;
    }

    long retained() {
        return bytes.get();
    }

    /** How often a recorder found it full. */
    long heldBack() {
        return heldBack.get();
    }
}
