package io.zol0.ui.parts;

import io.zol0.metrics.Answer;
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

/** A chart of named series, live or of the past; counters are shown per second. */
public final class SeriesLines {
    private final Duration window;
    private final List<Line> lines;
    private final Chart chart;

    /**
     * A series and how it is drawn.
     *
     * @param most whether a step of the past shows the most of it, in place of the mean
     */
    public record Line(SeriesKey key, Chart.Series drawn, boolean most) {
        public Line(SeriesKey key, Chart.Series drawn) {
            this(key, drawn, false);
        }
    }

    public SeriesLines(String title, String unit, Duration window, List<Line> lines) {
        this.window = window;
        this.lines = List.copyOf(lines);
        this.chart = Chart.samples(
                title, unit, window, lines.stream().map(Line::drawn).toList());
    }

    private SeriesLines(Chart chart, Duration window, List<Line> lines) {
        this.chart = chart;
        this.window = window;
        this.lines = List.copyOf(lines);
    }

    /** A chart of a time of the past, which {@link #take} fills. */
    public static SeriesLines past(String title, String unit, Duration window, List<Line> lines) {
        return new SeriesLines(
                Chart.past(title, unit, window, lines.stream().map(Line::drawn).toList(), "nothing recorded"),
                window,
                lines);
    }

    /** What was recorded from a time on and before another, by steps; it blocks, and so is asked beside the page. */
    public Answer<List<Chart.Point>> read(SeriesHistory history, Instant from, Instant to, Duration step) {
        SortedMap<Instant, List<@Nullable Double>> points = new TreeMap<>();
        for (int i = 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            switch (history.points(line.key(), from, to, step)) {
                case Answer.Unavailable<List<SeriesPoint>>(String reason) -> {
                    return new Answer.Unavailable<>(reason);
                }
                case Answer.Found<List<SeriesPoint>>(List<SeriesPoint> found) -> {
                    for (SeriesPoint point : found) {
                        put(points, i, point.at(), line.most() ? point.max() : point.avg());
                    }
                }
            }
        }
        return new Answer.Found<>(drawn(points));
    }

    /** Shows what was read. */
    public void take(List<Chart.Point> points) {
        chart.clear();
        chart.append(points);
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
                    put(points, i, point.at(), key.name().kind() == SeriesKind.COUNTER ? point.avg() : point.last());
                }
            }
        }
        chart.append(drawn(points));
    }

    private void put(SortedMap<Instant, List<@Nullable Double>> points, int line, Instant at, double value) {
        points.computeIfAbsent(at, any -> new ArrayList<>(Collections.nCopies(lines.size(), null)))
                .set(line, value);
    }

    private static List<Chart.Point> drawn(SortedMap<Instant, List<@Nullable Double>> points) {
        return points.entrySet().stream()
                .map(each -> new Chart.Point(each.getKey(), each.getValue()))
                .toList();
    }
}
