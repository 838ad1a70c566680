package io.zol0.ui.business;

import io.zol0.ingest.BusinessMetric;
import io.zol0.metrics.SeriesKind;
import io.zol0.metrics.SeriesPoint;
import io.zol0.ui.parts.Chart;
import io.zol0.ui.parts.Figures;
import java.time.Duration;
import java.util.List;

/** Values of a business metric in words and as lines. */
final class Amounts {
    private Amounts() {}

    static String words(SeriesKind kind) {
        return switch (kind) {
            case GAUGE -> "a level";
            case COUNTER -> "amounts that add up";
        };
    }

    /** A value with its unit: {@code 12.4 k EUR}. */
    static String of(double value, String unit) {
        return Figures.number(value) + (unit.isEmpty() ? "" : "\u00a0" + unit);
    }

    /** What is said of it now: of a level what was told last, of amounts how much in the points; a dash where nothing was. */
    static String newest(BusinessMetric metric, List<SeriesPoint> points) {
        if (points.isEmpty()) {
            return "–";
        }
        return switch (metric.kind()) {
            case GAUGE -> of(points.getLast().last(), metric.unit());
            case COUNTER -> of(points.stream().mapToDouble(SeriesPoint::sum).sum(), metric.unit());
        };
    }

    /** The trend as whole numbers from 0 to 1,000 between its least and its most. */
    static List<Long> trend(SeriesKind kind, List<SeriesPoint> points) {
        List<Double> values = points.stream().map(point -> main(kind, point)).toList();
        double least =
                Math.min(0, values.stream().mapToDouble(value -> value).min().orElse(0));
        double most = values.stream().mapToDouble(value -> value).max().orElse(0);
        return values.stream()
                .map(value -> most > least ? Math.round((value - least) / (most - least) * 1000) : 0L)
                .toList();
    }

    /** The lines of a chart. */
    static List<Chart.Series> lines(SeriesKind kind) {
        return switch (kind) {
            case GAUGE ->
                List.of(
                        Chart.Series.solid("mean", "blue"),
                        new Chart.Series("least", "teal", 2),
                        new Chart.Series("most", "violet", 6));
            case COUNTER -> List.of(Chart.Series.solid("amount", "blue"));
        };
    }

    static List<Chart.Point> points(SeriesKind kind, List<SeriesPoint> points) {
        return points.stream()
                .map(point -> switch (kind) {
                    case GAUGE -> new Chart.Point(point.at(), List.of(point.avg(), point.min(), point.max()));
                    case COUNTER -> new Chart.Point(point.at(), List.of(point.sum()));
                })
                .toList();
    }

    /** What one point of the chart says. */
    static String step(SeriesKind kind, Duration step) {
        String each = Figures.time(step);
        return switch (kind) {
            case GAUGE -> "Each point is the mean of " + each + ", with the least and the most of it.";
            case COUNTER -> "Each point is the amount of " + each + ".";
        };
    }

    private static double main(SeriesKind kind, SeriesPoint point) {
        return kind == SeriesKind.COUNTER ? point.sum() : point.avg();
    }
}
