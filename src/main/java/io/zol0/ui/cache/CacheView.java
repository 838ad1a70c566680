package io.zol0.ui.cache;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.cache.CacheFigures;
import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePriority;
import io.zol0.cache.EndpointFigures;
import io.zol0.cache.MissReason;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Purges;
import io.zol0.gateway.CacheLookup;
import io.zol0.gateway.LiveCache;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Tick;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.Tile;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What the cache answers, what it saves and what it holds, once a second. */
@Route("cache")
@PageTitle("Cache · ZoL0")
@PermitAll
class CacheView extends Main {
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** Going through everything that is kept costs something; figures of the whole move this often. */
    private static final Duration REST = Duration.ofSeconds(5);

    private static final int ROWS = 8;

    private final LiveCache cache;
    private final CachePolicies policies;
    private final LiveMetrics metrics;
    private final Live live;
    private final Names names;
    private final Clock clock;
    private final Paragraph sentence = new Paragraph();
    private final Tile share = new Tile("From cache");
    private final Tile calls = new Tile("Calls saved");
    private final Tile time = new Tile("Waiting saved");
    private final Tile memory = new Tile("Memory in use");
    private final Chart traffic = Chart.stacked(
            "Calls a second by where the answer came from",
            "/s",
            WINDOW,
            List.of(Chart.Series.solid("from cache", "teal"), Chart.Series.solid("from upstream", "blue")));
    private final LiveRows byEndpoint = new LiveRows(
            "Endpoints",
            ROWS,
            "No endpoint that is cached was called since ZoL0 was started.",
            List.of(
                    new Column("Endpoint", "name"),
                    new Column("From cache", "number"),
                    new Column("Saved", "number"),
                    new Column("Kept", "number"),
                    new Column("Priority", "number less")));
    private final LiveRows misses = new LiveRows(
            "Why misses missed",
            6,
            "Nothing missed since ZoL0 was started.",
            List.of(new Column("Because", "name"), new Column("Calls", "number")));
    private final LiveRows top = new LiveRows(
            "Keys used most",
            ROWS,
            "Nothing is kept yet.",
            List.of(new Column("Key", "name"), new Column("Size", "number")));
    private final HitRatePart day;
    private final Div nothing = new Div();
    private Instant refreshed = Instant.MIN;

    CacheView(
            LiveCache cache,
            CacheLookup lookup,
            CachePolicies policies,
            Purges purges,
            HitRates rates,
            LiveMetrics metrics,
            Live live,
            Names names,
            Clock clock,
            AuthenticationContext login) {
        this.cache = cache;
        this.policies = policies;
        this.day = new HitRatePart(rates);
        this.metrics = metrics;
        this.live = live;
        this.names = names;
        this.clock = clock;
        addClassName("page");
        Div tiles = new Div(share, calls, time, memory);
        tiles.addClassName("tiles");
        nothing.add(Note.empty("Nothing is cached yet")
                .text("Choose for an upstream or a single endpoint that its answers may be used again: as the origin "
                        + "says, or for a time of your own. This page then shows what that saves.")
                .link("Go to the cache policies", "settings/cache"));
        Div cards = new Div(
                new Panel("Where answers came from").about("last 5 min").with(traffic),
                new Panel("Hit rate").about("last 24 h").with(day),
                new Panel("Endpoints").about("since the start").with(byEndpoint),
                new Panel("Why misses missed").about("since the start").with(misses),
                new Panel("Keys used most").about("credentials as hashes").with(top),
                new Panel("Look up a URL").with(new LookUpPart(lookup, names)));
        if (login.hasAnyRole("OPERATOR", "ADMIN")) {
            cards.add(new Panel("Purge").with(new PurgePart(purges, names)));
        }
        cards.addClassName("cards");
        Anchor settings = new Anchor("settings/cache", "Change the cache policies");
        settings.addClassName("note-action");
        add(new H1("Cache"), sentence, nothing, tiles, cards, settings);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        UI ui = attached.getUI();
        append(metrics.ticks(names.scope(), WINDOW));
        Signal.effect(
                this,
                () -> live.newest().get().ifPresent(beat -> {
                    boolean gap = beat.tick().second().isAfter(traffic.newest().plusSeconds(1));
                    append(
                            gap || !names.seesEverything()
                                    ? metrics.ticks(names.scope(), WINDOW)
                                    : List.of(beat.tick()));
                    day.ask(ui, beat.tick().second(), names.scope());
                }));
        Signal.effect(this, () -> {
            live.shown().get();
            show();
        });
    }

