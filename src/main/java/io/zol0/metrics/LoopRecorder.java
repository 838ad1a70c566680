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

    /** Calls between two hand-overs of endpoints of which every one is kept. */
    static final int MOST_KEPT = 10_000;

    private final Intake intake;
    private final Samples samples;
    private final Keeping keeping;
    private final Visits visits;
    private final boolean samplesNew;
    private final AtomicInteger lane = new AtomicInteger();
    private final char[] scratch = new char[Slot.SCRATCH];
    private @Nullable Slot[] table = new @Nullable Slot[64];
    private int size;
    private int wide;
    private List<CallSample> failed = new ArrayList<>();
    private long unsampled;
    private List<CallSample> kept = new ArrayList<>();
    private long unkept;
    private int handOvers;
    private volatile long retained;

    /** @param samplesNew whether the first call of each endpoint is kept as a sample */
    LoopRecorder(Intake intake, Samples samples, Keeping keeping, Visits visits, boolean samplesNew) {
        this.visits = visits;
        this.samplesNew = samplesNew;
        this.intake = intake;
        this.samples = samples;
        this.keeping = keeping;
    }

    @Override
    public void record(Call call) {
        Slot slot = slot(call.endpointId(), call.upstreamId());
        slot.count(call);
        if (slot.time(call.totalNanos(), call.firstByteNanos(), call.overheadNanos())) {
            makeRoom(slot);
        }
        CallSample sample = slot.keepsEvery || slot.wantsSample ? keep(slot, call) : null;
        if (Samples.isFailedOrRefused(call.outcome())) {
            if (failed.size() < MOST_SAMPLES) {
                failed.add(sample != null ? sample : Slot.sample(call, Kept.FAILED));
                return;
            }
            unsampled++;
        }
        slot.keepIfSlow(call, sample);
    }

    /** Keeps a call as one of every one, or as a sample; null where it is neither or there are too many. */
    private @Nullable CallSample keep(Slot slot, Call call) {
        if (!slot.keepsEvery && Samples.isFailedOrRefused(call.outcome())) {
            return null;
        }
        slot.wantsSample = false;
        if (kept.size() >= MOST_KEPT) {
            unkept += slot.keepsEvery ? 1 : 0;
            return null;
        }
        CallSample sample = Slot.sample(call, slot.keepsEvery ? Kept.EVERY : Kept.SAMPLED);
        kept.add(sample);
        return sample;
    }

    @Override
    public void seen(String caller, String address) {
        visits.note(caller, address);
    }

    @Override
    public void drain() {
        if (intake.hasRoom(lane)) {
            Batch batch = take();
            if (batch != null) {
                intake.put(batch);
            }
        }
        retained = weigh();
    }

    /** What was counted since the last time; null where that is nothing. */
    @Nullable
    Batch take() {
        List<Batch.Delta> deltas = new ArrayList<>();
        List<CallSample> looked = failed;
        boolean sampling = handOvers++ % keeping.sampleSeconds() == 0;
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
                looked.add(slow);
            }
            slot.keepsEvery = keeping.isEvery(slot.endpointId);
            slot.wantsSample |= sampling;
            wide += slot.isWide() ? 1 : 0;
            idle |= slot.isIdle();
        }
        if (idle) {
            rebuild(table.length);
        }
        if (deltas.isEmpty()) {
            return null;
        }
        Batch batch = new Batch(deltas, looked, kept, unsampled, unkept, lane);
        failed = new ArrayList<>();
        kept = new ArrayList<>();
        unsampled = 0;
        unkept = 0;
        return batch;
    }

    /** Takes the single calls that are kept, so that there is room for more before the next hand-over. */
    List<CallSample> takeKept() {
        List<CallSample> taken = kept;
        kept = new ArrayList<>();
        return taken;
    }

    private long weigh() {
        long bytes = 400 + Heap.array(table.length, 4) + 1000L * failed.size() + 400L * kept.size();
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
            slot.keepsEvery = keeping.isEvery(id);
            slot.wantsSample = samplesNew;
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
