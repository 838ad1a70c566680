package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes steps of what was recorded of a series; rows come in any order within a step, the newest last. */
final class SeriesSteps {
    private final boolean counts;
    private final Instant from;
    private final Instant to;
    private final Duration step;
    private final @Nullable SeriesRow[] rows;
    private @Nullable Instant since;

    /** Steps from a time on and before another, which is not later than now. */
    SeriesSteps(SeriesKind kind, Instant from, Instant to, Duration step) {
        this.counts = kind == SeriesKind.COUNTER;
        this.from = from;
        this.to = to;
        this.step = step;
        Duration whole = to.isAfter(from) ? Duration.between(from, to) : Duration.ZERO;
        this.rows = new SeriesRow[(int) Math.ceilDiv(whole.toNanos(), step.toNanos())];
    }

    void add(Instant time, SeriesRow row) {
        if (time.isBefore(from) || !time.isBefore(to)) {
            return;
        }
        int at = (int) Duration.between(from, time).dividedBy(step);
        SeriesRow known = rows[at];
        rows[at] = known == null ? row : known.plus(row);
        countsSince(time);
    }

    /** Amounts of a counter were counted from a time on; the earliest that was told holds. */
    void countsSince(Instant time) {
        since = since == null || time.isBefore(since) ? time : since;
    }

    List<SeriesPoint> finish() {
        List<SeriesPoint> points = new ArrayList<>();
        for (int i = 0; i < rows.length; i++) {
            Instant begin = from.plus(step.multipliedBy(i));
            SeriesRow row = rows[i];
            if (counts) {
                counted(begin, row).ifPresent(points::add);
            } else if (row != null) {
                points.add(new SeriesPoint(begin, row.min(), row.sum() / row.count(), row.max(), row.last(), 0));
            }
        }
        return points;
    }

    /** A step of a counter: nothing counted is 0, but before it began there is no step. */
    private Optional<SeriesPoint> counted(Instant begin, @Nullable SeriesRow row) {
        Instant end = begin.plus(step).isBefore(to) ? begin.plus(step) : to;
        if (since == null || !end.isAfter(since)) {
            return Optional.empty();
        }
        if (row == null) {
            return Optional.of(new SeriesPoint(begin, 0, 0, 0, 0, 0));
        }
        double seconds = Math.max(
                LiveSeries.SLOT_SECONDS,
                Duration.between(begin.isBefore(since) ? since : begin, end).toMillis() / 1000.0);
        double scale = LiveSeries.SLOT_SECONDS;
        boolean everywhere = (row.count() + 1) * scale > seconds;
        return Optional.of(new SeriesPoint(
                begin,
                everywhere ? row.min() / scale : 0,
                row.sum() / seconds,
                row.max() / scale,
                row.last() / scale,
                row.sum()));
    }
}
