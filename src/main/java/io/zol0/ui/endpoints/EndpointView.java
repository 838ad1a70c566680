package io.zol0.ui.endpoints;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.zol0.catalog.Endpoint;
import io.zol0.metrics.CallSample;
import io.zol0.metrics.HeatMap;
import io.zol0.metrics.History;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Sketch;
import io.zol0.metrics.Stats;
import io.zol0.metrics.StatusClass;
import io.zol0.ui.parts.AroundPart;
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
import jakarta.annotation.security.PermitAll;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that is known of one endpoint. */
@Route("endpoints")
@PermitAll
class EndpointView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Live live;
    private final LiveMetrics metrics;
    private final Names names;
    private final PastReader history;
    private final History past;
    private final LiveRows statuses = new LiveRows(
            "Status codes",
            StatusClass.values().length,
            "No call was measured in the last hour.",
            List.of(new Column("Status", "name"), new Column("Calls", "number"), new Column("Share", "number")));
    private final LiveRows outcomes = new LiveRows(
            "How calls ended",
            Outcome.values().length,
            "",
            List.of(new Column("Ended", "name"), new Column("Calls", "number"), new Column("Share", "number")));
    private final LiveRows callers = new LiveRows(
            "Callers",
            10,
            "Nobody called in the last hour.",
            List.of(
                    new Column("Caller", "name"),
                    new Column("Calls", "number"),
                    new Column("p95", "number"),
                    new Column("Failed", "number")));
    private final LiveRows slowest = samples("Slowest calls", "No call was kept in the last hour.");
    private final LiveRows failed = samples("Failed and refused calls", "No call failed or was refused.");
    private @Nullable Endpoint endpoint;
    private @Nullable Chart heat;
    private @Nullable LatencyWindows latency;
    private Instant refreshedAt = Instant.MIN;

    EndpointView(Live live, LiveMetrics metrics, Names names, PastReader history, History past) {
        this.past = past;
        this.live = live;
        this.metrics = metrics;
        this.names = names;
        this.history = history;
        addClassName("page");
        Signal.effect(this, () -> live.shown().get().ifPresent(this::show));
        Signal.effect(this, () -> live.newest().get().ifPresent(this::ask));
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        removeAll();
        refreshedAt = Instant.MIN;
        endpoint = names.endpoint(id).orElse(null);
        if (endpoint == null) {
            heat = null;
            latency = null;
            add(
                    new H1("No such endpoint"),
                    Note.empty("There is no endpoint with this number")
                            .text("Its upstream may have been removed, with all that was measured of it.")
                            .link("Go to the endpoints", "endpoints"));
            return;
        }
        build(endpoint, AroundPart.moment(event.getLocation()));
        fill(endpoint);
    }

    @Override
    public String getPageTitle() {
        return (endpoint == null ? "No such endpoint" : Names.name(endpoint)) + " · ZoL0";
    }

    private void build(Endpoint shown, Optional<Instant> moment) {
        Anchor upstream = new Anchor("settings/upstreams/" + shown.upstreamId(), names.upstream(shown.upstreamId()));
        H1 title = new H1(Names.name(shown));
        title.addClassName("breaks");
        LatencyWindows windows = new LatencyWindows(shown.id(), metrics, history);
        latency = windows;
        Div cards = new Div(
                wide(new Panel("Latency")
                        .about("percentiles of the time from arrival to last byte")
                        .with(windows)),
                wide(new Panel("Latency over time")
                        .about("calls by minute and latency, last hour")
                        .with(heat(shown))),
                new Panel("Status codes").about("last hour").with(statuses, outcomes),
                new Panel("Callers").about("last hour").with(callers),
                wide(new Panel("Slowest calls").about("last hour").with(slowest)),
                wide(new Panel("Failed and refused calls").with(failed)));
        cards.addClassName("cards");
        add(title, new Paragraph(upstream));
        moment.ifPresent(at -> add(new AroundPart(past, new Scope.OfEndpoint(shown.id()), at).panel()));
        add(cards);
    }

    private Chart heat(Endpoint shown) {
        HeatMap map = metrics.heatMap(shown.id(), HOUR);
        Chart made = Chart.heat("Latency over time", HOUR, HeatPoints.bands(map));
        made.append(HeatPoints.of(map));
        heat = made;
        return made;
    }

    private void show(Beat beat) {
        Endpoint shown = endpoint;
        Chart map = heat;
        if (shown != null && map != null && !beat.tick().second().isBefore(refreshedAt.plus(Ranking.HOLD))) {
            refreshedAt = beat.tick().second();
            fill(shown);
            map.append(HeatPoints.of(metrics.heatMap(shown.id(), HOUR)));
        }
    }

    private void fill(Endpoint shown) {
        Scope scope = new Scope.OfEndpoint(shown.id());
        if (latency != null) {
            latency.fill();
        }
        Stats hour = metrics.stats(scope, HOUR);
        statuses.show(hour.byStatus().entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> row(each, hour.calls()))
                .toList());
        outcomes.setVisible(hour.calls() > 0);
        outcomes.show(hour.byOutcome().entrySet().stream()
                .filter(each -> each.getValue() > 0)
                .map(each -> share(Endings.words(each.getKey()), each.getValue(), hour.calls()))
                .toList());
        callers.show(metrics.callerTimes(shown.id()).stream()
                .map(each -> Stream.of(
                                each.share().caller(),
                                Figures.count(each.share().calls()),
                                Figures.p95(Sketch.spread(List.of(each.times()))),
                                Figures.count(each.share().failed()))
                        .<Cell>map(Cell.Text::new)
                        .toList())
                .toList());
        slowest.show(metrics.slowest(shown.id()).stream().map(EndpointView::row).toList());
        failed.show(metrics.failed(shown.id()).stream().map(EndpointView::row).toList());
    }

    private void ask(Beat beat) {
        LatencyWindows shown = latency;
        if (shown != null) {
            getUI().ifPresent(ui -> shown.ask(ui, beat.tick().second()));
        }
    }

    private static List<Cell> row(Map.Entry<StatusClass, Long> status, long calls) {
        String name = switch (status.getKey()) {
            case NONE -> "no answer";
            case INFORMATIONAL -> "1xx informational";
            case SUCCESS -> "2xx success";
            case REDIRECTION -> "3xx redirection";
            case CLIENT_ERROR -> "4xx refused";
            case SERVER_ERROR -> "5xx server error";
        };
        return share(name, status.getValue(), calls);
    }

    private static List<Cell> share(String name, long part, long calls) {
        return List.of(
                new Cell.Text(name),
                new Cell.Text(Figures.count(part)),
                new Cell.Text(Figures.percent((double) part / Math.max(1, calls))));
    }

    private static List<Cell> row(CallSample call) {
        return List.of(
                new Cell.Time(call.at()),
                new Cell.Text(call.status() == 0 ? "none" : Integer.toString(call.status())),
                new Cell.Text(Figures.time(call.total())),
                new Cell.Text(call.target()),
                new Cell.Text(Endings.why(call)),
                new Cell.Text(call.caller()));
    }

    private static LiveRows samples(String name, String whenEmpty) {
        return new LiveRows(
                name,
                10,
                whenEmpty,
                List.of(
                        new Column("When", "when"),
                        new Column("Status", "status"),
                        new Column("Time", "number"),
                        new Column("Target", "name"),
                        new Column("Why", "less"),
                        new Column("Caller", "less caller")));
    }

    private static Panel wide(Panel panel) {
        panel.addClassName("wide");
        return panel;
    }
}
