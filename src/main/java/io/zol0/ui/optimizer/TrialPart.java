package io.zol0.ui.optimizer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.optimizer.Arm;
import io.zol0.optimizer.Recommendation;
import io.zol0.optimizer.Slice;
import io.zol0.optimizer.Trial;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A trial as it runs: how far it is, what came out so far, and both arms over time. */
class TrialPart extends Panel {
    private final Paragraph progress = new Paragraph();
    private final Paragraph effect = new Paragraph();
    private final Paragraph guards = new Paragraph();
    private final Div chart = new Div();
    private final Div none = new Div();
    private @Nullable Chart drawn;
    private Duration window = Duration.ZERO;

    TrialPart() {
        super("Trial");
        addClassName("wide");
        progress.addClassName("trial-progress");
        guards.addClassName("quiet");
        progress.getElement().setAttribute("role", "status");
        none.add(
                Note.plain("Not tried yet")
                        .text(
                                "Once somebody tries it, both arms are drawn here slice by slice, with how many of how many are over."));
        with(none, progress, effect, guards, chart);
    }

    void show(Recommendation recommendation, Optional<Trial> found) {
        none.setVisible(found.isEmpty());
        progress.setVisible(found.isPresent());
        effect.setVisible(found.isPresent());
        guards.setVisible(found.isPresent());
        chart.setVisible(found.isPresent());
        if (found.isEmpty()) {
            return;
        }
        Trial trial = found.get();
        progress.setText(RecommendationWords.progress(trial));
        effect.setText(RecommendationWords.effect(recommendation.effect().aim(), trial));
        guards.setText(RecommendationWords.guards(recommendation, trial));
        Duration needed = span(trial);
        Chart into = drawn;
        if (into == null || needed.compareTo(window) > 0) {
            window = needed.multipliedBy(3).dividedBy(2);
            into = Chart.history(
                    "Share of %s that %s, each slice"
                            .formatted(
                                    recommendation.effect().aim().of(),
                                    recommendation.effect().aim().what()),
                    "%",
                    window,
                    List.of(Chart.Series.solid("without it", "blue"), new Chart.Series("with it", "teal", 5)),
                    100.0);
            drawn = into;
            chart.removeAll();
            chart.add(into);
        }
        into.append(points(trial.slices()));
    }

    private static Duration span(Trial trial) {
        if (trial.slices().isEmpty()) {
            return trial.sliceLength();
        }
        return Duration.between(
                        trial.slices().getFirst().beganAt(),
                        trial.slices().getLast().beganAt())
                .plus(trial.sliceLength().multipliedBy(4));
    }

    /** Each arm keeps the figure of its latest slice while the other is in force. */
    private static List<Chart.Point> points(List<Slice> slices) {
        @Nullable Double[] latest = new Double[2];
        List<Chart.Point> points = new ArrayList<>();
        for (Slice slice : slices) {
            double aim = slice.counts().aim();
            if (slice.usable() && !Double.isNaN(aim)) {
                latest[slice.arm() == Arm.CONTROL ? 0 : 1] = aim * 100;
                points.add(new Chart.Point(slice.beganAt(), new ArrayList<>(Arrays.asList(latest))));
            }
        }
        return points;
    }
}
