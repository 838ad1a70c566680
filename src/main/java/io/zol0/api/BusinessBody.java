package io.zol0.api;

import io.zol0.ingest.BusinessMetric;
import io.zol0.metrics.SeriesKind;
import io.zol0.metrics.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the questions about figures of the business are answered with. */
interface BusinessBody {
    /** All that there are. */
    record Metrics(int most, List<Metric> metrics) {}

    /**
     * One metric.
     *
     * @param labels the sets of labels that values of it had, as the time series takes them
     * @param latest what was told last within the last hour, of a counter its amount in five seconds; null where nothing was
     */
    record Metric(
            String name,
            SeriesKind kind,
            String unit,
            List<String> labels,
            @Nullable Double latest) {
        static Metric of(BusinessMetric metric, @Nullable Double latest) {
            return new Metric(
                    metric.name(),
                    metric.kind(),
                    metric.unit(),
                    metric.sets().stream().map(BusinessMetric.LabelSet::labels).toList(),
                    latest);
        }
    }

    /** @param labels of which values it is; null for all of the metric */
    record Series(
            String name,
            SeriesKind kind,
            String unit,
            @Nullable String labels,
            Instant from,
            Instant to,
            Duration step,
            List<Point> points) {}

    /**
     * One step, by its beginning.
     *
     * @param sum how much was counted in it; null for a gauge
     */
    record Point(
            Instant at,
            double min,
            double avg,
            double max,
            double last,
            @Nullable Double sum) {
        static Point of(SeriesPoint point, SeriesKind kind) {
            return new Point(
                    point.at(),
                    point.min(),
                    point.avg(),
                    point.max(),
                    point.last(),
                    kind == SeriesKind.COUNTER ? point.sum() : null);
        }
    }
}
