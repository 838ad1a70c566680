package io.zol0.ui.system;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.zol0.gateway.GatewaySeries;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.SystemSeries;
import io.zol0.ui.parts.Beat;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.SeriesLines;
import io.zol0.ui.parts.SeriesLines.Line;
import io.zol0.ui.parts.Tile;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How the machine, this process and its database are, moving every five seconds. */
@Route("system")
@PageTitle("System · ZoL0")
@PermitAll
class SystemView extends Main {
    private static final Duration WINDOW = Duration.ofMinutes(15);
    private static final Duration STEP = Duration.ofSeconds(5);

    private final Live live;
    private final SeriesHistory history;
    private final Condition condition;
    private final StorageReader storage;
    private final StoragePart room = new StoragePart();
    private final OwnPart own;
    private final Paragraph sentence = new Paragraph();
    private final Tile cpu = new Tile("Processors");
    private final Tile memory = new Tile("Memory of this process");
    private final Tile heap = new Tile("Heap in use");
    private final Tile lag = new Tile("Event loops late by");
    private final Tile disk = new Tile("Left on the disk");
    private final List<SeriesLines> charts = new ArrayList<>();
    private Instant movedAt = Instant.MIN;
    private Instant trendsFrom = Instant.MIN;
    private boolean reading;
    private Instant readAgainAt = Instant.MIN;

    SystemView(Live live, SeriesHistory history, SeriesRecorder series, StorageReader storage, OwnFigures figures) {
        this.live = live;
        this.history = history;
        this.storage = storage;
        this.condition = new Condition(series, GatewaySeries.LAG);
        this.own = new OwnPart(figures);
        addClassName("page");
        Div tiles = new Div(cpu, memory, heap, lag, disk);
        tiles.addClassName("tiles");
        add(new H1("System"), sentence, tiles, cards());
    }

    private Div cards() {
        Div cards = new Div(
                chart(
                        "Processors",
                        "%",
                        line(SystemSeries.CPU, "machine", "slate", 6),
                        line(SystemSeries.PROCESS_CPU, "ZoL0", "blue", 0)),
                chart(
                        "Memory",
                        "B",
                        line(SystemSeries.PROCESS_MEMORY, "this process", "blue", 0),
                        line(SystemSeries.HEAP, "heap", "violet", 6),
                        line(SystemSeries.DIRECT, "buffers beside the heap", "teal", 2)),
                chart("Garbage collection per second", "ms", line(SystemSeries.GC_TIME, "time", "blue", 0)),
                chart(
                        "Threads and files",
                        "",
                        line(SystemSeries.THREADS, "threads", "blue", 0),
                        line(SystemSeries.FILES, "open files", "violet", 6)),
                chart("Event loops", "ms", line(GatewaySeries.LAG, "late by at most", "blue", 0)),
                chart(
                        "Gateway",
                        "",
                        line(GatewaySeries.CONNECTIONS, "callers connected", "blue", 0),
                        line(GatewaySeries.IN_FLIGHT, "calls in flight", "violet", 6)),
                chart(
                        "Disk",
                        "B/s",
                        line(SystemSeries.DISK_READ, "read", "blue", 0),
                        line(SystemSeries.DISK_WRITTEN, "written", "violet", 6)),
                chart(
                        "Network",
                        "B/s",
                        line(SystemSeries.RECEIVED, "received", "blue", 0),
                        line(SystemSeries.SENT, "sent", "violet", 6)),
                new Panel("Database")
                        .about("what is in it, oldest days go first")
                        .with(room),
                new Panel("ZoL0's own measuring").about("now").with(own));
        cards.addClassName("cards");
        return cards;
    }

    private Panel chart(String title, String unit, Line... lines) {
        SeriesLines made = new SeriesLines(title, unit, WINDOW, List.of(lines));
        charts.add(made);
        return new Panel(title).about("last 15 min").with(made.chart());
    }

    private static Line line(SeriesKey key, String name, String colour, int dash) {
        return new Line(key, new Chart.Series(name, colour, dash));
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        UI ui = attached.getUI();
        show();
        Signal.effect(this, () -> live.newest().get().ifPresent(beat -> move(ui, beat)));
    }

    private void move(UI ui, Beat beat) {
        Instant now = beat.tick().second();
        if (!now.isBefore(movedAt.plus(STEP))) {
            movedAt = now;
            show();
        }
        if (!reading && !now.isBefore(readAgainAt)) {
            reading = true;
            readAgainAt = now.plus(StorageReader.GOOD_FOR);
            Thread.ofVirtual().name("system-storage").start(() -> read(ui));
        }
    }

    private void show() {
        charts.forEach(chart -> chart.move(history));
        sentence.setText(condition.sentence());
        sentence.setClassName("warning", condition.isWorrying());
        cpu.show(condition.percent(SystemSeries.CPU), condition.percent(SystemSeries.PROCESS_CPU) + " for ZoL0");
        cpu.warn(condition.isCpuHigh());
        memory.show(
                condition.bytes(SystemSeries.PROCESS_MEMORY),
                "machine: " + condition.free(SystemSeries.MEMORY, SystemSeries.MEMORY_TOTAL) + " left");
        memory.warn(condition.isMemoryHigh());
        heap.show(condition.bytes(SystemSeries.HEAP), "of at most " + condition.bytes(SystemSeries.HEAP_MOST));
        lag.show(condition.lag(), "in the last five seconds");
        lag.warn(condition.isLate());
        disk.show(
                condition.free(SystemSeries.DISK, SystemSeries.DISK_TOTAL),
                "of " + condition.bytes(SystemSeries.DISK_TOTAL));
        disk.warn(condition.isDiskHigh());
        trends();
        own.show(condition);
    }

    private void trends() {
        Instant newest = trendsFrom;
        for (SeriesPoint point : history.live(SystemSeries.HEAP, STEP.multipliedBy(60))) {
            newest = point.at().isAfter(newest) ? point.at() : newest;
        }
        trend(cpu, SystemSeries.CPU);
        trend(memory, SystemSeries.PROCESS_MEMORY);
        trend(heap, SystemSeries.HEAP);
        trend(lag, GatewaySeries.LAG);
        trend(disk, SystemSeries.DISK);
        trendsFrom = newest;
    }

    private void trend(Tile tile, SeriesKey key) {
        tile.trend(history.live(key, STEP.multipliedBy(60)).stream()
                .filter(point -> point.at().isAfter(trendsFrom))
                .map(SeriesPoint::last)
                .toList());
    }

    private void read(UI ui) {
        Storage read = storage.read();
        // A page that was left meanwhile is told nothing.
        ui.accessLater(
                        () -> {
                            reading = false;
                            room.show(read);
                        },
                        () -> {})
                .run();
    }
}
