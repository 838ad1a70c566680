package io.zol0.insight;

import io.zol0.metrics.Answer;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.History;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import io.zol0.metrics.Tick;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** Reads what the terms of the health score are made of: now from the live windows, before from the history. */
@Component
class HealthReader {
    /** What a score is made of. */
    static final Duration WINDOW = Duration.ofMinutes(15);

    private static final Duration PIECE = Duration.ofSeconds(5);
    private static final Duration HOUR = Duration.ofHours(1);

    private final LiveMetrics live;
    private final History history;
    private final SeriesRecorder recorder;
    private final SeriesHistory series;
    private final Whereabouts places;
    private final Baselines baselines;
    private final Clock clock;
    /** What was measured of a place in the window that began at a time. */
    record Sample(Instant at, Measured measured) {}

    HealthReader(
            LiveMetrics live,
            History history,
            SeriesRecorder recorder,
            SeriesHistory series,
            Whereabouts places,
            Baselines baselines,
            Clock clock) {
        this.baselines = baselines;
        this.live = live;
        this.history = history;
        this.recorder = recorder;
        this.series = series;
        this.places = places;
        this.clock = clock;
    }

    /** What was measured of places in the last quarter of an hour, in their order. */
    List<Measured> now(List<Place> wanted) {
        Map<Long, Stats> endpoints = new HashMap<>();
        boolean single = wanted.stream().anyMatch(place -> place.kind() == Place.Kind.ENDPOINT);
        if (single) {
            for (EndpointStats each : live.endpoints(WINDOW)) {
                endpoints.put(each.endpointId(), each.stats());
            }
        }
        Recorded recorded = liveFigures(single);
        Instant now = clock.instant();
        return wanted.stream()
                .map(place -> {
                    Scope scope = places.scope(place);
                    Stats stats = place.kind() == Place.Kind.ENDPOINT
                            ? endpoints.getOrDefault(place.endpointId(), live.stats(scope, WINDOW))
                            : live.stats(scope, WINDOW);
                    return HealthTerms.of(
                            place,
                            places.upstreamIds(place),
                            stats,
                            baselines.of(scope, now).before(now.minus(WINDOW)),
                            recorded,
                            pieces(stats.span()),
                            WINDOW);
                })
                .toList();
    }

    /** What was measured of a place in each step of a span of time, oldest first. */
    Answer<List<Sample>> past(Place place, Instant from, Instant to, Duration step) {
        Scope scope = places.scope(place);
        Answer<List<Tick>> ticks = history.series(scope, from, to, step);
        if (!(ticks instanceof Answer.Found<List<Tick>>(List<Tick> steps))) {
            return new Answer.Unavailable<>(((Answer.Unavailable<List<Tick>>) ticks).reason());
        }
        if (steps.isEmpty()) {
            return new Answer.Found<>(List.of());
        }
        Instant first = hour(steps.getFirst().second());
        Answer<List<Tick>> before = history.series(scope, first.minus(Baseline.REACH), to, HOUR);
        if (!(before instanceof Answer.Found<List<Tick>>(List<Tick> hours))) {
            return new Answer.Unavailable<>(((Answer.Unavailable<List<Tick>>) before).reason());
        }
        Duration fine = fine(step);
        Map<Instant, Recorded> byStep = new TreeMap<>();
        for (SeriesKey key : keys()) {
            if (key.subject().kind() == Subject.Kind.ENDPOINT && key.subject().id() != place.endpointId()) {
                continue;
            }
            Answer<List<SeriesPoint>> read = series.points(key, from, to, fine);
            if (!(read instanceof Answer.Found<List<SeriesPoint>>(List<SeriesPoint> points))) {
                return new Answer.Unavailable<>(((Answer.Unavailable<List<SeriesPoint>>) read).reason());
            }
            split(points, from, step)
                    .forEach((at, some) -> byStep.computeIfAbsent(at, begin -> new Recorded())
                            .add(key.name().text(), key.subject(), some));
        }
        Baseline baseline = new Baseline(hours, step.compareTo(HOUR) < 0 ? steps : List.of());
        Set<Long> upstreamIds = places.upstreamIds(place);
        return new Answer.Found<>(steps.stream()
                .map(tick -> new Sample(
                        tick.second(),
                        HealthTerms.of(
                                place,
                                upstreamIds,
                                tick.stats(),
                                baseline.before(tick.second()),
                                byStep.getOrDefault(tick.second(), new Recorded()),
                                Math.max(1, tick.stats().span().dividedBy(fine)),
                                step)))
                .toList());
    }

    /** A tenth of a step, a minute or more: short enough to tell gaps, long enough for a week. */
    static Duration fine(Duration step) {
        return Duration.ofMinutes(Math.max(1, step.toMinutes() / 10));
    }

    private static Map<Instant, List<SeriesPoint>> split(List<SeriesPoint> points, Instant from, Duration step) {
        Map<Instant, List<SeriesPoint>> split = new TreeMap<>();
        for (SeriesPoint point : points) {
            long number = Duration.between(from, point.at()).dividedBy(step);
            split.computeIfAbsent(from.plus(step.multipliedBy(number)), at -> new ArrayList<>())
                    .add(point);
        }
        return split;
    }

    private Recorded liveFigures(boolean ofEndpoints) {
        Recorded recorded = new Recorded();
        for (SeriesKey key : keys()) {
            if (ofEndpoints || key.subject().kind() != Subject.Kind.ENDPOINT) {
                recorded.add(key.name().text(), key.subject(), series.live(key, WINDOW));
            }
        }
        return recorded;
    }

    private List<SeriesKey> keys() {
        return recorder.live().stream()
                .filter(key -> HealthTerms.NAMES.contains(key.name().text()))
                .filter(key -> key.subject().kind() != Subject.Kind.WHOLE
                        || !key.name().text().startsWith("cache."))
                .toList();
    }

    private static long pieces(Duration span) {
        Duration measured = span.compareTo(WINDOW) < 0 ? span : WINDOW;
        return Math.max(1, measured.dividedBy(PIECE));
    }

    static Instant hour(Instant time) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), 3600) * 3600);
    }
}
