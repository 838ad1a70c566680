package io.zol0.ui.system;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.gateway.GatewaySeries;
import io.zol0.metrics.Answer;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SystemSeries;
import io.zol0.ui.parts.Beside;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.SeriesLines;
import io.zol0.ui.parts.SeriesLines.Line;
import io.zol0.ui.parts.TimeWindow;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The charts of the machine and of this process: the last quarter of an hour live, more than that and any moment from the history. */
class SystemCharts extends Div {
    private static final Duration REACH = Duration.ofMinutes(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final List<Drawn> ALL = List.of(
            new Drawn(
                    "Processors",
                    "%",
                    line(SystemSeries.CPU, "machine", "slate", 6),
                    line(SystemSeries.PROCESS_CPU, "ZoL0", "blue", 0)),
            new Drawn(
                    "Memory",
                    "B",
                    line(SystemSeries.PROCESS_MEMORY, "this process", "blue", 0),
                    line(SystemSeries.HEAP, "heap", "violet", 6),
                    line(SystemSeries.DIRECT, "buffers beside the heap", "teal", 2)),
            new Drawn("Garbage collection per second", "ms", line(SystemSeries.GC_TIME, "time", "blue", 0)),
            new Drawn(
                    "Threads and files",
                    "",
                    line(SystemSeries.THREADS, "threads", "blue", 0),
                    line(SystemSeries.FILES, "open files", "violet", 6)),
            new Drawn(
                    "Event loops",
                    "ms",
                    new Line(GatewaySeries.LAG, new Chart.Series("late by at most", "blue", 0), true)),
            new Drawn(
                    "Gateway",
                    "",
                    line(GatewaySeries.CONNECTIONS, "callers connected", "blue", 0),
                    line(GatewaySeries.IN_FLIGHT, "calls in flight", "violet", 6)),
            new Drawn(
                    "Disk",
                    "B/s",
                    line(SystemSeries.DISK_READ, "read", "blue", 0),
                    line(SystemSeries.DISK_WRITTEN, "written", "violet", 6)),
            new Drawn(
                    "Network",
                    "B/s",
                    line(SystemSeries.RECEIVED, "received", "blue", 0),
                    line(SystemSeries.SENT, "sent", "violet", 6)));

    private final SeriesHistory history;
    private final Clock clock;
    private final Beside beside = new Beside("system-history");
    private final Paragraph note = new Paragraph();
    private final List<SeriesLines> charts = new ArrayList<>();
    private boolean live;

    /** A chart and what is in it. */
    private record Drawn(String title, String unit, List<Line> lines) {
        Drawn(String title, String unit, Line... lines) {
            this(title, unit, List.of(lines));
        }
    }

    SystemCharts(SeriesHistory history, Clock clock) {
        this.history = history;
        this.clock = clock;
        note.addClassName("quiet");
        note.getElement().setAttribute("role", "status");
    }

    private static Line line(SeriesKey key, String name, String colour, int dash) {
        return new Line(key, new Chart.Series(name, colour, dash));
    }

    /** Shows a time up to now. */
    void show(TimeWindow window) {
        live = window == TimeWindow.QUARTER;
        if (live) {
            build(window.words(), window.length());
            move();
        } else {
            build("%s, by steps of %s".formatted(window.words(), Figures.time(window.step())), window.length());
            Instant end = window.end(clock.instant());
            read(end.minus(window.length()), end, window.step(), null);
        }
    }

    /** Shows half an hour before and after a moment, by the minute. */
    void around(Instant moment) {
        live = false;
        build("half an hour before and after, by the minute", REACH.multipliedBy(2));
        addComponentAsFirst(new Panel("Around that time").with(new Paragraph(new Moment(moment))));
        Instant minute = moment.truncatedTo(ChronoUnit.MINUTES);
        read(minute.minus(REACH), minute.plus(REACH), MINUTE, new Chart.Shade(minute, minute.plus(MINUTE), "red"));
    }

    /** Adds what is new, where it is live. */
    void move() {
        if (live) {
            charts.forEach(chart -> chart.move(history));
        }
    }

    private void build(String about, Duration window) {
        removeAll();
        charts.clear();
        note.setText("");
        Div cards = new Div();
        cards.addClassName("cards");
        for (Drawn each : ALL) {
            SeriesLines made = live
                    ? new SeriesLines(each.title(), each.unit(), window, each.lines())
                    : SeriesLines.past(each.title(), each.unit(), window, each.lines());
            charts.add(made);
            cards.add(new Panel(each.title()).about(about).with(made.chart()));
        }
        add(note, cards);
    }

    private void read(Instant from, Instant to, Duration step, Chart.@Nullable Shade shade) {
        note.setText("Reading the history…");
        List<SeriesLines> into = List.copyOf(charts);
        UI ui = UI.getCurrent();
        if (ui != null) {
            beside.ask(
                    ui,
                    () -> into.stream()
                            .map(chart -> chart.read(history, from, to, step))
                            .toList(),
                    answers -> {
                        note.setText("");
                        for (int i = 0; i < into.size(); i++) {
                            take(into.get(i), answers.get(i), shade);
                        }
                    });
        }
    }

    private void take(SeriesLines chart, Answer<List<Chart.Point>> answer, Chart.@Nullable Shade shade) {
        switch (answer) {
            case Answer.Unavailable<List<Chart.Point>>(String reason) ->
                note.setText("The history is unavailable, the last 15 minutes go on. " + reason);
            case Answer.Found<List<Chart.Point>>(List<Chart.Point> points) -> {
                chart.take(points);
                if (shade != null) {
                    chart.chart().shade(List.of(shade));
                }
            }
        }
    }
}
