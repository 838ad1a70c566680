package io.zol0.insight;

import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.metrics.Answer;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.History;
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Subject;
import io.zol0.metrics.SubjectNames;
import io.zol0.metrics.Tick;
import io.zol0.users.Itself;
import io.zol0.users.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads what may depend on each other in steps of a common time: calls of upstreams and of the busiest endpoints, and named
 * series; at most {@value #MOST}, those of the business first.
 */
@Component
class TraceReader {
    /** Most traces. */
    static final int MOST = 500;

    private static final int MOST_ENDPOINTS = 40;
    private static final int MOST_SERIES = 200;
    private static final int MOST_NAMED = 3_000;

    private final History history;
    private final SubjectNames names;
    private final SeriesHistory series;
    private final Whereabouts places;
    private final Quotas quotas;

    TraceReader(History history, SubjectNames names, SeriesHistory series, Whereabouts places, Quotas quotas) {
        this.history = history;
        this.names = names;
        this.series = series;
        this.places = places;
        this.quotas = quotas;
    }

    /** Something to read: a series, or several measures of the calls of a place. */
    private sealed interface Source {
        record OfSeries(Quantity quantity, SeriesKey key) implements Source {}

        record OfCalls(Place place, Subject subject, String name, String path) implements Source {}
    }

    /** The traces of all that is in sight whose quantities fit. */
    Answer<List<Trace>> read(Instant from, Instant to, Duration step, Predicate<Quantity> fits) {
        int steps = Math.toIntExact(Duration.between(from, to).dividedBy(step));
        List<Trace> traces = new ArrayList<>();
        Answer<List<Source>> found = sources(from, to);
        if (!(found instanceof Answer.Found<List<Source>>(List<Source> sources))) {
            return new Answer.Unavailable<>(((Answer.Unavailable<List<Source>>) found).reason());
        }
        for (Source source : sources) {
            if (traces.size() >= MOST) {
                break;
            }
            @Nullable
            String away = switch (source) {
                case Source.OfSeries(Quantity quantity, SeriesKey key) ->
                    fits.test(quantity) ? readSeries(quantity, key, from, step, steps, traces) : null;
                case Source.OfCalls calls -> readCalls(calls, from, step, steps, fits, traces);
            };
            if (away != null) {
                return new Answer.Unavailable<>(away);
            }
        }
        return new Answer.Found<>(List.copyOf(traces.subList(0, Math.min(MOST, traces.size()))));
    }

    private Answer<List<Source>> sources(Instant from, Instant to) {
        List<Source> all = new ArrayList<>();
        Answer<Set<SeriesKey>> named = series.named("", MOST_NAMED);
        if (!(named instanceof Answer.Found<Set<SeriesKey>>(Set<SeriesKey> known))) {
            return new Answer.Unavailable<>(((Answer.Unavailable<Set<SeriesKey>>) named).reason());
        }
        List<SeriesKey> keys = known.stream()
                .filter(this::isInSight)
                .sorted(Comparator.comparing(
                                (SeriesKey key) -> !key.name().text().startsWith(SeriesWords.BUSINESS))
                        .thenComparing(key -> key.name().text()))
                .toList();
        for (SeriesKey key : keys) {
            SeriesWords.of(key, name(key.subject()))
                    .ifPresent(words -> all.add(new Source.OfSeries(
                            new Quantity(key.name().text(), key.subject(), words, unit(key), path(key)), key)));
        }
        if (all.size() > MOST_SERIES) {
            all.subList(MOST_SERIES, all.size()).clear();
        }
        for (Upstream upstream : places.upstreams()) {
            all.add(new Source.OfCalls(
                    Place.upstream(upstream.id(), upstream.environment()),
                    Subject.upstream(upstream.id()),
                    upstream.name(),
                    "insight/upstream-" + upstream.id()));
        }
        Set<Long> ids = places.upstreams().stream().map(Upstream::id).collect(Collectors.toSet());
        Answer<List<EndpointStats>> called = history.endpoints(ids, from, to);
        if (!(called instanceof Answer.Found<List<EndpointStats>>(List<EndpointStats> endpoints))) {
            return new Answer.Unavailable<>(((Answer.Unavailable<List<EndpointStats>>) called).reason());
        }
        endpoints.stream()
                .sorted(Comparator.comparingLong(
                                (EndpointStats each) -> each.stats().calls())
                        .reversed())
                .filter(each -> places.endpointOf(each.endpointId())
                        .filter(endpoint -> !endpoint.template().equals(Endpoint.OTHER))
                        .isPresent())
                .limit(MOST_ENDPOINTS)
                .flatMap(each -> places.endpoint(each.endpointId()).stream())
                .forEach(place -> all.add(new Source.OfCalls(
                        place,
                        Subject.endpoint(place.endpointId(), place.upstreamId()),
                        places.name(place),
                        "endpoints/" + place.endpointId())));
        return new Answer.Found<>(all);
    }

    private @Nullable String readSeries(
            Quantity quantity, SeriesKey key, Instant from, Duration step, int steps, List<Trace> into) {
        return switch (series.points(key, from, from.plus(step.multipliedBy(steps)), step)) {
            case Answer.Unavailable<List<SeriesPoint>>(String reason) -> reason;
            case Answer.Found<List<SeriesPoint>>(List<SeriesPoint> points) -> {
                double[] values = empty(steps);
                for (SeriesPoint point : points) {
                    put(values, from, step, point.at(), point.avg());
                }
                into.add(new Trace(quantity, values));
                yield null;
            }
        };
    }

    private @Nullable String readCalls(
            Source.OfCalls calls, Instant from, Duration step, int steps, Predicate<Quantity> fits, List<Trace> into) {
        List<CallMeasure> wanted = new ArrayList<>();
        for (CallMeasure measure : CallMeasure.values()) {
            if (fits.test(quantity(calls, measure))) {
                wanted.add(measure);
            }
        }
        if (wanted.isEmpty()) {
            return null;
        }
        return switch (history.series(calls.place().scopeOfOne(), from, from.plus(step.multipliedBy(steps)), step)) {
            case Answer.Unavailable<List<Tick>>(String reason) -> reason;
            case Answer.Found<List<Tick>>(List<Tick> ticks) -> {
                for (CallMeasure measure : wanted) {
                    double[] values = empty(steps);
                    for (Tick tick : ticks) {
                        put(values, from, step, tick.second(), measure.of(tick.stats()));
                    }
                    into.add(new Trace(quantity(calls, measure), values));
                }
                yield null;
            }
        };
    }

    private static Quantity quantity(Source.OfCalls calls, CallMeasure measure) {
        return new Quantity(
                measure.key(), calls.subject(), measure.words() + " " + calls.name(), measure.unit(), calls.path());
    }

    /** What comes twice, or from before or after, as when the clock was set, does no harm: the last one of a step counts. */
    static void put(double[] values, Instant from, Duration step, Instant at, double value) {
        long seconds = at.getEpochSecond() - from.getEpochSecond();
        long place = Math.floorDiv(seconds, step.toSeconds());
        if (place >= 0 && place < values.length) {
            values[(int) place] = value;
        }
    }

    private static double[] empty(int steps) {
        double[] values = new double[steps];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private boolean isInSight(SeriesKey key) {
        long upstreamId = key.subject().upstreamId();
        return upstreamId == 0
                ? key.subject().kind() == Subject.Kind.WHOLE || Sight.current().everywhere()
                : places.upstream(upstreamId).isPresent();
    }

    private String name(Subject subject) {
        return switch (subject.kind()) {
            case UPSTREAM -> places.name(Place.upstream(subject.id(), ""));
            case ENDPOINT -> places.name(Place.endpoint(subject.id(), subject.upstreamId(), ""));
            case QUOTA ->
                "quota %s of %s"
                        .formatted(
                                Itself.ask(() -> quotas.byId(subject.id()))
                                        .map(quota -> quota.name())
                                        .orElse("(removed)"),
                                places.name(Place.upstream(subject.upstreamId(), "")));
            case WHOLE -> "";
            case PAGE, LABELS -> names.nameOf(subject).orElse("(unknown)");
        };
    }

    private static String unit(SeriesKey key) {
        String unit = key.name().unit();
        return switch (key.name().kind()) {
            case GAUGE -> unit.equals("bytes") ? "B" : unit;
            case COUNTER -> unit.equals("bytes") ? "B/s" : unit.isEmpty() ? "/s" : unit + "/s";
        };
    }

    private static String path(SeriesKey key) {
        String name = key.name().text();
        return switch (key.subject().kind()) {
            case QUOTA -> "quotas/" + key.subject().id();
            case ENDPOINT -> "endpoints/" + key.subject().id();
            case UPSTREAM -> "insight/upstream-" + key.subject().id();
            case PAGE -> "experience";
            case WHOLE, LABELS ->
                name.startsWith(SeriesWords.BUSINESS)
                        ? "business/" + name.substring(SeriesWords.BUSINESS.length())
                        : "system";
        };
    }
}
