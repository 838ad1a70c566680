package io.zol0.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** What measuring itself does and takes, for Prometheus. */
@Component
class MetricsMeters implements MeterBinder {
    private final LiveMetrics live;
    private final MinuteStore store;
    private final SeriesRecorder series;
    private final SeriesStore seriesStore;
    private final SingleStore singles;
    private final ReplayStore replay;
    private final PageVitals pages;

    MetricsMeters(
            LiveMetrics live,
            MinuteStore store,
            SeriesRecorder series,
            SeriesStore seriesStore,
            SingleStore singles,
            ReplayStore replay,
            PageVitals pages) {
        this.live = live;
        this.store = store;
        this.series = series;
        this.seriesStore = seriesStore;
        this.singles = singles;
        this.replay = replay;
        this.pages = pages;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("zol0.metrics.calls", live, l -> l.effort().calls())
                .description("Calls that came into the live windows")
                .register(registry);
        FunctionCounter.builder("zol0.metrics.unsampled", live, l -> l.effort().unsampled())
                .description("Failed or refused calls of which no single sample was kept")
                .register(registry);
        FunctionCounter.builder("zol0.metrics.held.back", live, l -> l.effort().heldBack())
                .description("Times that a recorder kept what it counted since too much waited")
                .register(registry);
        FunctionCounter.builder(
                        "zol0.metrics.merged.endpoints", live, l -> l.effort().mergedEndpoints())
                .description("Endpoints merged into the (other) of their upstream for want of memory")
                .register(registry);
        Gauge.builder("zol0.metrics.memory", live, l -> l.effort().bytes())
                .baseUnit("bytes")
                .description("Memory of everything live")
                .register(registry);
        Gauge.builder("zol0.metrics.waiting.minutes", store, s -> s.backlog().minutes())
                .description("Measured minutes that wait for the database")
                .register(registry);
        Gauge.builder("zol0.metrics.waiting.memory", store, s -> s.backlog().bytes())
                .baseUnit("bytes")
                .description("Memory of the minutes that wait for the database")
                .register(registry);
        bindSeries(registry);
        bindSingles(registry);
        bindOthers(registry);
    }

    private void bindOthers(MeterRegistry registry) {
        FunctionCounter.builder("zol0.replay.dropped", replay, ReplayStore::dropped)
                .description("Minutes of endpoints for replay dropped, for want of memory or since they were too many")
                .register(registry);
        Gauge.builder("zol0.replay.waiting.minutes", replay, ReplayStore::waiting)
                .description("Minutes for replay that wait for the database")
                .register(registry);
        FunctionCounter.builder("zol0.pages.lost", pages, PageVitals::lost)
                .description("Figures of browsers lost, since the database was away for too long")
                .register(registry);
    }

    private void bindSingles(MeterRegistry registry) {
        FunctionCounter.builder("zol0.single.calls", singles, s -> s.backlog().written())
                .description("Single calls that came into the history")
                .register(registry);
        FunctionCounter.builder(
                        "zol0.single.calls.dropped", singles, s -> s.backlog().dropped())
                .description("Single calls dropped, since too many waited for the database")
                .register(registry);
        FunctionCounter.builder("zol0.single.calls.unkept", live, LiveMetrics::unkept)
                .description("Calls that were to be kept all, but were too many in a second")
                .register(registry);
        Gauge.builder("zol0.single.calls.waiting", singles, s -> s.backlog().waiting())
                .description("Single calls that wait for the database")
                .register(registry);
        Gauge.builder("zol0.single.calls.memory", singles, s -> s.backlog().bytes())
                .baseUnit("bytes")
                .description("Memory of the single calls that wait for the database")
                .register(registry);
    }

    private void bindSeries(MeterRegistry registry) {
        Gauge.builder("zol0.series", series, s -> s.effort().series())
                .description("Named series that were told something in the last hour")
                .register(registry);
        FunctionCounter.builder("zol0.series.dropped", series, s -> s.effort().dropped())
                .description("Values of named series dropped, since there were too many series or it was no number")
                .register(registry);
        FunctionCounter.builder(
                        "zol0.series.dropped.notes", series, s -> s.effort().droppedNotes())
                .description("Notes on named series dropped, since there were too many")
                .register(registry);
        FunctionCounter.builder(
                        "zol0.series.lost.minutes",
                        seriesStore,
                        s -> s.backlog().lost())
                .description("Minutes of named series lost while the database was away, for want of memory")
                .register(registry);
        Gauge.builder("zol0.series.memory", series, s -> s.effort().bytes())
                .baseUnit("bytes")
                .description("Memory of the last hour of all named series")
                .register(registry);
        Gauge.builder(
                        "zol0.series.waiting.minutes",
                        seriesStore,
                        s -> s.backlog().minutes())
                .description("Recorded minutes that wait for the database")
                .register(registry);
        Gauge.builder(
                        "zol0.series.waiting.memory",
                        seriesStore,
                        s -> s.backlog().bytes())
                .baseUnit("bytes")
                .description("Memory of the recorded minutes that wait for the database")
                .register(registry);
    }
}
