package io.zol0.ui.alerts;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.zol0.alerts.BackTest;
import io.zol0.alerts.BackTests;
import io.zol0.alerts.Breadth;
import io.zol0.alerts.Measure;
import io.zol0.alerts.Rule;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Moment;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** When a rule would have fired, read beside the page; while one is read the newest of what was typed waits. */
class BackTestPart extends Div {
    private static final int NEWEST = 10;

    private final BackTests tests;
    private final Paragraph sentence = new Paragraph("Reading what is recorded…");
    private final Div picture = new Div();
    private final OrderedList firings = new OrderedList();
    private @Nullable Rule waiting;
    private boolean reading;
    private boolean told;

    BackTestPart(BackTests tests) {
        this.tests = tests;
        sentence.getElement().setAttribute("role", "status");
        sentence.addClassName("back-test-sentence");
        firings.addClassNames("plain-list", "timeline");
        add(sentence, picture, firings);
    }

    /** Asks for a rule, once what is asked now is answered. */
    void ask(Rule rule) {
        if (rule.breadth() == Breadth.CALLER) {
            picture.removeAll();
            firings.removeAll();
            waiting = null;
            told = false;
            sentence.setText(
                    "Calls are not recorded by caller over time, so that it cannot be said when it would have fired.");
            return;
        }
        waiting = rule;
        told = true;
        if (picture.getComponentCount() > 0) {
            sentence.setText("Looking when it would have fired…");
        }
        outdated(true);
        if (!reading) {
            start();
        }
    }

    /** What is drawn is of another rule than the one that is in the form. */
    private void outdated(boolean outdated) {
        picture.setClassName("outdated", outdated);
        firings.setClassName("outdated", outdated);
    }

    private void start() {
        Rule rule = waiting;
        UI ui = UI.getCurrent();
        if (rule == null || ui == null) {
            return;
        }
        waiting = null;
        reading = true;
        Thread.ofVirtual().name("back-test").start(new DelegatingSecurityContextRunnable(() -> {
            try {
                Answer<BackTest> answer = tests.of(rule);
                tell(ui, () -> take(answer));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                tell(ui, () -> {
                    reading = false;
                    outdated(false);
                    sentence.setText("It could not be said when it would have fired.");
                    throw e;
                });
            }
        }));
    }

    /** A page that was left meanwhile is told nothing. */
    private static void tell(UI ui, Runnable news) {
        ui.accessLater(news::run, () -> {}).run();
    }

    private void take(Answer<BackTest> answer) {
        reading = false;
        if (waiting != null) {
            start();
            return;
        }
        picture.removeAll();
        firings.removeAll();
        outdated(false);
        if (!told) {
            return;
        }
        switch (answer) {
            case Answer.Unavailable<BackTest>(String reason) -> sentence.setText(reason + " Rules are judged on.");
            case Answer.Found<BackTest>(BackTest test) -> show(test);
        }
    }

    private void show(BackTest test) {
        sentence.setText(test.sentence());
        if (!test.points().isEmpty()) {
            picture.add(chart(test));
        }
        List<BackTest.Firing> newest =
                test.firings().reversed().stream().limit(NEWEST).toList();
        newest.forEach(firing -> firings.add(line(test.rule(), firing)));
        if (test.count() > newest.size()) {
            firings.add(new ListItem("and %,d more before".formatted(test.count() - newest.size())));
        }
    }

    private static Chart chart(BackTest test) {
        Measure measure = test.rule().judgedMeasure();
        double level = LevelText.drawn(measure, test.rule().level());
        double clear = LevelText.drawn(measure, test.rule().clear());
        Chart chart = Chart.past(
                        measure.words() + " of " + test.shown(),
                        LevelText.chartUnit(measure),
                        Duration.between(test.from(), test.to()).plusMinutes(1),
                        List.of(
                                Chart.Series.solid(test.shown(), "blue"),
                                new Chart.Series("level", "red", 6),
                                new Chart.Series("clear level", "amber", 3)))
                .missing("nothing recorded");
        chart.append(test.points().stream()
                .map(point -> new Chart.Point(
                        point.at(),
                        Arrays.asList(
                                Double.isNaN(point.value()) ? null : LevelText.drawn(measure, point.value()),
                                level,
                                clear)))
                .toList());
        chart.shade(test.firings().stream()
                .filter(firing -> firing.subject().equals(test.shown()))
                .map(firing -> new Chart.Shade(firing.from(), end(firing, test.to()), "red"))
                .toList());
        chart.addClassName("back-test");
        return chart;
    }

    private static Instant end(BackTest.Firing firing, Instant otherwise) {
        Instant end = firing.to();
        return end == null ? otherwise : end;
    }

    private static ListItem line(Rule rule, BackTest.Firing firing) {
        Span what = new Span(firing.subject());
        what.addClassName("step-what");
        Instant end = firing.to();
        String lasted = end == null ? "until now" : "for " + LevelText.span(Duration.between(firing.from(), end));
        Span more = new Span(
                new Moment(firing.from()), new Span(" · %s · worst %s".formatted(lasted, rule.write(firing.worst()))));
        more.addClassName("quiet");
        return new ListItem(what, more);
    }
}
