package io.zol0.ui.insight;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.insight.Costs;
import io.zol0.insight.Forecast;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.Tile;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/** What the upstreams cost this month and will have, who spends it, what the cache saves and what is wasted. */
@Route("insight/cost")
@PageTitle("Cost · ZoL0")
@PermitAll
class CostView extends Main {
    private static final int ROWS = 12;

    private final Costs costs;
    private final Beside beside;
    private final PricesPart prices;
    private final Paragraph sentence = new Paragraph();
    private final Div instead = new Div();
    private final Div content = new Div();
    private final Tile spent = new Tile("Spent this month");
    private final Tile expected = new Tile("At the month's end");
    private final Tile saved = new Tile("Saved by the cache");
    private final Tile wasted = new Tile("Spent on refused and failed calls");
    private final LiveRows upstreams = rows(
            "Upstreams",
            "There is no upstream yet.",
            List.of(
                    new Column("Upstream", "name"),
                    new Column("Calls", "number"),
                    new Column("Spent", "money"),
                    new Column("Month's end", "less"),
                    new Column("Budget", "less")));
    private final LiveRows endpoints = rows("Endpoints", "No endpoint was called this month.", lines("Endpoint"));
    private final LiveRows callers =
            rows("Callers", "No caller was counted this month; they are counted every five minutes.", lines("Caller"));
    private final Paragraph twice = new Paragraph();

    CostView(Costs costs, Names names, Beside beside, Clock clock, AuthenticationContext login) {
        this.costs = costs;
        this.beside = beside;
        prices = new PricesPart(
                costs, names, clock, login.hasAnyRole("OPERATOR", "ADMIN"), () -> getUI().ifPresent(this::ask));
        addClassName("page");
        Div tiles = new Div(spent, expected, saved, wasted);
        tiles.addClassName("tiles");
        twice.addClassName("quiet");
        Panel all = new Panel("Upstreams").about("this month, UTC").with(upstreams);
        all.addClassName("wide");
        Div cards = new Div(
                all,
                new Panel("By endpoint").about("the most expensive first").with(endpoints),
                new Panel("By caller")
                        .about("by their share of each endpoint's calls")
                        .with(callers));
        cards.addClassName("cards");
        content.add(tiles, twice, cards);
        content.setVisible(false);
        add(
                new H1("Cost"),
                sentence,
                new InsightNav("insight/cost"),
                instead,
                content,
                new Panel("Prices and budgets").with(prices));
    }

    private static List<Column> lines(String what) {
        return List.of(
                new Column(what, "name"),
                new Column("Calls", "number"),
                new Column("Weight", "number"),
                new Column("Spent", "money"));
    }

    private static LiveRows rows(String name, String whenEmpty, List<Column> columns) {
        LiveRows rows = new LiveRows(name, ROWS, whenEmpty, columns);
        rows.addClassName("wraps");
        return rows;
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        ask(attached.getUI());
    }

    private void ask(UI ui) {
        sentence.setText("Adding up this month…");
        beside.work(ui, costs::month, this::show, () -> sentence.setText("The history could not be read."));
    }

    private void show(Answer<Costs.Bill> answer) {
        instead.removeAll();
        switch (answer) {
            case Answer.Unavailable<Costs.Bill>(String reason) -> {
                content.setVisible(false);
                sentence.setText("");
                instead.add(Note.failed("The history is unavailable").text(reason));
            }
            case Answer.Found<Costs.Bill>(Costs.Bill bill) -> {
                content.setVisible(true);
                show(bill);
            }
        }
    }

    private void show(Costs.Bill bill) {
        prices.show(bill);
        if (!bill.priced()) {
            instead.add(
                    Note.empty("No price is set yet")
                            .text(
                                    "Set below what an upstream costs for a call, a unit of weight, a gigabyte or an hour of its work. Then"
                                            + " this page shows who spends it, and what the cache saves, also for the month so far."));
        }
        List<Forecast> forecasts = bill.upstreams().stream()
                .flatMap(each -> each.forecast().stream())
                .toList();
        sentence.setText("%s spent since the month began, for %s calls that went to providers."
                .formatted(
                        Money.words(bill.spent().amount(), bill.currency()),
                        Figures.count(Math.round(bill.spent().calls()))));
        spent.show(
                Money.words(bill.spent().amount(), bill.currency()),
                "%s calls, %s"
                        .formatted(
                                Figures.count(Math.round(bill.spent().calls())),
                                Figures.bytes(Math.round(bill.spent().gigabytes() * 1e9))));
        expected.show(
                forecasts.isEmpty()
                        ? "–"
                        : Money.words(
                                forecasts.stream()
                                        .mapToDouble(Forecast::expected)
                                        .sum(),
                                bill.currency()),
                forecasts.isEmpty() ? "it takes three whole days with a price" : "from the days before");
        saved.show(
                Money.words(bill.saved().amount(), bill.currency()),
                "%s calls answered from it"
                        .formatted(Figures.count(Math.round(bill.saved().calls()))));
        wasted.show(
                Money.words(bill.refused().amount() + bill.failed().amount(), bill.currency()),
                "%s refused by the provider, %s failed"
                        .formatted(
                                Figures.count(Math.round(bill.refused().calls())),
                                Figures.count(Math.round(bill.failed().calls()))));
        twice.setText(
                "Of the %,d newest single calls that were kept of the last day, %,d were made within 10 s after the same one failed or was refused, and %,d within 1 s after the same one had gone well. Of most endpoints a sample is kept, so it is that much at least."
                        .formatted(
                                bill.duplicates().looked(),
                                bill.duplicates().retries(),
                                bill.duplicates().duplicates()));
        upstreams.show(bill.upstreams().stream()
                .limit(ROWS)
                .map(each -> row(each, bill.currency()))
                .toList());
        endpoints.show(bill.endpoints().stream()
                .limit(ROWS)
                .map(line -> row(line, bill.currency()))
                .toList());
        callers.show(bill.callers().stream()
                .limit(ROWS)
                .map(line -> row(line, bill.currency()))
                .toList());
    }

    private static List<Cell> row(Costs.OfUpstream each, String currency) {
        return List.of(
                new Cell.Link(
                        each.upstream().name(),
                        "insight/upstream-" + each.upstream().id()),
                new Cell.Text(Figures.count(Math.round(each.month().calls()))),
                new Cell.Text(Money.words(each.month().amount(), currency)),
                new Cell.Text(each.forecast()
                        .map(forecast -> "%s (%s to %s)"
                                .formatted(
                                        Money.words(forecast.expected(), currency),
                                        Money.words(forecast.low(), currency),
                                        Money.words(forecast.high(), currency)))
                        .orElse("not enough days yet")),
                new Cell.Text(each.budget()
                        .map(budget -> "%s of %s"
                                .formatted(
                                        Figures.percent(each.month().amount() / budget), Money.words(budget, currency)))
                        .orElse("none")));
    }

    private static List<Cell> row(Costs.Line line, String currency) {
        List<Cell> cells = new ArrayList<>();
        cells.add(line.path().isEmpty() ? new Cell.Text(line.name()) : new Cell.Link(line.name(), line.path()));
        cells.add(new Cell.Text(Figures.count(Math.round(line.spent().calls()))));
        cells.add(new Cell.Text(Figures.count(Math.round(line.spent().weight()))));
        cells.add(new Cell.Text(Money.words(line.spent().amount(), currency)));
        return cells;
    }
}
