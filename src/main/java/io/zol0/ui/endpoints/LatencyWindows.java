package io.zol0.ui.endpoints;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import io.zol0.ui.endpoints.Past.Window;
import io.zol0.ui.parts.Figures;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Percentiles of an endpoint by window: the short ones live from memory, the long ones from the history. */
class LatencyWindows extends Div {
    private static final Duration GOOD_FOR = Duration.ofMinutes(1);
    private static final Duration ASKED_AGAIN = Duration.ofSeconds(10);
    private static final List<Span> LIVE = List.of(
            new Span("5 min", Duration.ofMinutes(5)),
            new Span("15 min", Duration.ofMinutes(15)),
            new Span("1 h", Duration.ofHours(1)));

    private final long endpointId;
    private final LiveMetrics metrics;
    private final PastReader history;
    private final LiveRows rows = new LiveRows(
            "Latency by window",
            LIVE.size() + Past.SPANS.size(),
            "No call was measured in the last hour.",
            List.of(
                    new Column("Window", "when"),
                    new Column("Calls", "number less"),
                    new Column("p50", "number"),
                    new Column("p95", "number"),
                    new Column("p99", "number"),
                    new Column("Longest", "number less"),
                    new Column("First byte p95", "number less"),
                    new Column("Our share p95", "number less"),
                    new Column("Failed", "number")));
    private final PastNotes notes = new PastNotes();
    private List<List<Cell>> past = List.of();
    private @Nullable Instant reading;
    private Instant askAgainAt = Instant.MIN;

    /** A window that is told of from memory. */
    private record Span(String name, Duration length) {}

    LatencyWindows(long endpointId, LiveMetrics metrics, PastReader history) {
        this.endpointId = endpointId;
        this.metrics = metrics;
        this.history = history;
        add(rows, notes);
    }

    /** Shows what is known now. */
    void fill() {
        Scope scope = new Scope.OfEndpoint(endpointId);
        List<List<Cell>> all = new ArrayList<>();
        LIVE.forEach(span -> all.add(row(span.name(), metrics.stats(scope, span.length()))));
        all.addAll(past);
        rows.show(all);
    }

    /** Asks the history where it is time to, one question at a time and beside the page. */
    void ask(UI ui, Instant now) {
        Instant since = reading;
        if (since != null) {
            notes.reading(since, now);
        } else if (!now.isBefore(askAgainAt)) {
            reading = now;
            Thread.ofVirtual().name("endpoint-history").start(() -> read(ui, now));
        }
    }

    private void read(UI ui, Instant now) {
        try {
            Past came = history.read(endpointId);
            tell(ui, () -> take(came, now));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // Not the database's being away, which is a value: the console's error handler has a sentence for it.
            tell(ui, () -> {
                askAgainAt = now.plus(GOOD_FOR);
                reading = null;
                throw e;
            });
        }
    }

    /** A page that was left meanwhile is told nothing. */
    private static void tell(UI ui, Runnable news) {
        ui.accessLater(news::run, () -> {}).run();
    }

    private void take(Past came, Instant at) {
        reading = null;
        askAgainAt = at.plus(came instanceof Past.Away ? ASKED_AGAIN : GOOD_FOR);
        past = switch (came) {
            case Past.Away away -> List.of();
            case Past.Read(List<Window> windows) ->
                windows.stream().flatMap(LatencyWindows::row).toList();
        };
        notes.show(came);
        fill();
    }

    private static Stream<List<Cell>> row(Window window) {
        return switch (window) {
            case Window.Whole(Past.Span span, Stats stats) -> Stream.of(row(span.name(), stats));
            case Window.Begun(Past.Span span, Stats stats, Instant first) -> Stream.of(row(span.name(), stats));
            case Window.TooShort young -> Stream.empty();
            case Window.Never never -> Stream.empty();
        };
    }

    private static List<Cell> row(String window, Stats stats) {
        boolean any = stats.total().count() > 0;
        return Stream.of(
                        window,
                        Figures.count(stats.calls()),
                        any ? Figures.time(stats.total().p50()) : "–",
                        any ? Figures.time(stats.total().p95()) : "–",
                        any ? Figures.time(stats.total().p99()) : "–",
                        any ? Figures.time(stats.total().max()) : "–",
                        any ? Figures.time(stats.firstByte().p95()) : "–",
                        any ? Figures.time(stats.overhead().p95()) : "–",
                        any ? Figures.percent(stats.errorShare()) : "–")
                .<Cell>map(Cell.Text::new)
                .toList();
    }
}
