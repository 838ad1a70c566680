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
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.insight.Environments;
import io.zol0.insight.Happening;
import io.zol0.insight.Interval;
import io.zol0.metrics.Answer;
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
class EnvironmentsView extends Main {
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
    private final List<String> names;

    EnvironmentsView(Environments environments, Beside beside) {
        this.environments = environments;
        this.beside = beside;
        names = environments.names();
        addClassName("page");
        one.setLabel("This environment");
        other.setLabel("Held against that one");
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
                                    + " same method and path are then compared here, as soon as both were called.")
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
                    instead.add(
                            Note.empty("Nothing was called in both")
                                    .text(
                                            "Endpoints with the same method and path, each called 20 times in this time, are compared."));
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
        Span sides = new Span(link(pair.one(), one.getValue()), new Span(" · "), link(pair.other(), other.getValue()));
        sides.addClassName("quiet");
        Span difference = new Span("p95 %s in %s%s. Failed: %s."
                .formatted(
                        difference(pair.p95()),
                        other.getValue(),
                        pair.p95().isKnown()
                                ? ""
                                : "; for an interval it takes 8 pieces of time in which both had 20 calls, and there are "
                                        + pair.pieces(),
                        shares(pair.failed())));
        Div words = new Div(name, difference, sides);
        pair.since().ifPresent(at -> {
            Span since = new Span(new Span("So since "), new Moment(at), new Span(before(pair.happenings())));
            words.add(since);
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

    private static String difference(Interval interval) {
        if (!Double.isFinite(interval.value())) {
            return "cannot be compared: at no time both had 20 calls;";
        }
        String size = InsightFigures.value(Math.abs(interval.value()), "ms");
        String word = interval.value() < 0 ? "lower" : "higher";
        return interval.isKnown()
                ? "%s %s (95 %% interval %s to %s)"
                        .formatted(
                                size,
                                word,
                                InsightFigures.value(interval.low(), "ms"),
                                InsightFigures.value(interval.high(), "ms"))
                : "%s %s".formatted(size, word);
    }

    private static String shares(Interval interval) {
        return !interval.isKnown()
                ? "not known"
                : "%+.2f points (%+.2f to %+.2f)"
                        .formatted(interval.value() * 100, interval.low() * 100, interval.high() * 100);
    }
}
