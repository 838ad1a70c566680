package io.zol0.ui.parts;

import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesKind;
import io.zol0.metrics.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A chart of named series that moves on every five seconds; counters are shown per second. */
public final class SeriesLines {
    private final Duration window;
    private final List<Line> lines;
    private final Chart chart;

    /** A series and how it is drawn. */
    public record Line(SeriesKey key, Chart.Series drawn) {}

    public SeriesLines(String title, String unit, Duration window, List<Line> lines) {
        this.window = window;
        this.lines = List.copyOf(lines);
        this.chart = Chart.samples(
                title, unit, window, lines.stream().map(Line::drawn).toList());
    }

    public Chart chart() {
        return chart;
    }

    /** Adds what was recorded since the last time. */
    public void move(SeriesHistory history) {
        SortedMap<Instant, List<@Nullable Double>> points = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            SeriesKey key = lines.get(i).key();
            for (SeriesPoint point : history.live(key, window)) {
                if (point.at().isAfter(chart.newest())) {
                    points.computeIfAbsent(point.at(), at -> new ArrayList<>(Collections.nCopies(lines.size(), null)))
                            .set(i, key.name().kind() == SeriesKind.COUNTER ? point.avg() : point.last());
                }
            }
        }
        chart.append(points.entrySet().stream()
                .map(each -> new Chart.Point(each.getKey(), each.getValue()))
                .toList());
    }
}