    private void append(List<Tick> ticks) {
        List<Tick> fresh = ticks.stream()
                .filter(tick -> tick.second().isAfter(traffic.newest()))
                .toList();
        traffic.append(fresh.stream()
                .map(tick -> new Chart.Point(tick.second(), List.of((double) cached(tick.stats()), (double)
                        (tick.stats().calls() - cached(tick.stats())))))
                .toList());
        share.trend(fresh.stream()
                .map(Tick::stats)
                .map(stats -> stats.calls() == 0 ? 0.0 : (double) cached(stats) / stats.calls())
                .toList());
    }

    private static long cached(Stats stats) {
        return stats.byOutcome().getOrDefault(Outcome.CACHED, 0L);
    }

    private void show() {
        Stats minute = metrics.stats(names.scope(), MINUTE);
        share.show(
                minute.calls() == 0 ? "–" : Figures.percent((double) cached(minute) / minute.calls()),
                minute.calls() == 0 ? "no call in the last minute" : "of all calls in the last minute");
        Instant now = clock.instant();
        if (now.isBefore(refreshed.plus(REST))) {
            return;
        }
        refreshed = now;
        List<EndpointFigures> endpoints = cache.endpoints();
        CacheFigures figures = cache.figures(ROWS);
        long hits = endpoints.stream().mapToLong(EndpointFigures::hits).sum();
        long asked = endpoints.stream().mapToLong(EndpointFigures::asked).sum();
        Duration saved = endpoints.stream().map(EndpointFigures::timeSaved).reduce(Duration.ZERO, Duration::plus);
        boolean anyPolicy =
                policies.all().stream().anyMatch(each -> each.policy().mode() != CacheMode.OFF);
        nothing.setVisible(!anyPolicy && asked == 0);
        sentence.setText(CacheWords.sentence(hits, asked, saved, anyPolicy));
        calls.show(
                Figures.count(hits),
                Figures.bytes(endpoints.stream()
                                .mapToLong(EndpointFigures::bytesSaved)
                                .sum())
                        + " not fetched, since the start");
        time.show(Figures.time(saved), "what the upstream would have taken, since the start");
        memory.show(Figures.bytes(figures.used().toBytes()), CacheWords.memory(figures));
        memory.warn(figures.used().toBytes() > 0.95 * figures.budget().toBytes());
        byEndpoint.show(endpoints.stream()
                .filter(each -> each.asked() > 0)
                .sorted(Comparator.comparingLong(EndpointFigures::hits).reversed())
                .limit(ROWS)
                .map(each -> row(each, figures))
                .toList());
        misses.show(CacheWords.misses(endpoints).entrySet().stream()
                .sorted(Map.Entry.<MissReason, Long>comparingByValue().reversed())
                .map(miss -> List.<Cell>of(
                        new Cell.Text(CacheWords.reason(miss.getKey())), new Cell.Text(Figures.count(miss.getValue()))))
                .toList());
        top.show(figures.top().stream()
                .map(key -> List.<Cell>of(
                        new Cell.Link(
                                names.upstream(key.upstreamId()) + " " + key.target(), "endpoints/" + key.endpointId()),
                        new Cell.Text(Figures.bytes(key.size().toBytes()))))
                .toList());
    }

    private List<Cell> row(EndpointFigures each, CacheFigures figures) {
        CachePriority priority = names.endpoint(each.endpointId())
                .map(endpoint ->
                        policies.policyOf(endpoint.id(), endpoint.upstreamId()).priority())
                .orElse(CachePriority.MEDIUM);
        return List.of(
                new Cell.Link(names.endpointName(each.endpointId()), "settings/cache/" + each.endpointId()),
                new Cell.Text(CacheWords.hitRate(each.hits(), each.asked())),
                new Cell.Text(Figures.count(each.hits())),
                new Cell.Text(Figures.count(figures.byEndpoint().getOrDefault(each.endpointId(), 0L))),
                new Cell.Text(CacheWords.words(priority)));
    }
}
