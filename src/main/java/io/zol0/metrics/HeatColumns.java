package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Counts calls by step of time and latency band. */
final class HeatColumns {
    private final Instant from;
    private final Duration step;
    private final long[][] counts;

    HeatColumns(Instant from, Instant to, Duration step) {
        this.from = from;
        this.step = step;
        Duration whole = to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
        this.counts = new long[(int) Math.ceilDiv(whole.toNanos(), step.toNanos())][Reader.BANDS.size()];
    }

    void add(Instant at, Snapshot snapshot) {
        if (!at.isBefore(from)) {
            Reader.addTotals(counts, Duration.between(from, at).dividedBy(step), snapshot);
        }
    }

    HeatMap finish() {
        List<HeatMap.Column> columns = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            columns.add(new HeatMap.Column(
                    from.plus(step.multipliedBy(i)),
                    Arrays.stream(counts[i]).boxed().toList()));
        }
        return new HeatMap(Reader.BANDS, step, columns);
    }
}
