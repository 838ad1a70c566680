package io.zol0.ui.quotas;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.metrics.Answer;
import io.zol0.metrics.SeriesNote;
import io.zol0.metrics.Subject;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The last day of a quota, read beside the page once a minute: both counts, and how its operating level stepped. */
class QuotaPastPart {
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(10);
    private static final int STEPS = 20;

    final Chart chart =
            Chart.past("The provider's count and ours, last 24 hours", "weight", QuotaPast.DAY, QuotaView.COUNTS);
    final Paragraph note = new Paragraph("Reading the last 24 hours…");
    final LiveRows steps = new LiveRows(
            "Steps of the operating level",
            STEPS,
            "The operating level did not move in the last 24 hours.",
            List.of(new Column("When", "when"), new Column("What and why", "name")));

    private final QuotaPast past;
    private final Subject quota;
    private boolean reading;
    private Instant askAgainAt = Instant.MIN;

    QuotaPastPart(QuotaPast past, Subject quota) {
        this.past = past;
        this.quota = quota;
        note.addClassName("quiet");
        note.getElement().setAttribute("role", "status");
        steps.addClassName("wraps");
    }

    Div counts() {
        Div counts = new Div(chart, note);
        counts.addClassName("past");
        return counts;
    }

    /** Asks the history where it is time to. */
    void ask(UI ui, Instant now) {
        if (!reading && !now.isBefore(askAgainAt)) {
            reading = true;
            Thread.ofVirtual().name("quota-history").start(() -> read(ui, now));
        }
    }

    private void read(UI ui, Instant now) {
        try {
            Answer<QuotaPast.LastDay> came = past.of(quota);
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

    private void take(Answer<QuotaPast.LastDay> came, Instant at) {
        reading = false;
        switch (came) {
            case Answer.Unavailable<QuotaPast.LastDay>(String reason) -> {
                askAgainAt = at.plus(ASKED_AGAIN);
                note.setText("The history is unavailable, live figures go on. " + reason);
            }
            case Answer.Found<QuotaPast.LastDay>(QuotaPast.LastDay day) -> {
                askAgainAt = at.plus(GOOD_FOR);
                chart.append(day.counts());
                note.setText(
                        day.counts().isEmpty()
                                ? "Nothing of it was recorded in the last 24 hours."
                                : "First window; the most of each five minutes.");
                steps.show(day.steps().reversed().stream()
                        .limit(STEPS)
                        .map(QuotaPastPart::row)
                        .toList());
            }
        }
    }

    private static List<Cell> row(SeriesNote step) {
        return List.of(new Cell.Time(step.at()), new Cell.Text(step.text()));
    }
}
