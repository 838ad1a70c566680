package io.zol0.ui.endpoints;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.metrics.Answer;
import io.zol0.metrics.Tick;
import io.zol0.ui.parts.Chart;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An endpoint half an hour before and after a moment, by the minute: where a link from an alert leads. */
class AroundPart extends Div {
    static final Duration REACH = Duration.ofMinutes(30);
    private static final Duration MARK = Duration.ofMinutes(1);

    private final PastReader history;
    private final long endpointId;
    private final Instant at;
    private final Paragraph note = new Paragraph("Reading that hour…");

    AroundPart(PastReader history, long endpointId, Instant at) {
        this.history = history;
        this.endpointId = endpointId;
        this.at = at;
        note.addClassName("quiet");
        note.getElement().setAttribute("role", "status");
        addClassName("around");
        add(note);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        UI ui = attached.getUI();
        Thread.ofVirtual().name("endpoint-around").start(() -> {
            try {
                Answer<List<Tick>> answer = history.around(endpointId, at.minus(REACH), at.plus(REACH));
                ui.accessLater(() -> show(answer), () -> {}).run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void show(Answer<List<Tick>> answer) {
        removeAll();
        switch (answer) {
            case Answer.Unavailable<List<Tick>>(String reason) -> {
                note.setText("The history is unavailable. " + reason);
                add(note);
            }
            case Answer.Found<List<Tick>>(List<Tick> minutes) -> {
                if (minutes.stream().allMatch(minute -> minute.stats().calls() == 0)) {
                    note.setText("No call is recorded in that hour; the running minute is not in the history yet.");
                    add(note);
                    return;
                }
                add(chart(
                        "Latency",
                        "ms",
                        List.of(Chart.Series.solid("p50", "blue"), new Chart.Series("p95", "violet", 6)),
                        minutes,
                        minute -> Arrays.asList(
                                millis(minute, minute.stats().total().p50()),
                                millis(minute, minute.stats().total().p95()))));
                add(chart(
                        "Calls and failures",
                        "a minute",
                        List.of(Chart.Series.solid("calls", "blue"), new Chart.Series("failed", "red", 6)),
                        minutes,
                        minute -> Arrays.asList((Double) (double) minute.stats().calls(), (Double)
                                (minute.stats().errorShare() * minute.stats().calls()))));
            }
        }
    }

    /** The values of a minute. */
    private interface Values {
        List<@Nullable Double> of(Tick minute);
    }

    private Chart chart(String title, String unit, List<Chart.Series> series, List<Tick> minutes, Values values) {
        Chart chart = Chart.past(title, unit, REACH.multipliedBy(2), series);
        chart.append(minutes.stream()
                .map(minute -> new Chart.Point(minute.second(), values.of(minute)))
                .toList());
        chart.shade(List.of(new Chart.Shade(at, at.plus(MARK), "red")));
        chart.addClassName("back-test");
        return chart;
    }

    private static @Nullable Double millis(Tick minute, Duration time) {
        return minute.stats().calls() == 0 ? null : time.toNanos() / 1e6;
    }
}
