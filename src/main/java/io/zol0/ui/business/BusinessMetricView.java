package io.zol0.ui.business;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.signals.Signal;
import io.zol0.ingest.BusinessMetric;
import io.zol0.ingest.BusinessMetric.LabelSet;
import io.zol0.ingest.BusinessMetrics;
import io.zol0.metrics.Answer;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.ui.parts.AddressState;
import io.zol0.ui.parts.Beat;
import io.zol0.ui.parts.Beside;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Live;
import io.zol0.ui.parts.LiveRows;
import io.zol0.ui.parts.LiveRows.Cell;
import io.zol0.ui.parts.LiveRows.Column;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.TimeWindow;
import io.zol0.ui.parts.WindowChooser;
import jakarta.annotation.security.PermitAll;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One figure of the business over time; window and labels are in the address. */
@Route("business")
@PermitAll
class BusinessMetricView extends Main implements HasUrlParameter<String>, HasDynamicTitle {
    private static final String ALL = "all values together";
    private static final Duration HOUR = Duration.ofHours(1);

    private final BusinessMetrics metrics;
    private final SeriesHistory history;
    private final Clock clock;
    private final Beside beside = new Beside("business");
    private final WindowChooser window = new WindowChooser(chosen -> choose());
    private final Select<String> labels = new Select<>();
    private final Paragraph note = new Paragraph();
    private final Div chartPlace = new Div();
    private final LiveRows sets = new LiveRows(
            "Values by labels",
            BusinessMetrics.MOST_SETS,
            "No value had labels.",
            List.of(new Column("Labels", "name"), new Column("Last hour", "number"), new Column("Trend", "trend")));
    private final AddressState state = new AddressState(this);
    private final List<String> choices = new ArrayList<>();
    private @Nullable BusinessMetric metric;
    private @Nullable Chart chart;
    private Instant askAgainAt = Instant.MIN;

    BusinessMetricView(Live live, BusinessMetrics metrics, SeriesHistory history, Clock clock) {
        this.metrics = metrics;
        this.history = history;
        this.clock = clock;
        addClassName("page");
        note.addClassName("quiet");
        note.getElement().setAttribute("role", "status");
        chartPlace.addClassName("past");
        labels.setLabel("Labels");
        labels.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                choose();
            }
        });
        labels.setItems(ALL);
        labels.setValue(ALL);
        state.keepOneOf("window", window, () -> WindowChooser.USUAL, TimeWindow::key)
                .keepOneOf("labels", labels, () -> choices, words -> words);
        Signal.effect(this, () -> live.newest().get().ifPresent(this::move));
    }

    @Override
    public void setParameter(BeforeEvent event, String parameter) {
        removeAll();
        BusinessMetric shown = metrics.named(parameter).orElse(null);
        metric = shown;
        if (shown == null) {
            add(
                    new H1("No such metric"),
                    Note.empty("No value of a metric of this name was reported")
                            .text("It may have a different name, or all that was kept of it has gone by its age.")
                            .link("Go to the business metrics", "business"));
            return;
        }
        choices.clear();
        choices.add(ALL);
        shown.sets().forEach(set -> choices.add(set.labels()));
        labels.setItems(choices);
        labels.setVisible(!shown.sets().isEmpty());
        labels.setValue(ALL);
        state.read(event.getLocation());
        Anchor back = new Anchor("business", "All business metrics");
        H1 title = new H1(shown.name());
        title.addClassName("breaks");
        Paragraph about = new Paragraph();
        about.add(Amounts.words(shown.kind()) + (shown.unit().isEmpty() ? "" : ", in " + shown.unit()) + " · ");
        about.add(back);
        Div filters = new Div(window, labels);
        filters.addClassName("filters");
        add(
                title,
                about,
                filters,
                new Panel(shown.name()).about(shown.unit()).with(chartPlace),
                new Panel("By labels").about("last hour").with(sets));
        begin(shown);
    }

    @Override
    public String getPageTitle() {
        return (metric == null ? "No such metric" : metric.name()) + " · ZoL0";
    }

    @Override
    protected void onAttach(AttachEvent attached) {
        ask(attached.getUI());
    }

    /** A new chart, since the one before is of another time or other values. */
    private void begin(BusinessMetric shown) {
        Chart made = Chart.past(
                shown.name(), shown.unit(), window.getValue().length(), Amounts.lines(shown.kind()), "no value");
        chart = made;
        note.setText("Reading the " + window.getValue().words() + "…");
        chartPlace.removeAll();
        chartPlace.add(made, note);
        askAgainAt = Instant.MIN;
    }

    private void choose() {
        BusinessMetric shown = metric;
        if (shown == null) {
            return;
        }
        begin(shown);
        getUI().ifPresent(this::ask);
    }

    private void move(Beat beat) {
        if (!beside.isAsking() && !beat.tick().second().isBefore(askAgainAt)) {
            getUI().ifPresent(this::ask);
        }
    }

    /** What the page shows of a moment. */
    private record Came(Answer<List<SeriesPoint>> line, Optional<BusinessMetric> known) {}

    private void ask(UI ui) {
        BusinessMetric shown = metric;
        Chart into = chart;
        if (shown == null || into == null) {
            return;
        }
        TimeWindow time = window.getValue();
        SeriesKey key = shown.sets().stream()
                .filter(set -> set.labels().equals(labels.getValue()))
                .map(LabelSet::series)
                .findFirst()
                .orElse(shown.whole());
        Instant end = time.end(clock.instant());
        beside.ask(
                ui,
                () -> new Came(
                        history.points(key, end.minus(time.length()), end, time.step()), metrics.named(shown.name())),
                came -> take(came, into, time));
    }

    private void take(Came came, Chart into, TimeWindow time) {
        BusinessMetric shown = came.known().orElse(metric);
        if (shown == null) {
            return;
        }
        askAgainAt = clock.instant().plusSeconds(time == TimeWindow.HOUR ? 5 : 60);
        switch (came.line()) {
            case Answer.Unavailable<List<SeriesPoint>>(String reason) ->
                note.setText("The history is unavailable, the last hour goes on. " + reason);
            case Answer.Found<List<SeriesPoint>>(List<SeriesPoint> points) -> {
                into.append(Amounts.points(shown.kind(), points));
                note.setText(
                        points.isEmpty()
                                ? "Nothing of it was told in the " + time.words() + "."
                                : Amounts.step(shown.kind(), time.step()));
            }
        }
        sets.show(shown.sets().stream().map(set -> row(shown, set)).toList());
    }

    private List<Cell> row(BusinessMetric shown, LabelSet set) {
        List<SeriesPoint> points = history.live(set.series(), HOUR);
        return List.of(
                new Cell.Text(set.labels()),
                new Cell.Text(Amounts.newest(shown, points)),
                new Cell.Trend(Amounts.trend(shown.kind(), points)));
    }
}
