package io.zol0.optimizer;

import io.zol0.metrics.Answer;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.History;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
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

/** What the live windows and the history have, as of one moment: each window is read once for a whole pass over all endpoints. */
final class Recorded implements Measured {
    private static final Duration LIVE = Duration.ofHours(1);

    private final LiveMetrics live;
    private final History history;
    private final SeriesHistory series;
    private final Instant now;
    private final Set<Long> upstreams;
    private final Map<Duration, Map<Long, Stats>> endpoints = new HashMap<>();

    Recorded(LiveMetrics live, History history, SeriesHistory series, Instant now, Set<Long> upstreams) {
        this.live = live;
        this.history = history;
        this.series = series;
        this.now = now;
        this.upstreams = upstreams;
    }

    @Override
    public Optional<Stats> of(long endpointId, Duration window) {
        return Optional.ofNullable(endpoints.computeIfAbsent(window, this::read).get(endpointId));
    }

    @Override
    public Optional<Stats> ofUpstream(long upstreamId, Duration window) {
        Scope scope = new Scope.OfUpstream(upstreamId);
        if (window.compareTo(LIVE) <= 0) {
            return Optional.of(live.stats(scope, window));
        }
        return history.stats(scope, now.minus(window), now) instanceof Answer.Found<Stats>(Stats found)
                ? Optional.of(found)
                : Optional.empty();
    }

    @Override
    public List<SeriesPoint> points(SeriesKey key, Duration window) {
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
}
