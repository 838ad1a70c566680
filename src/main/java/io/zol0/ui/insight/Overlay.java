package io.zol0.ui.insight;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.insight.Finding;
import io.zol0.insight.Quantity;
import io.zol0.insight.Trace;
import io.zol0.ui.parts.Chart;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Two quantities over one time: as they are, and over each other as shares of their own values, the follower moved back by its lag. */
class Overlay extends Div {
    Overlay() {
        addClassName("overlay");
    }

    /** @param traces those of the leader and the follower, in any order */
    void show(Finding finding, List<Trace> traces, Instant from, Duration step) {
        removeAll();
        double[] leader = values(traces, finding.leader());
        double[] follower = values(traces, finding.follower());
        int steps = Math.min(leader.length, follower.length);
        if (steps == 0) {
            add(new Paragraph("Nothing of it is in the history any more."));
            return;
        }
        int lag = finding.correlation().lag();
        Chart ranks = Chart.history(
                "Both over each other",
                "%",
                step.multipliedBy(steps),
                List.of(
                        Chart.Series.solid(finding.leader().words(), "blue"),
                        new Chart.Series(
                                finding.follower().words()
                                        + (lag == 0
                                                ? ""
                                                : ", %d min earlier"
                                                        .formatted(finding.lag().toMinutes())),
                                "orange",
                                6)),
                100.0);
        double[] one = places(leader);
        double[] other = places(follower);
        List<Chart.Point> points = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            points.add(new Chart.Point(
                    from.plus(step.multipliedBy(i)),
                    Arrays.asList(value(one[i]), i + lag < steps ? value(other[i + lag]) : null)));
        }
        ranks.append(points);
        Paragraph help =
                new Paragraph("Share of its own values that are lower, of which the coefficient is made. Where both"
                        + " lines go up and down together the two depend on each other, or on something third.");
        help.addClassName("quiet");
        add(
                past(ranks),
                help,
                raw(finding.leader(), leader, from, step, "blue"),
                raw(finding.follower(), follower, from, step, "orange"));
    }

    private static Div raw(Quantity quantity, double[] values, Instant from, Duration step, String colour) {
        Chart chart = Chart.history(
                quantity.words(),
                quantity.unit(),
                step.multipliedBy(values.length),
                List.of(Chart.Series.solid(quantity.words(), colour)),
                null);
        List<Chart.Point> points = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            points.add(new Chart.Point(from.plus(step.multipliedBy(i)), Arrays.asList(value(values[i]))));
        }
        chart.append(points);
        Div part = past(chart);
        Paragraph title =
                new Paragraph(quantity.words() + (quantity.unit().isEmpty() ? " " : " in " + quantity.unit() + " "));
        if (!quantity.path().isEmpty()) {
            title.add(new Anchor(quantity.path(), "its own page"));
        }
        title.addClassName("finding");
        part.addComponentAsFirst(title);
        return part;
    }

    private static Div past(Chart chart) {
        Div part = new Div(chart);
        part.addClassName("past");
        return part;
    }

    private static @Nullable Double value(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** For each value the share of values below it, in percent. */
    static double[] places(double[] values) {
        double[] sorted =
                Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
        double[] places = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i]) || sorted.length < 2) {
                places[i] = Double.NaN;
            } else {
                int at = Arrays.binarySearch(sorted, values[i]);
                int low = at;
                while (low > 0 && sorted[low - 1] == values[i]) {
                    low--;
                }
                int high = at;
                while (high + 1 < sorted.length && sorted[high + 1] == values[i]) {
                    high++;
                }
                places[i] = 100 * ((low + high) / 2.0) / (sorted.length - 1);
            }
        }
        return places;
    }

    private static double[] values(List<Trace> traces, Quantity quantity) {
        return traces.stream()
                .filter(trace -> trace.quantity().key().equals(quantity.key()))
                .map(Trace::values)
                .findFirst()
                .orElse(new double[0]);
    }
}
