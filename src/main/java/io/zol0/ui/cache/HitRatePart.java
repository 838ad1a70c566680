package io.zol0.ui.cache;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.metrics.Answer;
import io.zol0.metrics.Scope;
import io.zol0.ui.parts.Chart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The hit rate of the last day as a line, read beside the page once a minute. */
class HitRatePart extends Div {
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(10);

    private final HitRates rates;
    private final Paragraph note = new Paragraph();
    private final Chart chart = Chart.past(
            "Hit rate of the last 24 hours",
            "%",
            HitRates.DAY,
            List.of(Chart.Series.solid("of what could come from the cache", "teal")));
    private boolean reading;
    private Instant askAgainAt = Instant.MIN;

    HitRatePart(HitRates rates) {
        this.rates = rates;
        addClassName("past");
        note.addClassName("quiet");
        note.getElement().setAttribute("role", "status");
        note.setText("Reading the last 24 hours…");
        add(chart, note);
    }

    /** Asks the history where it is time to. */
    void ask(UI ui, Instant now, Scope scope) {
        if (!reading && !now.isBefore(askAgainAt)) {
            reading = true;
            Thread.ofVirtual().name("cache-history").start(() -> read(ui, now, scope));
        }
    }

    private void read(UI ui, Instant now, Scope scope) {
        try {
            Answer<List<Chart.Point>> came = rates.lastDay(scope);
            tell(ui, () -> take(came, now));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Not the database's being away, which is a value: the console's error handler has a sentence for it.
            tell(ui, () -> {
                askAgainAt = now.plus(GOOD_FOR);
                reading = false;
                throw e;
            });
        }
    }

    /** A page that was left meanwhile is told nothing. */
    private static void tell(UI ui, Runnable news) {
        ui.accessLater(news::run, () -> {}).run();
    }

    private void take(Answer<List<Chart.Point>> came, Instant at) {
        reading = false;
        switch (came) {
            case Answer.Unavailable<List<Chart.Point>>(String reason) -> {
                askAgainAt = at.plus(ASKED_AGAIN);
                note.setText("The history is unavailable, live figures go on. " + reason);
            }
            case Answer.Found<List<Chart.Point>>(List<Chart.Point> points) -> {
                askAgainAt = at.plus(points.isEmpty() ? ASKED_AGAIN : GOOD_FOR);
                chart.append(points);
                note.setText(sentence(points));
            }
        }
    }

    static String sentence(List<Chart.Point> points) {
        long measured = points.stream()
                .filter(point -> point.values().getFirst() != null)
                .count();
        return measured == 0
                ? "No call that could come from the cache was made in the last 24 hours."
                : "In steps of ten minutes; %d of %d had calls that could come from the cache."
                        .formatted(measured, HitRates.DAY.dividedBy(HitRates.STEP));
    }
}
