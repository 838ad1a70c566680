package io.zol0.metrics;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** Sums up many snapshots: a dense histogram for each of the three times. Not for several threads at once. */
final class Tally {
    private final long[] counts = new long[Snapshot.COUNTS];
    private final Histogram total = new Histogram(Sketch.HIGHEST, 2);
    private final Histogram firstByte = new Histogram(Sketch.HIGHEST, 2);
    private final Histogram overhead = new Histogram(Sketch.HIGHEST, 2);

    void add(Snapshot snapshot) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += snapshot.counts()[i];
        }
        snapshot.total().forEach(adderTo(total));
        snapshot.firstByte().forEach(adderTo(firstByte));
        snapshot.overhead().forEach(adderTo(overhead));
    }

    /** Adds a snapshot as {@link Snapshot#writeTo} wrote it. */
    void add(ByteSource source) {
        Snapshot.addCounts(source, counts);
        Sketch.forEach(source.part(source.varint()), adderTo(total));
        Sketch.forEach(source.part(source.varint()), adderTo(firstByte));
        Sketch.forEach(source.part(source.varint()), adderTo(overhead));
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
                spread(total),
                spread(firstByte),
                spread(overhead));
    }

    void clear() {
        Arrays.fill(counts, 0);
        for (Histogram histogram : new Histogram[] {total, firstByte, overhead}) {
            if (histogram.getTotalCount() != 0) {
                histogram.reset();
            }
        }
    }

    private static Sketch.Visitor adderTo(Histogram histogram) {
        return (index, count) -> histogram.recordValueWithCount(Sketch.middle(index), count);
    }

    private static Spread spread(Histogram histogram) {
        return histogram.getTotalCount() == 0
                ? Spread.NONE
                : new Spread(
                        histogram.getTotalCount(),
                        percentile(histogram, 50),
                        percentile(histogram, 95),
                        percentile(histogram, 99),
                        percentile(histogram, 100));
    }

    private static Duration percentile(Histogram histogram, double percent) {
        return micros(histogram.medianEquivalentValue(histogram.getValueAtPercentile(percent)));
    }

    private static Duration micros(long micros) {
        return Duration.ofNanos(micros * 1000);
    }
}
