package io.zol0.ui.insight;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.insight.Environments;
import io.zol0.insight.Happening;
import io.zol0.insight.Interval;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import jakarta.annotation.security.PermitAll;
import java.util.List;

/** Two environments side by side, endpoint by endpoint: what is slower or fails more in the other, and since when. */
@Route("insight/environments")
@PageTitle("Environments · ZoL0")
@PermitAll
class EnvironmentsView extends Main implements BeforeEnterObserver {
    private final Environments environments;
    private final Beside beside;
    private final Paragraph sentence = new Paragraph();
    private final Select<String> one = new Select<>();
    private final Select<String> other = new Select<>();
    private final Select<Environments.Span> spans = new Select<>();
    private final Div instead = new Div();
    private final UnorderedList regressions = list();
    private final UnorderedList rest = list();
    private final Div content = new Div();
    private final AddressState state = new AddressState(this);
    private final List<String> names;

    EnvironmentsView(Environments environments, Beside beside) {
        this.environments = environments;
        this.beside = beside;
        names = environments.names();
        addClassName("page");
        one.setLabel("Compared with");
        other.setLabel("Environment");
        spans.setLabel("Time");
        spans.setItems(Environments.Span.values());
        spans.setItemLabelGenerator(Environments.Span::words);
        spans.setValue(Environments.Span.DAY);
        Div filters = new Div(other, one, spans);
        filters.addClassName("filters");
        content.add(
                new Panel("Regressions")
                        .about("surely worse, by more than a tenth or with more failures")
                        .with(regressions),
                new Panel("The rest").about("the busiest first").with(rest));
        content.setVisible(false);
        add(new H1("Environments"), sentence, new InsightNav("insight/environments"));
        if (names.size() < 2) {
            instead.add(Note.empty("There is one environment only")
                    .text(
                            "Give an upstream another environment, such as staging, under Settings, Upstreams. Endpoints with the"
                                    + " same method and path are then compared here in whole quarters of an hour: once each was"
                                    + " called 20 times, and with an interval after eight quarters in which both were.")
                    .link("Go to the upstreams", "settings/upstreams"));
            add(instead);
            return;
        }
        other.setItems(names);
        one.setItems(names);
        one.setValue(names.contains("production") ? "production" : names.getFirst());
        other.setValue(names.stream()
                .filter(name -> !name.equals(one.getValue()))
                .findFirst()
                .orElse(names.getFirst()));
        add(filters, instead, content);
        state.keepOneOf("environment", one, () -> names, name -> name)
                .keepOneOf("against", other, () -> names, name -> name)
                .keep("time", spans, Environments.Span.values());
        one.addValueChangeListener(change -> getUI().ifPresent(this::ask));
        other.addValueChangeListener(change -> getUI().ifPresent(this::ask));
        spans.addValueChangeListener(change -> getUI().ifPresent(this::ask));
    }

    private static UnorderedList list() {
        UnorderedList list = new UnorderedList();
        list.addClassNames("plain-list", "findings");
        return list;
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        if (names.size() > 1) {
            ask(attached.getUI());
        }
    }

    private void ask(UI ui) {
        String here = one.getValue();
        String there = other.getValue();
        Environments.Span span = spans.getValue();
        sentence.setText("Comparing endpoint by endpoint…");
        beside.work(
                ui,
                () -> environments.compare(here, there, span),
                this::show,
                () -> sentence.setText("The history could not be read."));
    }

    private void show(Answer<List<Environments.Pair>> answer) {
        instead.removeAll();
        switch (answer) {
            case Answer.Unavailable<List<Environments.Pair>>(String reason) -> {
                content.setVisible(false);
                sentence.setText("");
                instead.add(Note.failed("The history is unavailable").text(reason));
            }
            case Answer.Found<List<Environments.Pair>>(List<Environments.Pair> pairs) -> {
                content.setVisible(!pairs.isEmpty());
                if (pairs.isEmpty()) {
                    sentence.setText("");
                    instead.add(Note.empty("Nothing was called in both")
                            .text(
                                    "Endpoints with the same method and path, each called 20 times in this time, are compared."
                                            + " What was called just now comes when its quarter of an hour is over, or its hour"
                                            + " where 7 days are compared."));
                    return;
                }
                long worse = pairs.stream().filter(Environments.Pair::worse).count();
                sentence.setText("%d of %d endpoints that both have are worse in %s than in %s."
                        .formatted(worse, pairs.size(), other.getValue(), one.getValue()));
                regressions.removeAll();
                rest.removeAll();
                pairs.forEach(pair -> (pair.worse() ? regressions : rest).add(item(pair)));
                if (worse == 0) {
                    regressions.add(new ListItem("None is surely worse."));
                }
            }
        }
    }

    private ListItem item(Environments.Pair pair) {
        Span name = new Span(pair.name());
        name.addClassName("step-what");
        Span difference =
                new Span("%s Failed: %s.".formatted(difference(pair, other.getValue()), shares(pair.failed())));
        Div words = new Div(name, difference, link(pair.one(), one.getValue()), link(pair.other(), other.getValue()));
        pair.since().ifPresent(at -> {
            Anchor charts = new Anchor(
                    "endpoints/%d?at=%d".formatted(pair.other().endpointId(), at.toEpochMilli()), new Moment(at));
            words.add(new Span(new Span("About so since "), charts, new Span(before(pair.happenings()))));
        });
        words.addClassName("change-words");
        ListItem item = new ListItem(words);
        item.addClassName("event");
        return item;
    }

    private static String before(List<Happening> happenings) {
        return happenings.isEmpty()
                ? "."
                : "; just before, %s: %s."
                        .formatted(
                                happenings.getLast().kind().words(),
                                happenings.getLast().sentence());
    }

    private static Anchor link(Environments.Side side, String environment) {
        Anchor link = new Anchor(
                "endpoints/" + side.endpointId(),
                "%s (%s): p95 %s, %s failed, %s calls"
                        .formatted(
                                environment,
                                side.upstream(),
                                InsightFigures.value(side.p95(), "ms"),
                                Figures.percent(side.failedShare()),
                                Figures.count(side.calls())));
        return link;
    }

    private static String difference(Environments.Pair pair, String there) {
        Interval p95 = pair.p95();
        if (!Double.isFinite(p95.value())) {
            return "The p95 cannot be compared: there is no piece of time in which both had 20 calls.";
        }
        String size = p95.value() == 0
                ? "p95 the same in " + there
                : "p95 %s %s in %s"
                        .formatted(
                                InsightFigures.value(Math.abs(p95.value()), "ms"),
                                p95.value() < 0 ? "lower" : "higher",
                                there);
        return p95.isKnown()
                ? "%s (95 %% interval %s to %s)."
                        .formatted(size, InsightFigures.value(p95.low(), "ms"), InsightFigures.value(p95.high(), "ms"))
                : "%s; for an interval it takes 8 pieces of time in which both had 20 calls, and there are %d."
                        .formatted(size, pair.pieces());
    }

    private static String shares(Interval interval) {
        return !interval.isKnown()
                ? "not known"
                : "%+.2f points (%+.2f to %+.2f)"
                        .formatted(interval.value() * 100, interval.low() * 100, interval.high() * 100);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        state.read(event.getLocation());
    }
}
