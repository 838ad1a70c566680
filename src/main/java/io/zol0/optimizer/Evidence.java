package io.zol0.optimizer;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an advice rests on.
 *
 * @param rows figures, each over the windows of 5 min, 15 min, 1 h and 24 h
 * @param facts what else was found, a sentence each
 */
public record Evidence(List<Row> rows, List<String> facts) {
    static final List<Duration> WINDOWS =
            List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofDays(1));

    public Evidence {
        rows = List.copyOf(rows);
        facts = List.copyOf(facts);
    }

    /** One figure over the windows. */
    public record Row(String what, Unit unit, List<Cell> cells) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /**
     * A figure over one window.
     *
     * @param value null where nothing was measured
     * @param sample how many calls it was measured from
     */
    public record Cell(Duration window, @Nullable Double value, long sample) {}

    /** What a figure counts. */
    public enum Unit {
        SHARE,
        MILLIS,
        COUNT,
        WEIGHT
    }
}
