package io.zol0.ui.alerts;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.UnorderedList;
import io.zol0.alerts.Alert;
import io.zol0.alerts.Explanations;
import io.zol0.alerts.Measure;
import io.zol0.alerts.Surroundings;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.Chart;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** What was around an alert when it began, read beside the page: how unusual it is, what changed before and what moved with it. */
class WhyPart extends Div {
    private final Explanations explanations;
    private final Paragraph note = new Paragraph();
    private long shown;

    WhyPart(Explanations explanations) {
        this.explanations = explanations;
        note.getElement().setAttribute("role", "status");
        note.addClassName("quiet");
    }

    /** Reads it anew for another alert only; it is about the time at which that began. */
    void show(Alert alert) {
        UI ui = UI.getCurrent();
        if (alert.id() == shown || ui == null) {
            return;
        }
        shown = alert.id();
        removeAll();
        note.setText("Looking at what was recorded around it…");
        add(note);
        Thread.ofVirtual().name("alert-explanation").start(new DelegatingSecurityContextRunnable(() -> {
            try {
                Answer<Optional<Surroundings>> answer = explanations.of(alert.id());
                ui.accessLater(() -> take(alert, answer), () -> {}).run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                ui.accessLater(
                                () -> {
                                    note.setText("What was around it could not be read.");
                                    throw e;
                                },
                                () -> {})
                        .run();
            }
        }));
    }

    private void take(Alert alert, Answer<Optional<Surroundings>> answer) {
        if (alert.id() != shown) {
            return;
        }
        removeAll();
        switch (answer) {
            case Answer.Unavailable<Optional<Surroundings>>(String reason) -> {
                note.setText(reason);
                add(note);
            }
            case Answer.Found<Optional<Surroundings>>(Optional<Surroundings> found) ->
                found.ifPresent(surroundings -> fill(alert, surroundings));
        }
    }

    private void fill(Alert alert, Surroundings around) {
        add(new Paragraph(around.unusual()));
        H3 changed = new H3("Changed in the half hour before");
        add(
                changed,
                around.changes().isEmpty()
                        ? quiet("No setting of it, and no deployment was told of.")
                        : list(around.changes()));
        add(new H3("Moved with it"));
        add(
                around.moved().isEmpty()
                        ? quiet(
                                around.looked() == 0
                                        ? "Too little is recorded around it to compare it with anything."
                                        : "None of the %d figures around it that are recorded, by a correlation of 0.6 or more."
                                                .formatted(around.looked()))
                        : list(around.moved().stream()
                                .map(Surroundings.Moved::sentence)
                                .toList()));
        if (around.line().size() > 1) {
            add(chart(alert, around));
        }
    }

    private static Chart chart(Alert alert, Surroundings around) {
        Measure measure = Measure.of(alert.measure().key(), alert.measure().suffix());
        Instant first = around.line().getFirst().at();
        Instant last = around.line().getLast().at();
        Chart chart = Chart.past(
                        measure.words() + " of " + alert.subject(),
                        LevelText.chartUnit(measure),
                        Duration.between(first, last).plusMinutes(1),
                        List.of(Chart.Series.solid(measure.words(), "blue")))
                .missing("nothing recorded");
        chart.append(around.line().stream()
                .map(point ->
                        new Chart.Point(point.at(), Arrays.asList((Double) LevelText.drawn(measure, point.value()))))
                .toList());
        Instant over = alert.resolvedAt();
        Instant end = over == null || over.isAfter(last) ? last : over;
        chart.shade(List.of(new Chart.Shade(alert.beganAt(), end.isBefore(alert.beganAt()) ? last : end, "red")));
        chart.addClassName("back-test");
        return chart;
    }

    private static UnorderedList list(List<String> sentences) {
        UnorderedList list = new UnorderedList();
        list.addClassName("why");
        sentences.forEach(sentence -> list.add(new ListItem(sentence)));
        return list;
    }

    private static Paragraph quiet(String words) {
        Paragraph paragraph = new Paragraph(words);
        paragraph.addClassName("quiet");
        return paragraph;
    }
}
