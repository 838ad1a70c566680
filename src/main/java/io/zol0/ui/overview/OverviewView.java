package io.zol0.ui.overview;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.zol0.gateway.LiveQuotas;
import io.zol0.insight.Health;
import io.zol0.insight.HealthScore;
import io.zol0.metrics.CallSample;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Tick;
import io.zol0.ui.insight.Beside;
import io.zol0.ui.insight.HealthWords;
import io.zol0.ui.parts.Beat;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.Ranking;
import io.zol0.ui.parts.Tile;
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongPredicate;

/** The live state of everything, once a second. */
@Route("")
@PageTitle("Overview · ZoL0")
@PermitAll
class OverviewView extends Main {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final int ROWS = 6;
    private static final Duration SCORE_EVERY = Duration.ofSeconds(5);

    /** Fewer calls than this say too little of an endpoint's latency to call it slow. */
    private static final long ENOUGH = 20;

    private final Live live;
    private final LiveMetrics metrics;
    private final LiveQuotas quotas;
    private final Names names;
    private final Health health;
    private final Anchor why = new Anchor("insight", "How healthy it is");
    private final Beside beside;
    private Instant scoredAt = Instant.MIN;
    private final Paragraph sentence = new Paragraph("Waiting for the first second of figures…");
    private final Tile calls = new Tile("Calls a second");
    private final Tile latency = new Tile("Latency p95");
    private final Tile errors = new Tile("Failed calls");
    private final Tile overhead = new Tile("Our own share of it, p95");
    private final Tile headroom = new Tile("Quota headroom");
    private final Chart traffic = Chart.stacked("Calls a second by status", "/s", WINDOW, Series.STATUS);
    private final Chart times = Chart.lines("Latency", "ms", WINDOW, Series.LATENCY);
    private final LiveRows busiest;
    private final LiveRows slowest;
    private final LiveRows newest;
    private final Div figures = new Div();
    private final Div nothing = new Div();
    private final AdviceNote advice;
    private final Ranking<EndpointStats> byCalls = new Ranking<>(
            ROWS,
            EndpointStats::endpointId,
            Comparator.comparingLong((EndpointStats each) -> each.stats().calls())
                    .reversed());
    private final Ranking<EndpointStats> bySlowness = new Ranking<>(
            ROWS,
            EndpointStats::endpointId,
            Comparator.comparing((EndpointStats each) -> each.stats().total().p95())
                    .reversed());

    OverviewView(
            Live live,
            LiveMetrics metrics,
            LiveQuotas quotas,
            Names names,
            Health health,
            Beside beside,
            AdviceNote advice) {
        this.advice = advice;
        this.beside = beside;
        this.health = health;
        this.live = live;
        this.quotas = quotas;
        this.metrics = metrics;
        this.names = names;
        addClassName("page");
        List<Column> columns = List.of(
                new Column("Endpoint", "name"),
                new Column("Calls", "number"),
                new Column("p95", "number"),
                new Column("Last 5 min", "trend"));
        busiest = new LiveRows("Busiest endpoints", ROWS, "No endpoint was called in the last 5 minutes.", columns);
        slowest = new LiveRows(
                "Slowest endpoints",
                ROWS,
                "No endpoint had %d calls in the last 5 minutes.".formatted(ENOUGH),
                columns);
        newest = new LiveRows(
                "Newest errors",
                ROWS,
                "No call failed since ZoL0 was started.",
                List.of(
                        new Column("When", "when"),
                        new Column("Status", "status"),
                        new Column("Call", "name"),
                        new Column("Why", "less"),
                        new Column("Caller", "less caller")));
        why.addClassName("score-line");
        Anchor benchmark = new Anchor("insight/benchmark", "Benchmark a change");
        benchmark.addClassName("score-line");
        Div links = new Div(why, benchmark);
        links.addClassName("score-links");
        add(new H1("Overview"), sentence, links, advice, nothing, figures);
        build();
    }

    private void build() {
        Div tiles = new Div(calls, latency, errors, overhead, headroom);
        tiles.addClassName("tiles");
        Panel last = new Panel("Newest errors").with(newest);
        last.addClassName("wide");
        Div cards = new Div(
                new Panel("Calls a second by status").about("last 5 min").with(traffic),
                new Panel("Latency").about("last 5 min, every second by itself").with(times),
                new Panel("Busiest endpoints").about("last 5 min").with(busiest),
                new Panel("Slowest endpoints").about("last 5 min, by p95").with(slowest),
                last);
        cards.addClassName("cards");
        figures.add(tiles, cards);
        nothing.setVisible(false);
        nothing.add(Note.empty("Nothing was called yet")
                .text("As soon as a call goes through the gateway, this page shows it within a second, and keeps"
                        + " moving.")
                .link("Choose an upstream and copy its curl line", "settings/upstreams"));
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        append(ticks());
        Signal.effect(this, () -> live.newest().get().ifPresent(beat -> move(beat.tick())));
        Signal.effect(this, () -> live.shown().get().ifPresent(this::show));
    }

