package io.zol0.ui.system;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.zol0.gateway.GatewaySeries;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.SystemSeries;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.AroundPart;
import io.zol0.ui.parts.Beat;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.Tile;
import io.zol0.ui.parts.TimeWindow;
import io.zol0.ui.parts.WindowChooser;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How the machine, this process and its database are, moving every five seconds. */
@Route("system")
@PageTitle("System · ZoL0")
@PermitAll
class SystemView extends Main implements BeforeEnterObserver {
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final List<TimeWindow> WINDOWS =
            List.of(TimeWindow.QUARTER, TimeWindow.HOUR, TimeWindow.DAY, TimeWindow.WEEK, TimeWindow.MONTH);

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
    private final WindowChooser window = new WindowChooser(WINDOWS, chosen -> draw(Optional.empty()));
    private final AddressState state = new AddressState(this);
    private final SystemCharts charts;
    private Instant movedAt = Instant.MIN;
    private Instant trendsFrom = Instant.MIN;
    private boolean reading;
    private Instant readAgainAt = Instant.MIN;

    SystemView(
            Live live,
            SeriesHistory history,
            SeriesRecorder series,
            StorageReader storage,
            OwnFigures figures,
            Clock clock) {
        this.live = live;
        this.history = history;
        this.storage = storage;
        this.condition = new Condition(series, GatewaySeries.LAG);
        this.own = new OwnPart(figures);
        this.charts = new SystemCharts(history, clock);
        addClassName("page");
        Div tiles = new Div(cpu, memory, heap, lag, disk);
        tiles.addClassName("tiles");
        Div filters = new Div(window);
        filters.addClassName("filters");
        state.keepOneOf("window", window, () -> WINDOWS, TimeWindow::key);
        Div rest = new Div(
                new Panel("Database")
                        .about("what is in it, oldest days go first")
                        .with(room),
                new Panel("ZoL0's own measuring").about("now").with(own));
        rest.addClassName("cards");
        add(new H1("System"), sentence, tiles, filters, charts, rest);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        state.read(event.getLocation());
        draw(AroundPart.moment(event.getLocation()));
    }

    /** The charts of the time that is chosen, or of half an hour before and after a moment. */
    private void draw(Optional<Instant> moment) {
        moment.ifPresentOrElse(charts::around, () -> {
            state.put("at", "");
            charts.show(window.getValue());
        });
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
        charts.move();
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
