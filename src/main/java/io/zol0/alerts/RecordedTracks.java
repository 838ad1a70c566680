package io.zol0.alerts;

import io.zol0.catalog.InSight;
import io.zol0.catalog.Upstream;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.History;
import io.zol0.metrics.Scope;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesRecorder;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import io.zol0.metrics.Tick;
import io.zol0.users.Sight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Reads from the history what a rule would have been judged by: the last week, of single endpoints two days. What is recorded
 * by the minute is judged by the minute.
 */
@Component
class RecordedTracks {
    /** Most targets that are looked at. */
    static final int MOST = 10;

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration TWO_DAYS = Duration.ofDays(2);
    private static final int STEPS_A_WINDOW = 6;

    private final History history;
    private final MinuteFigures figures;
    private final SeriesRecorder recorder;
    private final Places places;
    private final InSight inSight;
    private final Clock clock;

    RecordedTracks(
            History history,
            MinuteFigures figures,
            SeriesRecorder recorder,
            Places places,
            InSight inSight,
            Clock clock) {
        this.history = history;
        this.figures = figures;
        this.recorder = recorder;
        this.places = places;
        this.inSight = inSight;
        this.clock = clock;
    }

    /**
     * Of what whoever asks may see.
     *
     * @throws MinuteFigures.Away where the history cannot be read
     */
    Tracks of(Rule rule) {
        Duration step = step(rule);
        Instant to = floor(clock.instant(), step);
        boolean single = rule.breadth() == Breadth.ENDPOINT && rule.measure().isOfCalls();
        Instant from = to.minus(single ? TWO_DAYS : WEEK);
        Predicate<Target> scope = places.scopeOf(rule).and(seen(rule));
        return rule.measure().source() == Measure.Source.SERIES
                ? ofSeries(rule, scope, from, to, step)
                : ofCalls(rule, scope, from, to, step);
    }

    /** How fine it is judged. */
    static Duration step(Rule rule) {
        if (rule.kind() == RuleKind.ANOMALY) {
            return Watchdogs.STEP;
        }
        long minutes = rule.window().toMinutes() / STEPS_A_WINDOW;
        return MINUTE.multipliedBy(Math.clamp(minutes, 1, 5));
    }

    private Predicate<Target> seen(Rule rule) {
        LongPredicate upstreams = inSight.upstreams();
        boolean everywhere = Sight.current().everywhere();
        return target -> target.subject().upstreamId() != 0
                ? upstreams.test(target.subject().upstreamId())
                : everywhere || !rule.measure().isOfCalls();
    }

    private Tracks ofCalls(Rule rule, Predicate<Target> scope, Instant from, Instant to, Duration step) {
        List<Target> targets = targets(rule, scope, from, to);
        List<Track> tracks = new ArrayList<>();
        Instant first = to;
        for (Target target : targets.stream().limit(MOST).toList()) {
            List<Tick> ticks = windows(target, from, to, shown(rule, step), step);
            List<Tick> others = switch (rule.kind()) {
                case ABSENCE -> windows(target, from, to, HOUR, step);
                case BURN_RATE -> windows(target, from, to, longer(rule.shortWindow(), step), step);
                case THRESHOLD, ANOMALY -> List.of();
            };
            if (!ticks.isEmpty() && ticks.getFirst().second().isBefore(first)) {
                first = ticks.getFirst().second();
            }
            tracks.add(track(rule, target, from, to, step, ticks, others));
        }
        return cut(tracks, from, first, to, step, targets.size() - tracks.size());
    }

    /** Everything in sight that a rule about calls is about, of endpoints the busiest first. */
    List<Target> targets(Rule rule, Instant from, Instant to) {
        return targets(rule, places.scopeOf(rule).and(seen(rule)), from, to);
    }

    private List<Target> targets(Rule rule, Predicate<Target> scope, Instant from, Instant to) {
        List<Target> all = switch (rule.breadth()) {
            case WHOLE -> List.of(Target.WHOLE);
            case UPSTREAM ->
                places.upstreams().stream()
                        .sorted(Comparator.comparing(Upstream::name))
                        .map(upstream -> Target.of(Subject.upstream(upstream.id())))
                        .toList();
            case ENDPOINT -> busiest(from, to);
            case CALLER, QUOTA -> List.of();
        };
        return all.stream().filter(scope).toList();
    }

    private List<Target> busiest(Instant from, Instant to) {
        LongPredicate seen = inSight.upstreams();
        return MinuteFigures.found(history.endpoints(
                        places.upstreams().stream()
                                .map(Upstream::id)
                                .filter(seen::test)
                                .collect(Collectors.toSet()),
                        from,
                        to))
                .stream()
                .sorted(Comparator.comparing(
                                (EndpointStats each) -> each.stats().calls())
                        .reversed())
                .map(each -> Target.of(Subject.endpoint(each.endpointId(), each.upstreamId())))
                .toList();
    }

    private List<Tick> windows(Target target, Instant from, Instant to, Duration window, Duration step) {
        Scope scope = MinuteFigures.scope(target.subject());
        return MinuteFigures.found(history.windows(scope, from, to, window, step));
    }