    private void move(Tick tick) {
        boolean gap = tick.second().isAfter(traffic.newest().plusSeconds(1));
        append(gap || !names.seesEverything() ? ticks() : List.of(tick));
    }

    private List<Tick> ticks() {
        return metrics.ticks(names.scope(), WINDOW);
    }

    private void append(List<Tick> ticks) {
        List<Tick> fresh = ticks.stream()
                .filter(tick -> tick.second().isAfter(traffic.newest()))
                .toList();
        traffic.append(fresh.stream().map(Series::status).toList());
        times.append(fresh.stream().map(Series::latency).toList());
        List<Stats> stats = fresh.stream().map(Tick::stats).toList();
        calls.trend(stats.stream().map(each -> (double) each.calls()).toList());
        latency.trend(
                stats.stream().map(each -> Series.millis(each.total().p95())).toList());
        errors.trend(stats.stream().map(Stats::errorShare).toList());
        overhead.trend(
                stats.stream().map(each -> Series.millis(each.overhead().p95())).toList());
    }

    private void show(Beat beat) {
        boolean everything = names.seesEverything();
        LongPredicate seen = names.inSight();
        Stats minute = everything ? beat.minute() : metrics.stats(names.scope(), Duration.ofMinutes(1));
        Stats hour = everything ? beat.hour() : metrics.stats(names.scope(), Duration.ofHours(1));
        List<EndpointStats> endpoints = beat.endpoints().stream()
                .filter(each -> seen.test(each.upstreamId()))
                .toList();
        boolean called = hour.calls() > 0 || minute.calls() > 0;
        nothing.setVisible(!called);
        figures.setVisible(called);
        sentence.setText(Verdict.sentence(names.upstreams().size(), minute));
        sentence.setClassName("warning", Verdict.worrying(minute));
        askHealth(beat.tick().second());
        calls.show(Figures.rate(minute.rate()), Verdict.rateAgainst(minute, hour));
        boolean measured = minute.total().count() > 0;
        latency.show(
                measured ? Figures.time(minute.total().p95()) : "–",
                Verdict.against(minute.total().p95(), hour.total().p95(), minute, hour));
        errors.show(
                minute.calls() > 0 ? Figures.percent(minute.errorShare()) : "–", Verdict.errorsAgainst(minute, hour));
        errors.warn(Verdict.worrying(minute));
        overhead.show(
                measured ? Figures.time(minute.overhead().p95()) : "–",
                Verdict.against(minute.overhead().p95(), hour.overhead().p95(), minute, hour));
        showQuotas();
        busiest.show(byCalls.of(endpoints, beat.tick().second()).stream()
                .map(this::row)
                .toList());
        List<EndpointStats> enough = endpoints.stream()
                .filter(each -> each.stats().calls() >= ENOUGH)
                .toList();
        slowest.show(bySlowness.of(enough, beat.tick().second()).stream()
                .map(this::row)
                .toList());
        newest.show(beat.errors().stream()
                .filter(each -> seen.test(each.upstreamId()))
                .limit(ROWS)
                .map(this::row)
                .toList());
    }

    /** Has the score made anew beside the page, every five seconds. */
    private void askHealth(Instant now) {
        if (!now.isBefore(scoredAt.plus(SCORE_EVERY))) {
            scoredAt = now;
            getUI().ifPresent(ui -> beside.work(ui, health::whole, this::showHealth, () -> {}));
        }
    }

    private void showHealth(HealthScore score) {
        why.setText("Health %s. %s"
                .formatted(
                        HealthWords.score(score),
                        score.worst()
                                .map(part -> "What takes most from it: "
                                        + part.term().title())
                                .orElse(score.score() == null ? "Too little was measured yet" : "What makes it so")));
    }

    /** The quota that has least left. */
    private void showQuotas() {
        Headroom.of(quotas.all())
                .ifPresentOrElse(
                        worst -> {
                            headroom.show(worst.figure(), worst.words(), worst.path());
                            headroom.warn(worst.worrying());
                            headroom.trend(List.of(worst.left()));
                        },
                        () -> headroom.show("–", "No call is limited yet.", "quotas"));
    }

    private List<Cell> row(EndpointStats endpoint) {
        Stats stats = endpoint.stats();
        return List.of(
                new Cell.Link(names.endpointName(endpoint.endpointId()), "endpoints/" + endpoint.endpointId()),
                new Cell.Text(Figures.rate(stats.rate())),
                new Cell.Text(Figures.time(stats.total().p95())),
                new Cell.Trend(endpoint.trend()));
    }

    private List<Cell> row(CallSample call) {
        return List.of(
                new Cell.Time(call.at()),
                new Cell.Text(call.status() == 0 ? "none" : Integer.toString(call.status())),
                new Cell.Link(call.method() + " " + call.target(), "endpoints/" + call.endpointId()),
                new Cell.Text(call.failure() == null ? "" : call.failure()),
                new Cell.Text(call.caller()));
    }
}
