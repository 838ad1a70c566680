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
import io.zol0.insight.Retries;
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
    private final Tile wasted = new Tile("Spent on failures");
    private final Tile again = new Tile("Spent on calls made twice");
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
    private final LiveRows waste = rows(
            "Wasted",
            "No call was refused by a provider, failed or was made twice.",
            List.of(
                    new Column("Endpoint", "name"),
                    new Column("Refused", "number"),
                    new Column("Failed", "number"),
                    new Column("Retries", "number"),
                    new Column("Duplicates", "number"),
                    new Column("Spent", "money")));
    private final Paragraph twice = new Paragraph();

    CostView(Costs costs, Names names, Beside beside, Clock clock, AuthenticationContext login) {
        this.costs = costs;
        this.beside = beside;
        prices = new PricesPart(
                costs, names, clock, login.hasAnyRole("OPERATOR", "ADMIN"), () -> getUI().ifPresent(this::ask));
        addClassName("page");
        Div tiles = new Div(spent, expected, saved, wasted, again);
        tiles.addClassName("tiles");
        twice.addClassName("quiet");
        Panel all = new Panel("Upstreams").about("this month, UTC").with(upstreams);
        all.addClassName("wide");
        all.setId("upstreams");
        Panel byEndpoint =
                new Panel("By endpoint").about("the most expensive first").with(endpoints);
        byEndpoint.setId("by-endpoint");
        Panel lost = new Panel("Wasted")
                .about("refused and failed this month, made twice in the last day")
                .with(waste, twice);
        lost.addClassName("wide");
        lost.setId("wasted");
        Div cards = new Div(
                all,
                byEndpoint,
                new Panel("By caller")
                        .about("by their share of each endpoint's calls")
                        .with(callers),
                lost);
        cards.addClassName("cards");
        content.add(tiles, cards);
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
        rows.addClassNames("wraps", "stacks");
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
        String calls = Figures.count(Math.round(bill.spent().calls()));
        sentence.setText(
                bill.priced()
                        ? "%s spent since the month began, for %s calls that went to providers."
                                .formatted(money(bill.spent().amount(), bill), calls)
                        : "%s calls went to providers since the month began; what they cost is not known without a price."
                                .formatted(calls));
        spent.show(
                money(bill.spent().amount(), bill),
                "%s calls, %s"
                        .formatted(
                                Figures.count(Math.round(bill.spent().calls())),
                                Figures.bytes(Math.round(bill.spent().gigabytes() * 1e9))),
                "insight/cost#by-endpoint");
        expected.show(
                forecasts.isEmpty()
                        ? "–"
                        : money(
                                forecasts.stream()
                                        .mapToDouble(Forecast::expected)
                                        .sum(),
                                bill),
                forecasts.isEmpty() ? "it takes three whole days with a price" : "from the days before",
                "insight/cost#upstreams");
        saved.show(
                money(bill.saved().amount(), bill),
                "%s calls answered from it"
                        .formatted(Figures.count(Math.round(bill.saved().calls()))),
                "cache");
        wasted.show(
                money(bill.refused().amount() + bill.failed().amount(), bill),
                "%s refused by the provider, %s failed"
                        .formatted(
                                Figures.count(Math.round(bill.refused().calls())),
                                Figures.count(Math.round(bill.failed().calls()))),
                "insight/cost#wasted");
        Retries.Again made = bill.again().all();
        again.show(
                money(made.retried().amount() + made.doubled().amount(), bill),
                "at least, in the last day: %s retries, %s duplicates"
                        .formatted(Figures.count(made.retries()), Figures.count(made.duplicates())),
                "insight/cost#wasted");
        waste.show(
                bill.wasted().stream().limit(ROWS).map(each -> row(each, bill)).toList());
        twice.setText(
                "A retry is made within 10 s after the same call failed or was refused, a duplicate within 1 s after the same call had gone well. They were looked for in the %,d newest single calls that were kept of the last day; of most endpoints a sample is kept, so it is that much at least. Each call's price is the one that held then; the failed calls that retries repeat are counted as failed."
                        .formatted(bill.again().looked()));
        upstreams.show(bill.upstreams().stream()
                .limit(ROWS)
                .map(each -> row(each, bill))
                .toList());
        endpoints.show(bill.endpoints().stream()
                .limit(ROWS)
                .map(line -> row(line, bill))
                .toList());
        callers.show(
                bill.callers().stream().limit(ROWS).map(line -> row(line, bill)).toList());
    }

    /** Nothing where no price says what anything costs. */
    private static String money(double amount, Costs.Bill bill) {
        return bill.priced() ? Money.words(amount, bill.currency()) : "–";
    }

    private static List<Cell> row(Costs.OfUpstream each, Costs.Bill bill) {
        return List.of(
                new Cell.Link(
                        each.upstream().name(),
                        "insight/upstream-" + each.upstream().id()),
                new Cell.Text(Figures.count(Math.round(each.month().calls()))),
                new Cell.Text(money(each.month().amount(), bill)),
                new Cell.Text(each.forecast()
                        .map(forecast -> "%s (%s to %s)"
                                .formatted(
                                        money(forecast.expected(), bill),
                                        money(forecast.low(), bill),
                                        money(forecast.high(), bill)))
                        .orElse("not enough days yet")),
                new Cell.Text(each.budget()
                        .map(budget -> "%s of %s"
                                .formatted(Figures.percent(each.month().amount() / budget), money(budget, bill)))
                        .orElse("none")));
    }

    private static List<Cell> row(Costs.Waste each, Costs.Bill bill) {
        return List.of(
                new Cell.Link(each.name(), each.path()),
                new Cell.Text(Figures.count(Math.round(each.refused().calls()))),
                new Cell.Text(Figures.count(Math.round(each.failed().calls()))),
                new Cell.Text(Figures.count(each.again().retries())),
                new Cell.Text(Figures.count(each.again().duplicates())),
                new Cell.Text(money(each.amount(), bill)));
    }

    private static List<Cell> row(Costs.Line line, Costs.Bill bill) {
        List<Cell> cells = new ArrayList<>();
        cells.add(line.path().isEmpty() ? new Cell.Text(line.name()) : new Cell.Link(line.name(), line.path()));
        cells.add(new Cell.Text(Figures.count(Math.round(line.spent().calls()))));
        cells.add(new Cell.Text(Figures.count(Math.round(line.spent().weight()))));
        cells.add(new Cell.Text(money(line.spent().amount(), bill)));
        return cells;
    }
}
