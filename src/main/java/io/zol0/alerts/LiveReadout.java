package io.zol0.alerts;

import io.zol0.catalog.Upstream;
import io.zol0.metrics.CallerShare;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The figures of this moment from the live windows and the live series, each window of each scope worked out once. */
final class LiveReadout implements Readout {
    private final LiveMetrics metrics;
    private final SeriesHistory history;
    private final Map<String, List<SeriesKey>> series;
    private final List<Target> upstreams;
    private final Map<Duration, Map<Long, EndpointStats>> endpoints = new HashMap<>();
    private final Map<Duration, List<Target>> endpointTargets = new HashMap<>();
    private final Map<Asked, Stats> stats = new HashMap<>();
    private final Map<String, List<Target>> seriesTargets = new HashMap<>();
    private final Map<String, Map<Subject, SeriesKey>> keys = new HashMap<>();
    private final Map<Told, OptionalDouble> told = new HashMap<>();
    private final Map<Target, Long> callers = new HashMap<>();
    private @Nullable List<Target> callerTargets;

    private record Asked(Subject subject, Duration window) {}

    private record Told(SeriesKey key, Duration window) {}

    LiveReadout(LiveMetrics metrics, SeriesHistory history, SeriesRecorder recorder, List<Upstream> upstreams) {
        this.metrics = metrics;
        this.history = history;
        this.series = recorder.live().stream()
                .collect(Collectors.groupingBy(key -> key.name().text()));
        this.upstreams = upstreams.stream()
                .map(upstream -> Target.of(Subject.upstream(upstream.id())))
                .toList();
    }

    @Override
    public List<Target> targets(Measure measure, Breadth breadth, Duration window) {
        return switch (measure.source()) {
            case SERIES -> seriesTargets(measure.key());
            case CALLER_CALLS -> callerTargets();
            default ->
                switch (breadth) {
                    case WHOLE -> List.of(Target.WHOLE);
                    case UPSTREAM -> upstreams;
                    default -> endpointTargets(window);
                };
        };
    }

    @Override
    public Figure figure(Measure measure, Target target, Duration window) {
        return switch (measure.source()) {
            case SERIES -> seriesFigure(measure, target.subject(), window);
            case CALLER_CALLS -> {
                callerTargets();
                Long calls = callers.get(target);
                yield calls == null ? Figure.NONE : new Figure(calls, calls);
            }
            default -> {
                Stats of = stats(target.subject(), window);
                yield of == null || of.calls() == 0
                        ? measure.source() == Measure.Source.RATE ? new Figure(0, 0) : Figure.NONE
                        : new Figure(of(measure.source(), of), of.calls());
            }
        };
    }

    /** A figure of calls; there are some. */
    static double of(Measure.Source source, Stats stats) {
        return switch (source) {
            case P50 -> millis(stats.total().p50());
            case P95 -> millis(stats.total().p95());
            case P99 -> millis(stats.total().p99());
            case OVERHEAD -> millis(stats.overhead().p95());
            case ERRORS -> stats.errorShare();
            case RATE -> stats.rate();
            case CACHED -> share(stats, Outcome.CACHED);
            case WAITED -> share(stats, Outcome.QUEUED);
            case REFUSED_BY_US -> share(stats, Outcome.REFUSED_BY_US);
            case REFUSED_BY_PROVIDER -> share(stats, Outcome.REFUSED_BY_PROVIDER);
            case CALLER_CALLS, SERIES -> Double.NaN;
        };
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    private static double share(Stats stats, Outcome outcome) {
        return (double) stats.byOutcome().getOrDefault(outcome, 0L) / stats.calls();
    }

    private @Nullable Stats stats(Subject subject, Duration window) {
        if (subject.kind() == Subject.Kind.ENDPOINT) {
            EndpointStats of = endpoints(window).get(subject.id());
            return of == null ? null : of.stats();
        }
        return stats.computeIfAbsent(
                new Asked(subject, window),
                asked -> metrics.stats(
                        subject.kind() == Subject.Kind.UPSTREAM
                                ? new Scope.OfUpstream(subject.id())
                                : new Scope.Everything(),
                        window));
    }

    private Map<Long, EndpointStats> endpoints(Duration window) {
        return endpoints.computeIfAbsent(
                window,
                length -> metrics.endpoints(length).stream()
                        .collect(Collectors.toMap(EndpointStats::endpointId, each -> each, (one, other) -> one)));
    }

    private List<Target> endpointTargets(Duration window) {
        return endpointTargets.computeIfAbsent(
                window,
                length -> endpoints(length).values().stream()
                        .map(each -> Target.of(Subject.endpoint(each.endpointId(), each.upstreamId())))
                        .toList());
    }

    private List<Target> callerTargets() {
        if (callerTargets == null) {
            List<Target> made = new ArrayList<>();
            for (Target endpoint : endpointTargets(Duration.ofHours(1))) {
                for (CallerShare share : metrics.callers(endpoint.subject().id())) {
                    Target target = new Target(endpoint.subject(), share.caller());
                    callers.put(target, share.calls());
                    made.add(target);
                }
            }
            callerTargets = made;
        }
        return callerTargets;
    }

    private List<Target> seriesTargets(String name) {
        return seriesTargets.computeIfAbsent(
                name,
                text -> series.getOrDefault(text, List.of()).stream()
                        .filter(key -> key.subject().kind() != Subject.Kind.LABELS) // the whole has them all
                        .map(key -> Target.of(key.subject()))
                        .toList());
    }

    private Figure seriesFigure(Measure measure, Subject subject, Duration window) {
        OptionalDouble value = told(measure.key(), subject, window);
        if (value.isEmpty()) {
            return Figure.NONE;
        }
        if (measure.share().isEmpty()) {
            return new Figure(value.getAsDouble(), 0);
        }
        OptionalDouble whole = told(measure.share(), subject, window);
        return whole.isEmpty() || whole.getAsDouble() <= 0
                ? Figure.NONE
                : new Figure(value.getAsDouble() / whole.getAsDouble(), 0);
    }

    private OptionalDouble told(String name, Subject subject, Duration window) {
        SeriesKey key = keys.computeIfAbsent(
                        name,
                        text -> series.getOrDefault(text, List.of()).stream()
                                .collect(Collectors.toMap(SeriesKey::subject, each -> each, (one, other) -> one)))
                .get(subject);
        return key == null
                ? OptionalDouble.empty()
                : told.computeIfAbsent(new Told(key, window), asked -> mean(history.live(key, window)));
    }

    /** The mean of a gauge, or of a counter its amount a second. */
    private static OptionalDouble mean(List<SeriesPoint> points) {
        return points.stream().mapToDouble(SeriesPoint::avg).average();
    }
}
