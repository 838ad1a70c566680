package io.zol0.api;

import io.zol0.metrics.CallerTimes;
import io.zol0.metrics.HeatMap;
import io.zol0.metrics.Sketch;
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
    record EndpointDetail(Instant from, Instant to, Source source, EndpointBody endpoint, List<Caller> callers) {}

    /**
     * What one caller did at an endpoint.
     *
     * @param totalMs how long its calls took, from arrival to the last byte; null where none was kept
     */
    record Caller(String caller, long calls, long failed, FiguresBody.@Nullable Times totalMs) {
        static Caller of(CallerTimes caller) {
            return new Caller(
                    caller.share().caller(),
                    caller.share().calls(),
                    caller.share().failed(),
                    FiguresBody.Times.of(Sketch.spread(List.of(caller.times()))));
        }
    }

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
