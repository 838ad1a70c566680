package io.zol0.ui.parts;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Location;
import io.zol0.metrics.Answer;
import io.zol0.metrics.History;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Tick;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Calls half an hour before and after a moment, by the minute: where a link from an alert leads. */
public class AroundPart extends Div {
    private static final Duration REACH = Duration.ofMinutes(30);
    private static final Duration MARK = Duration.ofMinutes(1);

    private final History history;
    private final Scope scope;
    private final Instant at;
    private final Paragraph note = new Paragraph("Reading that hour…");

    private final Beside beside = new Beside("around");

    /** @param scope one that whoever looks may see */
    public AroundPart(History history, Scope scope, Instant at) {
        this.history = history;
        this.scope = scope;
        this.at = at;
        note.addClassName("quiet");
        note.getElement().setAttribute("role", "status");
        addClassName("around");
        add(note);
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        Instant minute = at.truncatedTo(ChronoUnit.MINUTES);
        beside.ask(
                attached.getUI(),
                () -> history.series(scope, minute.minus(REACH), minute.plus(REACH), MARK),
                this::show);
    }

    /** A card with the moment and what was around it. */
    public Panel panel() {
        return new Panel("Around that time")
                .about("half an hour before and after, by the minute")
                .with(new Paragraph(new Moment(at)), this);
    }

    /** The moment of {@code ?at=}, in milliseconds since 1970. */
    public static Optional<Instant> moment(Location location) {
        return location.getQueryParameters()
                .getSingleParameter("at")
                .filter(text -> text.matches("\\d{1,14}"))
                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)));
    }

    private void show(Answer<List<Tick>> answer) {
        removeAll();
        switch (answer) {
            case Answer.Unavailable<List<Tick>>(String reason) -> {
                note.setText("The history is unavailable. " + reason);
                add(note);
            }
            case Answer.Found<List<Tick>>(List<Tick> minutes) -> {
                List<Tick> known =
                        known(minutes, at.truncatedTo(ChronoUnit.MINUTES).plus(REACH));
                if (known.stream().allMatch(minute -> minute.stats().calls() == 0)) {
                    note.setText("No call is recorded in that hour; the running minute is not in the history yet.");
                    add(note);
                    return;
                }
                add(chart(
                        "Latency",
                        "ms",
                        List.of(Chart.Series.solid("p50", "blue"), new Chart.Series("p95", "violet", 6)),
                        known,
                        minute -> Arrays.asList(
                                millis(minute, minute.stats().total().p50()),
                                millis(minute, minute.stats().total().p95()))));
                add(chart(
                        "Calls and failures",
                        "a minute",
                        List.of(Chart.Series.solid("calls", "blue"), new Chart.Series("failed", "red", 6)),
                        known,
                        minute -> Arrays.asList((Double) (double) minute.stats().calls(), (Double)
                                (minute.stats().errorShare() * minute.stats().calls()))));
            }
        }
    }

    /** Without the minute that runs and the one that is on its way, where these are the last: nothing is known of them yet. */
    static List<Tick> known(List<Tick> minutes, Instant to) {
        int end = minutes.size();
        boolean untilNow = end > 0 && minutes.getLast().second().plus(MARK).isBefore(to);
        for (int i = 0;
                untilNow && i < 2 && end > 0 && minutes.get(end - 1).stats().calls() == 0;
                i++) {
            end--;
        }
        return minutes.subList(0, end);
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
