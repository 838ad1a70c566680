package io.zol0.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Sums up many snapshots: a place for every bucket of each of the three times. Not for several threads at once. */
final class Tally {
    private final long[] counts = new long[Snapshot.COUNTS];
    private final Buckets total = new Buckets();
    private final Buckets firstByte = new Buckets();
    private final Buckets overhead = new Buckets();

    void add(Snapshot snapshot) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += snapshot.counts()[i];
        }
        snapshot.total().addTo(total);
        snapshot.firstByte().addTo(firstByte);
        snapshot.overhead().addTo(overhead);
    }

    /** Adds a snapshot as {@link Snapshot#writeTo} wrote it. */
    void add(ByteSource source) {
        Snapshot.addCounts(source, counts);
        source.addSketch(total);
        source.addSketch(firstByte);
        source.addSketch(overhead);
    }

    boolean isEmpty() {
        return Snapshot.calls(counts) == 0;
    }

    Snapshot snapshot() {
        return isEmpty()
                ? Snapshot.EMPTY
                : new Snapshot(counts.clone(), Sketch.of(total), Sketch.of(firstByte), Sketch.of(overhead));
    }

    Stats stats(Duration span) {
        Map<StatusClass, Long> byStatus = new EnumMap<>(StatusClass.class);
        for (StatusClass status : StatusClass.values()) {
            byStatus.put(status, counts[Snapshot.STATUS + status.ordinal()]);
        }
        Map<Outcome, Long> byOutcome = new EnumMap<>(Outcome.class);
        for (Outcome outcome : Outcome.values()) {
            byOutcome.put(outcome, counts[Snapshot.OUTCOME + outcome.ordinal()]);
        }
        return new Stats(
                span,
                Snapshot.calls(counts),
                byStatus,
                byOutcome,
                counts[Snapshot.BYTES_IN],
                counts[Snapshot.BYTES_OUT],
                total.spread(),
                firstByte.spread(),
                overhead.spread());
    }

    void clear() {
        Arrays.fill(counts, 0);
        total.clear();
        firstByte.clear();
        overhead.clear();
    }
}
