package io.zol0.ui.insight;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.insight.Health;
import io.zol0.insight.Place;
import io.zol0.insight.Usage;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** When what is called and by whom, and which endpoints are new or gone. */
@Route("insight/usage")
@PageTitle("Usage · ZoL0")
@PermitAll
class UsageView extends Main {
    private static final int ROWS = 12;

    private final Usage usage;
    private final Beside beside;
    private final Paragraph sentence = new Paragraph();
    private final PlaceSelect places;
    private final Div instead = new Div();
    private final Div content = new Div();
    private final WeekGrid grid = new WeekGrid();
    private final Paragraph peaks = quiet();
    private final Paragraph mix = quiet();
    private final LiveRows callers = new LiveRows(
            "Callers",
            ROWS,
            "No caller was counted in the last day. They are counted every five minutes.",
            List.of(
                    new Column("Caller", "name"),
                    new Column("Calls", "number"),
                    new Column("Share", "number"),
                    new Column("Failed", "number")));
    private final LiveRows fresh = endpoints("None that can be told.");
    private final LiveRows vanished = endpoints("None that can be told.");
    private final Paragraph turnover = quiet();

    /** What was read beside the page. */
    private record Came(Answer<Usage.Week> week, Answer<Usage.Callers> callers, Answer<Usage.Turnover> turnover) {}

    UsageView(Usage usage, Health health, Names names, Beside beside) {
        this.usage = usage;
        this.beside = beside;
        places = new PlaceSelect(health, names);
        places.addValueChangeListener(change -> getUI().ifPresent(this::ask));
        addClassName("page");
        Div filters = new Div(places);
        filters.addClassName("filters");
        Div cards = new Div(
                new Panel("Who calls").about("last 24 hours").with(callers, mix),
                new Panel("New endpoints")
                        .about("called in the last 7 days, not in the 3 weeks before")
                        .with(fresh),
                new Panel("Vanished endpoints")
                        .about("called in the 3 weeks before, not in the last 7 days")
                        .with(vanished, turnover));
        cards.addClassName("cards");
        content.add(
                new Panel("Calls by hour and weekday")
                        .about("mean of the last 28 days, hours in UTC")
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
        ask(attached.getUI());
    }

    private void ask(UI ui) {
        PlaceSelect.Named chosen = places.getValue();
        Place place = chosen == null ? Place.EVERYTHING : chosen.place();
        sentence.setText("Reading four weeks of history…");
        beside.work(
                ui,
                () -> new Came(usage.week(place, ZoneOffset.UTC), usage.callers(place), usage.turnover(place)),
                this::show,
                () -> sentence.setText("The history could not be read."));
    }

    private void show(Came came) {
        instead.removeAll();
        if (!(came.week() instanceof Answer.Found<Usage.Week>(Usage.Week week))
                || !(came.callers() instanceof Answer.Found<Usage.Callers>(Usage.Callers who))
                || !(came.turnover() instanceof Answer.Found<Usage.Turnover>(Usage.Turnover over))) {
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
                        : "%s on average, made of up to %d %s of each hour."
                                .formatted(
                                        Figures.rate(week.mean()),
                                        week.weeks(),
                                        week.weeks() == 1 ? "measurement" : "measurements"));
        grid.show(week.cells());
        peaks.setText(
                week.peaks().isEmpty()
                        ? ""
                        : "Busiest: "
                                + week.peaks().stream()
                                        .map(peak -> "%s %d:00 UTC with %s, %s × the mean"
                                                .formatted(
                                                        peak.day().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                                                        peak.hour(),
                                                        Figures.rate(peak.rate()),
                                                        Figures.number(peak.rate() / week.mean())))
                                        .collect(Collectors.joining("; "))
                                + ".");
        callers.show(who.parts().stream()
                .map(part -> List.<Cell>of(
                        new Cell.Text(part.caller()),
                        new Cell.Text(Figures.count(part.calls())),
                        new Cell.Text(Figures.percent(part.share())),
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
}
