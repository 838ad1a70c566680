package io.zol0.api;

import io.zol0.metrics.CallerShare;
import io.zol0.metrics.HeatMap;
import io.zol0.metrics.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the questions about performance are answered with. */
interface PerformanceBody {
    /** Where figures come from: the windows in memory, or the history in the database. */
    enum Source {
        LIVE,
        HISTORY
    }

    record Summary(Instant from, Instant to, Source source, FiguresBody figures) {}

    /**
     * Some of the endpoints that were called.
     *
     * @param next the cursor of the next page; null where this is the last one
     */
    record EndpointPage(
            Instant from,
            Instant to,
            Source source,
            long total,
            List<EndpointBody> endpoints,
            @Nullable String next) {}

    /**
     * One endpoint.
     *
     * @param callers who called it in the last hour, busiest first
     */
    record EndpointDetail(Instant from, Instant to, Source source, EndpointBody endpoint, List<CallerShare> callers) {}

    record Series(Instant from, Instant to, Duration step, Source source, List<Point> points) {}

    /** One step of a series, by its beginning. */
    record Point(Instant at, FiguresBody figures) {
        static Point of(Tick tick) {
            return new Point(tick.second(), FiguresBody.of(tick.stats()));
        }
    }

    /**
     * Calls by time and latency.
     *
     * @param bandsFromMs lower bounds of the bands in milliseconds
     * @param columns a count a band for each step
     */
    record Heat(Duration step, List<Double> bandsFromMs, List<Column> columns) {
        static Heat of(HeatMap map) {
            return new Heat(
                    map.step(),
                    map.bands().stream().map(FiguresBody::millis).toList(),
                    map.columns().stream()
                            .map(column -> new Column(column.from(), column.counts()))
                            .toList());
        }
    }

    record Column(Instant from, List<Long> counts) {}
}
