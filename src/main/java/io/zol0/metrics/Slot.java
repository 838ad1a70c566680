package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.HdrHistogram.IntCountsHistogram;
import org.jspecify.annotations.Nullable;

/**
 * What one thread counts of one endpoint. A quiet one keeps the buckets of its few times in a small array; one with many
 * calls at a time gets three histograms, until it has been quiet for a while.
 */
final class Slot {
    /** Calls between two hand-overs from which on histograms are worth their memory. */
    private static final int MANY = 64;

    /** Room that the sorting of the few times takes. */
    static final int SCRATCH = MANY;

    /** Hand-overs with few calls after which the histograms go. */
    private static final int PATIENCE = 60;

    private static final char NONE = Character.MAX_VALUE;

    final long endpointId;
    final long upstreamId;
    private final long[] counts = new long[Snapshot.COUNTS];
    private final CallerTable callers = new CallerTable();
    private final UrlSample urls = new UrlSample();
    private char[] few = new char[3 * 4];
    private int size;
    private IntCountsHistogram @Nullable [] many;
    private Snapshot folded = Snapshot.EMPTY;
    private int quietFor;
    private long slowAboveNanos;
    private @Nullable CallSample slowest;

    /** Whether every call is kept; else whether the next one is, as a sample. */
    boolean keepsEvery;

    boolean wantsSample;

    Slot(long endpointId, long upstreamId, long slowAboveNanos) {
        this.endpointId = endpointId;
        this.upstreamId = upstreamId;
        this.slowAboveNanos = slowAboveNanos;
    }

    void count(Call call) {
        Outcome outcome = call.outcome();
        counts[Snapshot.STATUS + StatusClass.of(call.status()).ordinal()]++;
        counts[Snapshot.OUTCOME + outcome.ordinal()]++;
        counts[Snapshot.BYTES_IN] += Math.max(0, call.bytesIn());
        counts[Snapshot.BYTES_OUT] += Math.max(0, call.bytesOut());
        callers.add(call.caller(), outcome == Outcome.FAILED, Sketch.index(Sketch.micros(call.totalNanos())));
        if (call.status() < 300 && call.method().equals("GET")) {
            urls.add(call.target(), call.bytesOut());
        }
    }

    /** Keeps the call's times; the answer says that the array is full: {@link #widen} or {@link #fold} must follow. */
    boolean time(long totalNanos, long firstByteNanos, long overheadNanos) {
        long total = Sketch.micros(totalNanos);
        long overhead = Sketch.micros(overheadNanos);
        IntCountsHistogram[] histograms = many;
        if (histograms != null) {
            histograms[0].recordValue(Math.min(total, Sketch.HIGHEST));
            histograms[2].recordValue(Math.min(overhead, Sketch.HIGHEST));
            if (firstByteNanos > 0) {
                histograms[1].recordValue(Math.min(Sketch.micros(firstByteNanos), Sketch.HIGHEST));
            }
            return false;
        }
        if (size == few.length) {
            few = Arrays.copyOf(few, size * 2);
        }
        few[size] = (char) Sketch.index(total);
        few[size + 1] = firstByteNanos > 0 ? (char) Sketch.index(Sketch.micros(firstByteNanos)) : NONE;
        few[size + 2] = (char) Sketch.index(overhead);
        size += 3;
        return size == 3 * MANY;
    }

    /** Goes on in histograms. */
    void widen() {
        IntCountsHistogram[] histograms = {
            new IntCountsHistogram(2), new IntCountsHistogram(2), new IntCountsHistogram(2)
        };
        for (int i = 0; i < size; i++) {
            if (few[i] != NONE) {
                histograms[i % 3].recordValue(Sketch.middle(few[i]));
            }
        }
        size = 0;
        many = histograms;
    }

    /** Empties the full array into a sketch. */
    void fold(char[] scratch) {
        folded = folded.plus(times(scratch));
    }

    /** Keeps a call where it is slower than those before; it may be kept for another reason already. */
    void keepIfSlow(Call call, @Nullable CallSample kept) {
        CallSample known = slowest;
        if (call.totalNanos() > (known == null ? slowAboveNanos : known.total().toNanos())) {
            slowest = kept != null ? kept : sample(call, Kept.SLOW);
        }
    }

    boolean hasCalls() {
        return Snapshot.calls(counts) != 0;
    }

    boolean isWide() {
        return many != null;
    }

    /** Takes what was counted; null where that is nothing. */
    Batch.@Nullable Delta drain(char[] scratch) {
        if (!hasCalls()) {
            quietFor++;
            dropHistogramsWhenQuiet();
            return null;
        }
        quietFor = many != null && Snapshot.calls(counts) < MANY / 4 ? quietFor + 1 : 0;
        Snapshot taken = folded.plus(times(scratch))
                .plus(new Snapshot(counts.clone(), Sketch.EMPTY, Sketch.EMPTY, Sketch.EMPTY));
        Arrays.fill(counts, 0);
        folded = Snapshot.EMPTY;
        dropHistogramsWhenQuiet();
        return new Batch.Delta(endpointId, upstreamId, taken, callers.drain(), urls.drain());
    }

    /** The slowest call since the last time, where it was slow enough; the threshold for the next. */
    @Nullable
    CallSample takeSlowest(long nextSlowAboveNanos) {
        CallSample taken = slowest;
        slowest = null;
        slowAboveNanos = nextSlowAboveNanos;
        return taken;
    }

    /** Whether nothing came for a while. */
    boolean isIdle() {
        return quietFor >= PATIENCE && !hasCalls();
    }

    /** Bytes on the heap. */
    int retained() {
        int bytes =
                80 + Heap.array(Snapshot.COUNTS, 8) + Heap.array(few.length, 2) + callers.retained() + urls.retained();
        IntCountsHistogram[] histograms = many;
        if (histograms != null) {
            for (IntCountsHistogram histogram : histograms) {
                bytes += histogram.getEstimatedFootprintInBytes();
            }
        }
        return bytes + folded.retained() + (slowest == null ? 0 : 1000);
    }

    static CallSample sample(Call call, Kept why) {
        String failure = call.failure();
        return new CallSample(
                Instant.ofEpochMilli(call.arrivedAtMillis()),
                call.endpointId(),
                call.upstreamId(),
                Targets.printable(call.caller(), 64),
                Targets.printable(call.method(), 32),
                Targets.masked(call.target()),
                call.status(),
                call.outcome(),
                Math.max(0, call.bytesIn()),
                Math.max(0, call.bytesOut()),
                Duration.ofNanos(Math.max(0, call.firstByteNanos())),
                Duration.ofNanos(Math.max(0, call.totalNanos())),
                Duration.ofNanos(Math.max(0, call.overheadNanos())),
                failure == null ? null : Targets.printable(failure, 256),
                why);
    }

    private Snapshot times(char[] scratch) {
        IntCountsHistogram[] histograms = many;
        Sketch[] sketches = new Sketch[3];
        for (int kind = 0; kind < 3; kind++) {
            if (histograms != null) {
                sketches[kind] = Sketch.of(histograms[kind]);
                histograms[kind].reset();
            } else {
                int found = 0;
                for (int i = kind; i < size; i += 3) {
                    if (few[i] != NONE) {
                        scratch[found++] = few[i];
                    }
                }
                sketches[kind] = Sketch.of(scratch, found);
            }
        }
        size = 0;
        return new Snapshot(new long[Snapshot.COUNTS], sketches[0], sketches[1], sketches[2]);
    }

    private void dropHistogramsWhenQuiet() {
        if (quietFor >= PATIENCE) {
            many = null;
        }
    }
}
