package io.zol0.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way from the recorders to the windows. Each recorder has a lane of its own, so that a busy one does not keep the
 * others out; one that finds its lane full keeps what it has.
 */
final class Intake {
    /** Batches of one recorder that may wait. */
    static final int MOST_IN_LANE = 4;

    private final Queue<Batch> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger depth = new AtomicInteger();
    private final AtomicLong heldBack = new AtomicLong();

    /** Whether there is room in a recorder's lane; only that recorder asks, and only it puts. */
    boolean hasRoom(AtomicInteger lane) {
        boolean room = lane.get() < MOST_IN_LANE;
        if (!room) {
            heldBack.incrementAndGet();
        }
        return room;
    }

    void put(Batch batch) {
        batch.lane().incrementAndGet();
        depth.incrementAndGet();
        queue.add(batch);
    }

    /** Everything that waits. */
    List<Batch> take() {
        List<Batch> taken = new ArrayList<>();
        for (Batch batch = queue.poll(); batch != null; batch = queue.poll()) {
            taken.add(batch);
            batch.lane().decrementAndGet();
            depth.decrementAndGet();
        }
        return taken;
    }

    int depth() {
        return depth.get();
    }

    /** How often a recorder found its lane full. */
    long heldBack() {
        return heldBack.get();
    }
}
