package io.zol0.optimizer;

import io.zol0.metrics.Answer;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.History;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What was measured, as of one moment: read once for a whole pass over all endpoints. */
final class Measured {
    private static final Duration LIVE = Duration.ofHours(1);

    private final LiveMetrics live;
    private final History history;
    private final SeriesHistory series;
    private final Instant now;
    private final Set<Long> upstreams;
    private final Map<Duration, Map<Long, Stats>> endpoints = new HashMap<>();

    Measured(LiveMetrics live, History history, SeriesHistory series, Instant now, Set<Long> upstreams) {
        this.live = live;
        this.history = history;
        this.series = series;
        this.now = now;
        this.upstreams = upstreams;
    }

    /** What was measured of an endpoint in a window; empty where nothing was. */
    Optional<Stats> of(long endpointId, Duration window) {
        return Optional.ofNullable(endpoints.computeIfAbsent(window, this::read).get(endpointId));
    }

    /** How much a counter counted in a window. */
    double sum(SeriesKey key, Duration window) {
        return points(key, window).stream().mapToDouble(SeriesPoint::sum).sum();
    }

    private List<SeriesPoint> points(SeriesKey key, Duration window) {
        if (window.compareTo(LIVE) <= 0) {
            return series.live(key, window);
        }
        return series.points(key, now.minus(window), now, window) instanceof Answer.Found<List<SeriesPoint>>(var points)
                ? points
                : List.of();
    }

    private Map<Long, Stats> read(Duration window) {
        List<EndpointStats> all;
        if (window.compareTo(LIVE) <= 0) {
            all = live.endpoints(window);
        } else {
            all = history.endpoints(upstreams, now.minus(window), now)
                            instanceof Answer.Found<List<EndpointStats>>(var found)
                    ? found
                    : List.of();
        }
        return all.stream()
                .collect(Collectors.toMap(EndpointStats::endpointId, EndpointStats::stats, (one, other) -> one));
    }

    /** A row of evidence: a figure of each window. */
    Evidence.Row row(String what, Evidence.Unit unit, Figure figure) {
        return new Evidence.Row(
                what, unit, Evidence.WINDOWS.stream().map(figure::in).toList());
    }

    /** A figure of any window. */
    interface Figure {
        Evidence.Cell in(Duration window);
    }

    /** A row of evidence of an endpoint's calls. */
    Evidence.Row row(long endpointId, String what, Evidence.Unit unit, OfStats figure) {
        return row(what, unit, window -> {
            Stats stats = of(endpointId, window).orElse(null);
            return stats == null || stats.calls() == 0
                    ? new Evidence.Cell(window, null, 0)
                    : new Evidence.Cell(window, figure.of(stats), stats.calls());
        });
    }

    /** A figure of calls. */
    interface OfStats {
        @Nullable
        Double of(Stats stats);
    }
}
