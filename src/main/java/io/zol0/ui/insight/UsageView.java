package io.zol0.ui.insight;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.insight.Health;
import io.zol0.insight.Place;
import io.zol0.insight.Usage;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.ViewerZone;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;

/** When what is called and by whom, and which endpoints are new or gone. */
@Route("insight/usage")
@PageTitle("Usage · ZoL0")
@PermitAll
class UsageView extends Main implements BeforeEnterObserver {
    private static final int ROWS = 12;
    private static final int SHOWN = 30;

    private final Usage usage;
    private final Beside beside;
    private final Paragraph sentence = new Paragraph();
    private final PlaceSelect places;
    private final AddressState state = new AddressState(this);
    private final Div instead = new Div();
    private final Div content = new Div();
    private final WeekGrid grid = new WeekGrid();
    private final Paragraph peaks = quiet();
    private final Div one = new Div();
    private final Paragraph mix = quiet();
    private final LiveRows callers = new LiveRows(
            "Callers",
            ROWS,
            "No caller was counted in the last day. They are counted every five minutes.",
            List.of(
                    new Column("Caller", "name"),
                    new Column("Calls", "number"),
                    new Column("Share", "number"),
                    new Column("p95", "number"),
                    new Column("Failed", "number less")));
    private final LiveRows fresh = endpoints("None that can be told.");
    private final LiveRows vanished = endpoints("None that can be told.");
    private final Paragraph turnover = quiet();
    private ZoneId zone = ZoneId.of("UTC");
    private String caller = "";

    /** What was read beside the page. */
    private record Came(
            Place place,
            Answer<Usage.Week> week,
            Answer<Usage.Callers> callers,
            Answer<Usage.Turnover> turnover,
            Answer<List<Usage.Called>> called) {}

    UsageView(Usage usage, Health health, Names names, Beside beside) {
        this.usage = usage;
        this.beside = beside;
        places = new PlaceSelect(health, names);
        places.addValueChangeListener(change -> getUI().ifPresent(this::ask));
        places.keepIn(state);
        addClassName("page");
        peaks.addClassName("linked");
        Div filters = new Div(places);
        filters.addClassName("filters");
        Panel who = new Panel("Who calls").about("last 24 hours").with(callers, mix);
        who.addClassName("wide");
        Div cards = new Div(
                who,
                new Panel("New endpoints")
                        .about("called in the last 7 days, not in the 3 weeks before")
                        .with(fresh),
                new Panel("Vanished endpoints")
                        .about("called in the 3 weeks before, not in the last 7 days")
                        .with(vanished, turnover));
        cards.addClassName("cards");
        content.add(
                one,
                new Panel("Calls by hour and weekday")
                        .about("mean of the last 28 days")
                        .with(grid, peaks),
                cards);
        add(new H1("Usage"), sentence, new InsightNav("insight/usage"), filters, instead, content);
    }

    private static Paragraph quiet() {
        Paragraph made = new Paragraph();
        made.addClassName("quiet");
        return made;
    }

    private static LiveRows endpoints(String whenEmpty) {
        LiveRows rows = new LiveRows(
                "Endpoints", ROWS, whenEmpty, List.of(new Column("Endpoint", "name"), new Column("Calls", "number")));
        rows.addClassName("wraps");
        return rows;
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        ViewerZone.ask(attached.getUI(), told -> {
            zone = told;
            ask(attached.getUI());
        });
    }

    private void ask(UI ui) {
        PlaceSelect.Named chosen = places.getValue();
        Place place = chosen == null ? Place.EVERYTHING : chosen.place();
        String name = caller;
        sentence.setText("Reading four weeks of history…");
        beside.work(
                ui,
                () -> new Came(
                        place,
                        usage.week(place, zone),
                        usage.callers(place),
                        usage.turnover(place),
                        name.isEmpty() ? new Answer.Found<>(List.of()) : usage.called(place, name)),
                this::show,
                () -> sentence.setText("The history could not be read."));
    }

