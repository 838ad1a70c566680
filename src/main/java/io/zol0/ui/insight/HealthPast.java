package io.zol0.ui.insight;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import io.zol0.insight.Happening;
import io.zol0.insight.Happenings;
import io.zol0.insight.Health;
import io.zol0.insight.HealthWeights;
import io.zol0.insight.Measured;
import io.zol0.insight.Place;
import io.zol0.insight.Term;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Panel;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The score of a place over a day or a week with what happened on it, by the weights that hold and by a draft of others. */
class HealthPast extends Div {
    private final Health health;
    private final Happenings happenings;
    private final Beside beside;
    private final Clock clock;
    private final Select<Span> spans = new Select<>();
    private final Select<Term> terms = new Select<>();
    private final Paragraph note = new Paragraph();
    private final EventList events = new EventList("Nothing that ZoL0 knows of happened in this time.");
    private final Div score = new Div();
    private final Div term = new Div();
    private Place place = Place.EVERYTHING;
    private List<Health.Past> read = List.of();
    private List<Happening> happened = List.of();
    private HealthWeights weights = HealthWeights.standard();
    private @Nullable HealthWeights draft;

    /** How much of the past. */
    private enum Span {
        DAY("24 hours", Duration.ofDays(1), Health.WINDOW),
        WEEK("7 days", Duration.ofDays(7), Duration.ofHours(1));

        private final String words;
        private final Duration length;
        private final Duration step;

        Span(String words, Duration length, Duration step) {
            this.words = words;
            this.length = length;
            this.step = step;
        }
    }

    /** What was read of the past beside the page. */
    private record Came(Answer<List<Health.Past>> past, List<Happening> happenings) {}

    HealthPast(Health health, Happenings happenings, Beside beside, Clock clock) {
        this.health = health;
        this.happenings = happenings;
        this.beside = beside;
        this.clock = clock;
        spans.setLabel("Time");
        spans.setItems(Span.values());
        spans.setItemLabelGenerator(each -> each.words);
        spans.setValue(Span.DAY);
        spans.addValueChangeListener(change -> getUI().ifPresent(this::ask));
        terms.setLabel("Below, the term");
        terms.setItems(Term.values());
        terms.setItemLabelGenerator(Term::title);
        terms.setValue(Term.BASELINE);
        terms.addClassName("wide");
        terms.addValueChangeListener(change -> draw());
        note.addClassName("quiet");
        note.getElement().setAttribute("role", "status");
        Div filters = new Div(spans, terms);
        filters.addClassName("filters");
        add(
                filters,
                new Panel("Score").about("0 to 1, each step by itself").with(score, note),
                new Panel("One term of it").about("what was measured").with(term),
                new Panel("What happened").about("the letters in the charts").with(events));
    }

    /** Keeps the time and the term in the page's address. */
    void keepIn(AddressState state) {
        state.keep("time", spans, Span.values()).keep("term", terms, Term.values());
    }

    void show(UI ui, Place shown, HealthWeights counting) {
        place = shown;
        weights = counting;
        ask(ui);
    }

    void open(Term opened) {
        terms.setValue(opened);
    }

    /** Draws the score by other weights beside; null for none. */
    void compare(@Nullable HealthWeights other) {
        draft = other;
        draw();
    }

    void count(HealthWeights counting) {
        weights = counting;
        draft = null;
        draw();
    }

    private void ask(UI ui) {
        note.setText("Reading the history…");
        Span span = spans.getValue();
        Instant to = clock.instant();
        long step = span.step.toSeconds();
        Instant from = Instant.ofEpochSecond(Math.floorDiv(to.minus(span.length).getEpochSecond(), step) * step);
        beside.work(
                ui,
                () -> new Came(health.past(place, from, to, span.step), happenings.between(from, to)),
                this::take,
                () -> note.setText("The history could not be read."));
    }

    private void take(Came came) {
        happened = came.happenings().stream().filter(this::concerns).toList();
        switch (came.past()) {
            case Answer.Unavailable<List<Health.Past>>(String reason) -> {
                read = List.of();
                note.setText("The history is unavailable, live figures go on. " + reason);
            }
            case Answer.Found<List<Health.Past>>(List<Health.Past> past) -> {
                read = past;
                long scored = past.stream()
                        .filter(each -> each.score(weights).score() != null)
                        .count();
                note.setText(
                        scored == 0
                                ? "Nothing of it is in the history yet: the first whole minute is there a minute after it ended."
                                : "%d of %d steps had enough measurements for a score.".formatted(scored, past.size()));
            }
        }
        draw();
    }

    private boolean concerns(Happening happening) {
        return (place.environment().isEmpty()
                        || happening.environment().isEmpty()
                        || happening.environment().equals(place.environment()))
                && (place.upstreamId() == 0
                        || happening.upstreamId() == 0
                        || happening.upstreamId() == place.upstreamId());
    }

    private void draw() {
        List<Chart.Mark> marks = events.show(happened);
        Span span = spans.getValue();
        HealthWeights other = draft;
        Chart scores = Chart.history(
                "Health score",
                "",
                span.length,
                other == null
                        ? List.of(Chart.Series.solid("score", "blue"))
                        : List.of(
                                Chart.Series.solid("by the weights that hold", "blue"),
                                new Chart.Series("by your draft", "violet", 6)),
                1.0);
        scores.append(read.stream()
                .map(past -> new Chart.Point(
                        past.at(),
                        other == null
                                ? Arrays.asList(past.score(weights).score())
                                : Arrays.asList(
                                        past.score(weights).score(),
                                        past.score(other).score())))
                .toList());
        scores.mark(marks);
        score.removeAll();
        score.addClassName("past");
        score.add(scores);
        Term shown = terms.getValue();
        Chart figures = Chart.history(
                shown.title(), shown.unit(), span.length, List.of(Chart.Series.solid(shown.title(), "blue")), null);
        figures.append(read.stream()
                .map(past -> new Chart.Point(past.at(), Arrays.asList(figure(past.measured(), shown))))
                .toList());
        figures.mark(marks);
        term.removeAll();
        term.addClassName("past");
        Paragraph meaning = new Paragraph(shown.meaning());
        meaning.addClassName("quiet");
        term.add(figures, meaning);
    }

    private static @Nullable Double figure(Measured measured, Term term) {
        Measured.Figure figure = measured.figures().get(term);
        return figure == null ? null : figure.value();
    }

    /** What the score of the newest step with one was by some weights; for whoever compares. */
    static @Nullable Double mean(List<Health.Past> past, HealthWeights weights) {
        return past.stream()
                .map(each -> each.score(weights).score())
                .filter(java.util.Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average()
                .stream()
                .boxed()
                .findFirst()
                .orElse(null);
    }

    /** The mean of the score over the time shown, by the weights that hold and by others. */
    String effect(HealthWeights other) {
        Double now = mean(read, weights);
        Double then = mean(read, other);
        return now == null || then == null
                ? "There is not enough history to see the effect."
                : "Over the time shown the score would have been %s on average instead of %s."
                        .formatted(HealthWords.number(then), HealthWords.number(now));
    }
}
