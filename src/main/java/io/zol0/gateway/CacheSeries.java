package io.zol0.gateway;

import io.zol0.cache.AnswerCache;
import io.zol0.cache.EndpointFigures;
import io.zol0.cache.MissReason;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.metrics.Readings;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.SeriesSource;
import io.zol0.metrics.Subject;
import io.zol0.users.Itself;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Samples the cache: what it answered and saved, of each endpoint, of each upstream and of all, and what it takes.
 *
 * <p>The first {@link #MOST_ENDPOINTS} endpoints and {@link #MOST_UPSTREAMS} upstreams that had to do with the cache have series of their
 * own; what comes beyond is part of its upstream's, and of the whole.
 */
@Component
public final class CacheSeries implements SeriesSource {
    /** Calls that the cache answered. */
    public static final SeriesName HITS = SeriesName.counter("cache.hits", "calls");

    /** Calls that it could have answered. */
    public static final SeriesName ASKED = SeriesName.counter("cache.asked", "calls");

    /** What its answers take. */
    public static final SeriesKey USED = SeriesName.gauge("cache.used", "bytes").ofWhole();

    /** What it has taken from the system off the heap. */
    public static final SeriesKey TAKEN =
            SeriesName.gauge("cache.taken", "bytes").ofWhole();

    static final int MOST_ENDPOINTS = 300;
    static final int MOST_UPSTREAMS = 200;

    /** Ages at a hit are counted in few classes: by their ends in seconds, each so many doublings. */
    private static final List<Integer> AGE_ENDS = List.of(0, 3, 6, 9, 12);

    private static final List<Column> COLUMNS =
            Stream.of(totals(), misses(), ages()).flatMap(columns -> columns).toList();

    private final AnswerCache cache;
    private final Endpoints endpoints;

    /** What has series of its own; it keeps them, for totals that went away and came again would count twice. */
    private final Set<Long> ownEndpoints = new LinkedHashSet<>();

    private final Set<Long> ownUpstreams = new LinkedHashSet<>();

    /** A series and the figure that it shows the growth of. */
    private record Column(SeriesName name, ToLongFunction<EndpointFigures> total) {
        Column(String name, String unit, ToLongFunction<EndpointFigures> total) {
            this(SeriesName.counter("cache." + name, unit), total);
        }
    }

    CacheSeries(AnswerCache cache, Endpoints endpoints) {
        this.cache = cache;
        this.endpoints = endpoints;
    }

    private static Stream<Column> totals() {
        return Stream.of(
                new Column(HITS, EndpointFigures::hits),
                new Column(ASKED, EndpointFigures::asked),
                new Column("stale", "calls", EndpointFigures::stale),
                new Column("collapsed", "calls", EndpointFigures::collapsed),
                new Column("evicted", "", EndpointFigures::evicted),
                new Column("expired", "", EndpointFigures::expired),
                new Column("saved.calls", "calls", EndpointFigures::saved),
                new Column("saved.bytes", "bytes", EndpointFigures::bytesSaved),
                new Column("saved.time", "ms", figures -> figures.timeSaved().toMillis()));
    }

    private static Stream<Column> misses() {
        return Stream.of(MissReason.values())
                .map(reason -> new Column(
                        "misses." + reason.name().toLowerCase(Locale.ROOT),
                        "calls",
                        figures -> figures.misses().getOrDefault(reason, 0L)));
    }

    private static Stream<Column> ages() {
        Stream<Column> bounded = AGE_ENDS.stream()
                .map(end -> new Column(
                        "age.under_" + (1 << end) + "s",
                        "calls",
                        figures -> ages(figures, end == 0 ? 0 : end - 2, end + 1)));
        int last = AGE_ENDS.getLast() + 1;
        return Stream.concat(
                bounded,
                Stream.of(new Column(
                        "age.beyond",
                        "calls",
                        figures -> ages(figures, last, figures.agesAtHit().size()))));
    }

    private static long ages(EndpointFigures figures, int from, int to) {
        return figures.agesAtHit().subList(from, to).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    @Override
    public void read(Readings into) {
        into.gauge(USED, cache.used().toBytes());
        into.gauge(TAKEN, cache.taken().toBytes());
        Itself.run(() -> readAll(into));
    }

    private void readAll(Readings into) {
        long[] whole = new long[COLUMNS.size()];
        Map<Long, long[]> ofUpstreams = new HashMap<>();
        for (EndpointFigures figures : cache.endpointFigures()) {
            long[] totals = COLUMNS.stream()
                    .mapToLong(column -> column.total().applyAsLong(figures))
                    .toArray();
            add(totals, whole);
            endpoints.byId(figures.endpointId()).ifPresent(endpoint -> {
                add(totals, ofUpstreams.computeIfAbsent(endpoint.upstreamId(), id -> new long[COLUMNS.size()]));
                if (isOwn(ownEndpoints, MOST_ENDPOINTS, endpoint.id(), totals)) {
                    tell(into, subject(endpoint), totals);
                }
            });
        }
        ofUpstreams.forEach((id, totals) -> {
            if (isOwn(ownUpstreams, MOST_UPSTREAMS, id, totals)) {
                tell(into, Subject.upstream(id), totals);
            }
        });
        tell(into, Subject.WHOLE, whole);
        ownEndpoints.removeIf(id -> endpoints.byId(id).isEmpty());
        ownUpstreams.retainAll(ofUpstreams.keySet());
    }

    private static Subject subject(Endpoint endpoint) {
        return Subject.endpoint(endpoint.id(), endpoint.upstreamId());
    }

    private static boolean isOwn(Set<Long> own, int most, long id, long[] totals) {
        return own.contains(id) || (totals[1] > 0 && own.size() < most && own.add(id));
    }

    private static void add(long[] totals, long[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += totals[i];
        }
    }

    /** What never happened is no series. */
    private static void tell(Readings into, Subject subject, long[] totals) {
        for (int i = 0; i < totals.length; i++) {
            if (totals[i] > 0) {
                into.total(COLUMNS.get(i).name().of(subject), totals[i]);
            }
        }
    }
}