    private void show(Came came) {
        instead.removeAll();
        if (!(came.week() instanceof Answer.Found<Usage.Week>(Usage.Week week))
                || !(came.callers() instanceof Answer.Found<Usage.Callers>(Usage.Callers who))
                || !(came.turnover() instanceof Answer.Found<Usage.Turnover>(Usage.Turnover over))
                || !(came.called() instanceof Answer.Found<List<Usage.Called>>(List<Usage.Called> called))) {
            content.setVisible(false);
            sentence.setText("");
            instead.add(Note.failed("The history is unavailable")
                    .text("Live figures go on. Choose again in a moment; /health says what is wrong."));
            return;
        }
        content.setVisible(true);
        sentence.setText(
                week.weeks() == 0
                        ? "Not a whole hour was measured yet. The pattern of a week shows as hours pass."
                        : "%s on average, made of up to %d %s of each hour. Hours and days are of %s."
                                .formatted(
                                        Figures.rate(week.mean()),
                                        week.weeks(),
                                        week.weeks() == 1 ? "measurement" : "measurements",
                                        zone.getId()));
        one.removeAll();
        if (!caller.isEmpty()) {
            one.add(calledBy(called));
        }
        grid.show(week.cells(), came.place(), zone);
        peaks.removeAll();
        for (Usage.Cell peak : week.peaks()) {
            peaks.add(
                    peaks.getComponentCount() == 0 ? new Span("Busiest: ") : new Span("; "), link(peak, came.place()));
            peaks.add(new Span(" with %s, %s × the mean"
                    .formatted(Figures.rate(peak.rate()), Figures.number(peak.rate() / week.mean()))));
        }
        callers.show(who.parts().stream()
                .map(part -> List.<Cell>of(
                        new Cell.Link(part.caller(), part.path()),
                        new Cell.Text(Figures.count(part.calls())),
                        new Cell.Text(Figures.percent(part.share())),
                        new Cell.Text(Figures.p95(part.times())),
                        new Cell.Text(Figures.count(part.failed()))))
                .toList());
        mix.setText(mix(who));
        fresh.show(rows(over.fresh()));
        vanished.show(rows(over.vanished()));
        turnover.setText(
                over.known()
                        ? ""
                        : "Nothing was measured more than a week ago, so what is new or gone cannot be told yet.");
    }

    /** To the charts of that hour when it was measured last. */
    private static Component link(Usage.Cell peak, Place place) {
        String words = "%s %d:00".formatted(peak.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH), peak.hour());
        Instant newest = peak.newest();
        return newest == null ? new Span(words) : new Anchor(HealthLinks.at(place, newest), words);
    }

    private Panel calledBy(List<Usage.Called> called) {
        LiveRows rows = new LiveRows(
                "What " + caller + " calls",
                SHOWN,
                "It called nothing of this in the last 24 hours.",
                List.of(
                        new Column("Endpoint", "name"),
                        new Column("Calls", "number"),
                        new Column("p95", "number"),
                        new Column("Failed", "number"),
                        new Column("A day before", "number less")));
        rows.addClassName("wraps");
        rows.show(called.stream()
                .limit(SHOWN)
                .map(each -> List.<Cell>of(
                        new Cell.Link(each.name(), "endpoints/" + each.endpointId()),
                        new Cell.Text(Figures.count(each.calls())),
                        new Cell.Text(Figures.p95(each.times())),
                        new Cell.Text(Figures.count(each.failed())),
                        new Cell.Text(Figures.number(each.before()))))
                .toList());
        Paragraph all = quiet();
        all.add(new Anchor("insight/usage", "Look at all callers"));
        all.addClassName("linked");
        return new Panel("What " + caller + " calls")
                .about("last 24 hours, and a day on average of the week before")
                .with(rows, all);
    }

    private static String mix(Usage.Callers who) {
        if (!Double.isFinite(who.distance())) {
            return "There is no week before to hold the mix of callers against.";
        }
        String words =
                "The mix differs from that of the week before by %s, where 0 is the same and 1 has nothing in common;"
                                .formatted(Figures.number(who.distance()))
                        + " by chance alone it would be about %s.".formatted(Figures.number(who.byChance()));
        return who.fresh().isEmpty() ? words : words + " New: " + String.join(", ", who.fresh()) + ".";
    }

    private static List<List<Cell>> rows(List<Usage.Seen> seen) {
        return seen.stream()
                .map(each -> List.<Cell>of(
                        new Cell.Link(each.name(), "endpoints/" + each.endpointId()),
                        new Cell.Text(Figures.count(each.calls()))))
                .toList();
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        caller = event.getLocation()
                .getQueryParameters()
                .getSingleParameter("caller")
                .orElse("");
        state.read(event.getLocation());
        if (isAttached()) {
            ask(event.getUI());
        }
    }
}
