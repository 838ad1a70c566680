package io.zol0.ui.insight;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.NumberField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.Upstream;
import io.zol0.gateway.Gateway;
import io.zol0.insight.BenchmarkPlan;
import io.zol0.insight.BenchmarkRun;
import io.zol0.insight.Benchmarks;
import io.zol0.insight.Interval;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Names;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;

/** A bounded load before and after a change, compared with intervals; only onto upstreams that are one's own. */
@Route("insight/benchmark")
@PageTitle("Benchmark · ZoL0")
@PermitAll
class BenchmarkView extends Main implements BeforeEnterObserver {
    private static final int ROWS = 20;

    private final Benchmarks benchmarks;
    private final Gateway gateway;
    private final Names names;
    private final Beside beside;
    private final boolean may;
    private final Paragraph sentence = new Paragraph();
    private final Select<Upstream> upstream = new Select<>();
    private final TextField path = new TextField("Path");
    private final NumberField rate = new NumberField("Requests a second");
    private final IntegerField seconds = new IntegerField("Seconds");
    private final TextField note = new TextField("What for");
    private final Button run = new Button("Run the load");
    private final Div outcome = new Div();
    private final LiveRows history = new LiveRows(
            "Loads that were run",
            ROWS,
            "No load was run yet.",
            List.of(
                    new Column("Load", "name"),
                    new Column("When", "when"),
                    new Column("Median", "number"),
                    new Column("p95", "number"),
                    new Column("Failed", "number")));
    private final Select<BenchmarkRun> earlier = new Select<>();
    private final Select<BenchmarkRun> later = new Select<>();
    private final Paragraph comparison = new Paragraph();
    private final Select<Upstream> mark = new Select<>();
    private final AddressState state = new AddressState(this);

    BenchmarkView(Benchmarks benchmarks, Gateway gateway, Names names, Beside beside, AuthenticationContext login) {
        this.benchmarks = benchmarks;
        this.gateway = gateway;
        this.names = names;
        this.beside = beside;
        may = login.hasAnyRole("OPERATOR", "ADMIN");
        addClassName("page");
        history.addClassNames("wraps", "stacks");
        outcome.getElement().setAttribute("role", "status");
        comparison.getElement().setAttribute("role", "status");
        add(new H1("Benchmark"), sentence, new InsightNav("insight/benchmark"));
        if (may) {
            add(new Panel("Run a load").about("through the gateway").with(form(), outcome));
        }
        add(
                new Panel("Before and after").with(comparing(), comparison),
                new Panel("History").about("the newest first").with(history));
        if (login.hasRole("ADMIN")) {
            add(new Panel("Upstreams of your own").with(marking()));
        }
        refresh();
        state.keepOneOf("before", earlier, benchmarks::runs, each -> Long.toString(each.id()))
                .keepOneOf("after", later, benchmarks::runs, each -> Long.toString(each.id()));
    }

    private Div form() {
        upstream.setLabel("Upstream of your own");
        upstream.setItemLabelGenerator(Upstream::name);
        path.setValue("/");
        path.setHelperText("As a caller asks for it, such as /api/v3/depth?symbol=BTCUSDT");
        rate.setValue(10.0);
        rate.setMin(0.1);
        rate.setMax(BenchmarkPlan.MOST_RATE);
        seconds.setValue(20);
        seconds.setMin(1);
        seconds.setMax(BenchmarkPlan.MOST_SECONDS);
        note.setPlaceholder("before the new TTL");
        note.setMaxLength(200);
        run.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        run.addClickListener(click -> getUI().ifPresent(this::start));
        Div fields = new Div(upstream, path, rate, seconds, note);
        fields.addClassName("filters");
        Div buttons = new Div(run);
        buttons.addClassName("buttons");
        return new Div(fields, buttons);
    }

    private Div comparing() {
        earlier.setLabel("Before");
        later.setLabel("After");
        earlier.addClassName("wide");
        later.addClassName("wide");
        earlier.setItemLabelGenerator(this::label);
        later.setItemLabelGenerator(this::label);
        earlier.addValueChangeListener(change -> compare());
        later.addValueChangeListener(change -> compare());
        Div both = new Div(earlier, later);
        both.addClassName("filters");
        return both;
    }

    private Div marking() {
        Paragraph help =
                new Paragraph("Only upstreams that are yours may be put under load: a provider would take it for an"
                        + " attack, and may ban you. The demo exchange is ours, so it may be.");
        help.addClassName("quiet");
        mark.setLabel("Upstream");
        mark.setItems(names.upstreams());
        mark.setItemLabelGenerator(Upstream::name);
        Button own = new Button("It is my own", click -> set(true));
        Button foreign = new Button("It is not", click -> set(false));
        Div buttons = new Div(own, foreign);
        buttons.addClassName("buttons");
        Div chosen = new Div(mark);
        chosen.addClassName("filters");
        return new Div(help, chosen, buttons);
    }

    private void set(boolean own) {
        Upstream chosen = mark.getValue();
        if (chosen != null) {
            benchmarks.mark(chosen.id(), own);
            refresh();
        }
    }

    private void start(UI ui) {
        Upstream chosen = upstream.getValue();
        Double perSecond = rate.getValue();
        Integer length = seconds.getValue();
        if (chosen == null || perSecond == null || length == null) {
            say(Note.failed("Not run").text("Choose an upstream of your own, a rate and for how long."));
            return;
        }
        BenchmarkPlan plan = new BenchmarkPlan(
                chosen.id(),
                path.getValue().strip(),
                perSecond,
                length,
                note.getValue().strip());
        String address = gateway.status().url();
        run.setEnabled(false);
        say(Note.loading("Running")
                .text("%s requests a second for %d s; this page says what came of it."
                        .formatted(Figures.number(perSecond), length)));
        beside.work(ui, () -> attempt(plan, address), this::came, () -> run.setEnabled(true));
    }

