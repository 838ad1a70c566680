package io.zol0.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Counts the calls of one thread in a map of its own, open-addressed by endpoint. */
final class LoopRecorder implements CallRecorder {
    /** Endpoints told apart between two clean-ups; the calls of more go to the {@code (other)} of their upstream. */
    static final int MOST_ENDPOINTS = 8192;

    /** Endpoints that may have histograms at a time, of up to 40 kB each. */
    private static final int MOST_WIDE = 128;

    /** Samples of failed or refused calls between two hand-overs. */
    static final int MOST_SAMPLES = 20;

    private final Intake intake;
    private final Samples samples;
    private final AtomicInteger lane = new AtomicInteger();
    private final char[] scratch = new char[Slot.SCRATCH];
    private @Nullable Slot[] table = new @Nullable Slot[64];
    private int size;
    private int wide;
    private List<CallSample> failed = new ArrayList<>();
    private long unsampled;
    private volatile long retained;

    LoopRecorder(Intake intake, Samples samples) {
        this.intake = intake;
        this.samples = samples;
    }

    @Override
    public void record(Call call) {
        Slot slot = slot(call.endpointId(), call.upstreamId());
        slot.count(call);
        if (slot.time(call.totalNanos(), call.firstByteNanos(), call.overheadNanos())) {
            makeRoom(slot);
        }
        if (Samples.isFailedOrRefused(call.outcome())) {
            if (failed.size() < MOST_SAMPLES) {
                failed.add(Slot.sample(call));
                return;
            }
            unsampled++;
        }
        slot.keepIfSlow(call);
    }

    @Override
    public void drain() {
        if (intake.hasRoom(lane)) {
            handOver();
        }
        retained = weigh();
    }

    private void handOver() {
        List<Batch.Delta> deltas = new ArrayList<>();
        List<CallSample> kept = failed;
        boolean idle = false;
        wide = 0;
        for (Slot slot : table) {
            if (slot == null) {
                continue;
            }
            Batch.Delta delta = slot.drain(scratch);
            if (delta != null) {
                deltas.add(delta);
            }
            CallSample slow = slot.takeSlowest(samples.slowAboveNanos(slot.endpointId));
            if (slow != null) {
                kept.add(slow);
            }
            wide += slot.isWide() ? 1 : 0;
            idle |= slot.isIdle();
        }
        if (!deltas.isEmpty()) {
            intake.put(new Batch(deltas, kept, unsampled, lane));
            failed = new ArrayList<>();
            unsampled = 0;
        }
        if (idle) {
            rebuild(table.length);
        }
    }

    private long weigh() {
        long bytes = 400 + Heap.array(table.length, 4) + 1000L * failed.size();
        for (Slot slot : table) {
            bytes += slot == null ? 0 : slot.retained();
        }
        return bytes;
    }

    /** Bytes on the heap at the last hand-over. */
    long retained() {
        return retained;
    }

    private void makeRoom(Slot slot) {
        if (wide < MOST_WIDE) {
            slot.widen();
            wide++;
        } else {
            slot.fold(scratch);
        }
    }

    private Slot slot(long endpointId, long upstreamId) {
        int at = find(table, endpointId);
        Slot slot = table[at];
        return slot != null ? slot : newSlot(endpointId, upstreamId);
    }

    private Slot newSlot(long endpointId, long upstreamId) {
        long id = size < MOST_ENDPOINTS ? endpointId : LiveMetrics.otherOf(upstreamId);
        if (size * 2 >= table.length) {
            rebuild(table.length * 2);
        }
        int at = find(table, id);
        Slot slot = table[at];
        if (slot == null) {
            slot = new Slot(id, upstreamId, samples.slowAboveNanos(id));
            table[at] = slot;
            size++;
        }
        return slot;
    }

    /** Moves all slots but the idle ones into a new table. */
    private void rebuild(int length) {
        @Nullable Slot[] old = table;
        table = new @Nullable Slot[length];
        size = 0;
        for (Slot slot : old) {
            if (slot != null && !slot.isIdle()) {
                table[find(table, slot.endpointId)] = slot;
                size++;
            }
        }
    }

    private static int find(@Nullable Slot[] table, long endpointId) {
        int mask = table.length - 1;
        int at = (int) (endpointId * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (true) {
            Slot there = table[at];
            if (there == null || there.endpointId == endpointId) {
                return at;
            }
            at = at + 1 & mask;
        }
    }
}
