package io.zol0.ui.alerts;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.alerts.ErrorBudget;
import io.zol0.alerts.ErrorBudgets;
import io.zol0.alerts.Rule;
import io.zol0.metrics.Answer;
import io.zol0.ui.parts.Chart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** What is left of the error budgets of a rule over 30 days, read beside the page. */
class BudgetPart extends Div {
    private static final int LINES = 4;
    private static final Duration MONTH = Duration.ofDays(30);
    private static final List<Chart.Series> LOOKS = List.of(
            Chart.Series.solid("", "blue"),
            new Chart.Series("", "teal", 6),
            new Chart.Series("", "violet", 3),
            new Chart.Series("", "orange", 9));

    private final ErrorBudgets budgets;
    private final Rule rule;
    private final Paragraph note = new Paragraph("Reading the last 30 days…");

    BudgetPart(ErrorBudgets budgets, Rule rule) {
        this.budgets = budgets;
        this.rule = rule;
        note.getElement().setAttribute("role", "status");
        add(note);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        UI ui = attached.getUI();
        Thread.ofVirtual().name("error-budgets").start(new DelegatingSecurityContextRunnable(() -> {
            try {
                Answer<List<ErrorBudget>> answer = budgets.of(rule);
                ui.accessLater(() -> show(answer), () -> {}).run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void show(Answer<List<ErrorBudget>> answer) {
        removeAll();
        switch (answer) {
            case Answer.Unavailable<List<ErrorBudget>>(String reason) -> {
                note.setText(reason);
                add(note);
            }
            case Answer.Found<List<ErrorBudget>>(List<ErrorBudget> all) -> {
                all.forEach(budget -> add(new Paragraph(budget.sentence())));
                if (all.isEmpty()) {
                    note.setText("Nothing that the rule is about was called yet.");
                    add(note);
                }
                List<ErrorBudget> drawn = all.stream()
                        .filter(budget -> budget.calls() > 0)
                        .limit(LINES)
                        .toList();
                if (!drawn.isEmpty()) {
                    add(chart(drawn));
                }
            }
        }
    }

    private static Chart chart(List<ErrorBudget> budgets) {
        List<Chart.Series> series = new ArrayList<>();
        SortedMap<Instant, @Nullable Double[]> points = new TreeMap<>();
        for (int i = 0; i < budgets.size(); i++) {
            Chart.Series look = LOOKS.get(i);
            series.add(new Chart.Series(budgets.get(i).subject(), look.colour(), look.dash()));
            for (ErrorBudget.Point point : budgets.get(i).line()) {
                points.computeIfAbsent(point.at(), at -> new @Nullable Double[budgets.size()])[i] = point.left() * 100;
            }
        }
        Chart chart = Chart.past("Error budget left", "%", MONTH, series).missing("nothing recorded");
        chart.addClassName("back-test");
        chart.append(points.entrySet().stream()
                .map(each -> new Chart.Point(each.getKey(), Arrays.asList(each.getValue())))
                .toList());
        return chart;
    }
}