    /** A run, or why there was none. */
    private record Came(Optional<BenchmarkRun> run, String refusal) {}

    private Came attempt(BenchmarkPlan plan, String address) {
        try {
            return new Came(Optional.of(benchmarks.run(plan, address)), "");
        } catch (InvalidDraft refused) {
            return new Came(Optional.empty(), String.valueOf(refused.getMessage()));
        }
    }

    private void came(Came came) {
        run.setEnabled(true);
        if (came.run().isEmpty()) {
            say(Note.failed("Not run").text(came.refusal()));
            return;
        }
        BenchmarkRun done = came.run().get();
        say(Note.done("Done")
                .text("%s requests: median %s, p95 %s, %s failed%s"
                        .formatted(
                                Figures.count(done.sent()),
                                interval(done.p50()),
                                interval(done.p95()),
                                Figures.count(done.failed()),
                                done.unsent() == 0
                                        ? "."
                                        : "; %s were not sent, since 200 were on their way."
                                                .formatted(Figures.count(done.unsent())))));
        refresh();
    }

    private void refresh() {
        List<BenchmarkRun> runs = benchmarks.runs();
        List<Upstream> own = benchmarks.own();
        if (may) {
            Upstream chosen = upstream.getValue();
            upstream.setItems(own);
            upstream.setValue(own.stream()
                    .filter(each -> each.equals(chosen))
                    .findFirst()
                    .orElse(own.isEmpty() ? null : own.getFirst()));
        }
        sentence.setText(
                own.isEmpty()
                        ? "No upstream is marked as your own, so no load can be run."
                        : "%d %s in the history; %d %s may be put under load."
                                .formatted(
                                        runs.size(),
                                        runs.size() == 1 ? "load is" : "loads are",
                                        own.size(),
                                        own.size() == 1 ? "upstream" : "upstreams"));
        history.show(runs.stream().limit(ROWS).map(this::row).toList());
        earlier.setItems(runs);
        later.setItems(runs);
        if (runs.size() > 1) {
            later.setValue(runs.getFirst());
            runs.stream()
                    .skip(1)
                    .filter(each -> each.plan().upstreamId()
                                    == runs.getFirst().plan().upstreamId()
                            && each.plan().path().equals(runs.getFirst().plan().path()))
                    .findFirst()
                    .ifPresent(earlier::setValue);
        } else {
            comparison.setText("Two loads are needed, one before a change and one after it.");
        }
    }

    private void compare() {
        BenchmarkRun before = earlier.getValue();
        BenchmarkRun after = later.getValue();
        if (before == null || after == null) {
            comparison.setText("Choose one before a change and one after it.");
            return;
        }
        BenchmarkRun.Comparison found = after.against(before);
        boolean same = before.plan().path().equals(after.plan().path())
                && before.plan().upstreamId() == after.plan().upstreamId();
        comparison.setText("Median %s, p95 %s, failed %s.%s"
                .formatted(
                        difference(found.p50()),
                        difference(found.p95()),
                        found.failed().isKnown()
                                ? "%+.2f points (%+.2f to %+.2f)"
                                        .formatted(
                                                found.failed().value() * 100,
                                                found.failed().low() * 100,
                                                found.failed().high() * 100)
                                : "not known",
                        same ? "" : " These two loads asked for different things."));
    }

    private static String difference(Interval interval) {
        String size = InsightFigures.value(Math.abs(interval.value()), "ms");
        String word = interval.value() <= 0 ? "lower" : "higher";
        return !interval.isKnown()
                ? "%s %s, with too few requests for an interval".formatted(size, word)
                : "%s %s (95 %% interval %s to %s%s)"
                        .formatted(
                                size,
                                word,
                                InsightFigures.value(interval.low(), "ms"),
                                InsightFigures.value(interval.high(), "ms"),
                                interval.isClear() ? "" : ", which may be chance");
    }

    private static String interval(Interval interval) {
        return interval.isKnown()
                ? "%s (%s to %s)"
                        .formatted(
                                InsightFigures.value(interval.value(), "ms"),
                                InsightFigures.value(interval.low(), "ms"),
                                InsightFigures.value(interval.high(), "ms"))
                : InsightFigures.value(interval.value(), "ms");
    }

    private List<Cell> row(BenchmarkRun each) {
        return List.of(
                new Cell.Link(
                        "GET %s of %s, %s a second for %d s%s"
                                .formatted(
                                        each.plan().path(),
                                        names.upstream(each.plan().upstreamId()),
                                        Figures.number(each.plan().rate()),
                                        each.plan().seconds(),
                                        each.plan().note().isEmpty()
                                                ? ""
                                                : ": " + each.plan().note()),
                        "insight/upstream-%d?at=%d"
                                .formatted(each.plan().upstreamId(), each.at().toEpochMilli())),
                new Cell.Time(each.at()),
                new Cell.Text(InsightFigures.value(each.p50().value(), "ms")),
                new Cell.Text(InsightFigures.value(each.p95().value(), "ms")),
                new Cell.Text(Figures.count(each.failed())));
    }

    private String label(BenchmarkRun each) {
        return "%d: %s %s%s"
                .formatted(
                        each.id(),
                        names.upstream(each.plan().upstreamId()),
                        each.plan().path(),
                        each.plan().note().isEmpty() ? "" : " (" + each.plan().note() + ")");
    }

    private void say(Note said) {
        outcome.removeAll();
        outcome.add(said);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        state.read(event.getLocation());
    }
}