    private static Duration shown(Rule rule, Duration step) {
        return rule.kind() == RuleKind.ANOMALY ? step : longer(rule.window(), step);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private Track track(
            Rule rule, Target target, Instant from, Instant to, Duration step, List<Tick> ticks, List<Tick> others) {
        Track track = Track.empty(target, places.name(target, rule.measure()), steps(from, to, step));
        Watchdog watchdog = new Watchdog();
        for (int i = 0; i < ticks.size(); i++) {
            Tick tick = ticks.get(i);
            Stats stats = tick.stats();
            int index = steps(from, tick.second(), step) - 1;
            Stats other = others.size() == ticks.size() ? others.get(i).stats() : stats;
            double plain = stats.calls() == 0
                    ? rule.measure().source() == Measure.Source.RATE ? 0 : Double.NaN
                    : LiveReadout.of(rule.measure().source(), stats);
            track.values()[index] = switch (rule.kind()) {
                case THRESHOLD -> plain;
                case ABSENCE -> stats.calls();
                case BURN_RATE ->
                    Burn.rate(rule.objective(), stats.errorShare(), other.calls() == 0 ? 0 : other.errorShare());
                case ANOMALY -> score(watchdog, tick.second(), plain, rule.window());
            };
            track.calls()[index] = rule.kind() == RuleKind.ABSENCE ? other.calls() : stats.calls();
        }
        return track;
    }

    private Tracks ofSeries(Rule rule, Predicate<Target> scope, Instant from, Instant to, Duration step) {
        Measure measure = rule.measure();
        List<SeriesKey> live = recorder.live();
        List<SeriesKey> keys = live.stream()
                .filter(key -> key.name().text().equals(measure.key()))
                .filter(key -> Measures.isOf(key, rule.breadth()))
                .filter(key -> scope.test(Target.of(key.subject())))
                .sorted(Comparator.comparing(key -> key.subject().id()))
                .toList();
        List<Track> tracks = new ArrayList<>();
        Instant first = to;
        for (SeriesKey key : keys.stream().limit(MOST).toList()) {
            TreeMap<Long, Double> minutes = minutes(key, from.minus(longer(rule.window(), HOUR)), to);
            if (!measure.share().isEmpty()) {
                TreeMap<Long, Double> whole = live.stream()
                        .filter(other -> other.name().text().equals(measure.share())
                                && other.subject().equals(key.subject()))
                        .findFirst()
                        .map(other -> minutes(other, from.minus(longer(rule.window(), HOUR)), to))
                        .orElseGet(TreeMap::new);
                minutes.replaceAll((minute, value) -> {
                    double all = whole.getOrDefault(minute, Double.NaN);
                    return all > 0 ? value / all : Double.NaN;
                });
            }
            if (!minutes.isEmpty()) {
                Instant began = Instant.ofEpochSecond(minutes.firstKey() * 60);
                first = began.isBefore(first) ? began : first;
            }
            tracks.add(track(rule, Target.of(key.subject()), from, to, step, minutes));
        }
        return cut(tracks, from, first, to, step, keys.size() - tracks.size());
    }

    private Track track(
            Rule rule, Target target, Instant from, Instant to, Duration step, TreeMap<Long, Double> minutes) {
        Track track = Track.empty(target, places.name(target, rule.measure()), steps(from, to, step));
        Watchdog watchdog = new Watchdog();
        Duration window = shown(rule, MINUTE);
        for (int i = 0; i < track.values().length; i++) {
            Instant at = from.plus(step.multipliedBy(i));
            Map<Long, Double> within = within(minutes, at, window);
            double mean = within.values().stream()
                    .mapToDouble(value -> value)
                    .average()
                    .orElse(Double.NaN);
            track.values()[i] = switch (rule.kind()) {
                case THRESHOLD -> mean;
                case ABSENCE -> within.size();
                case BURN_RATE -> Double.NaN;
                case ANOMALY -> score(watchdog, at, mean, rule.window());
            };
            track.calls()[i] =
                    rule.kind() == RuleKind.ABSENCE ? within(minutes, at, HOUR).size() : 0;
        }
        return track;
    }

    private static double score(Watchdog watchdog, Instant at, double value, Duration window) {
        watchdog.feed(at, value);
        return watchdog.score(at, window);
    }

    private static Map<Long, Double> within(TreeMap<Long, Double> minutes, Instant at, Duration window) {
        long end = at.getEpochSecond() / 60;
        return minutes.subMap(end - window.toMinutes(), end);
    }

    private TreeMap<Long, Double> minutes(SeriesKey key, Instant from, Instant to) {
        TreeMap<Long, Double> minutes = new TreeMap<>();
        figures.ofKey(key, from, to, MINUTE).forEach((at, value) -> minutes.put(at.getEpochSecond() / 60, value));
        return minutes;
    }

    /** Leaves out the time of which nothing is recorded. */
    private static Tracks cut(List<Track> tracks, Instant from, Instant first, Instant to, Duration step, int left) {
        int empty = first.isAfter(from)
                ? Math.toIntExact(Duration.between(from, first).dividedBy(step))
                : 0;
        Instant begin = from.plus(step.multipliedBy(empty));
        List<Track> cut = tracks.stream()
                .map(track -> new Track(
                        track.target(),
                        track.name(),
                        Arrays.copyOfRange(track.values(), empty, track.values().length),
                        Arrays.copyOfRange(track.calls(), empty, track.calls().length)))
                .toList();
        return new Tracks(begin, step, steps(begin, to, step), cut, left);
    }

    private static int steps(Instant from, Instant to, Duration step) {
        return Math.toIntExact(Duration.between(from, to).dividedBy(step)) + 1;
    }

    private static Instant floor(Instant time, Duration step) {
        long seconds = step.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }
}
