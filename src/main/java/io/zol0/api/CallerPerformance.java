package io.zol0.api;

import io.zol0.api.PerformanceBody.EndpointPage;
import io.zol0.api.PerformanceBody.Point;
import io.zol0.api.PerformanceBody.Series;
import io.zol0.api.PerformanceBody.Source;
import io.zol0.api.PerformanceBody.Summary;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Upstream;
import io.zol0.insight.CallerCounts;
import io.zol0.insight.CallerCounts.Count;
import io.zol0.insight.CallerCounts.Counted;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Sketch;
import io.zol0.metrics.Spread;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How calls of one caller went: how many there were, how many of them failed, and how long they took. */
@Component
class CallerPerformance {
    private static final int MOST_STEPS = 2_000;

    private final CallerCounts callers;
    private final SeenUpstreams upstreams;

    CallerPerformance(CallerCounts callers, SeenUpstreams upstreams) {
        this.callers = callers;
        this.upstreams = upstreams;
    }

    /** All of a span, which becomes whole hours, or five minutes within the last hour. */
    Summary summary(String caller, TimeSpan span, SeenUpstreams.Selection selection) {
        Counted counted = counted(caller, span, selection);
        return new Summary(counted.from(), counted.to(), source(span), figures(counted, counted.from(), counted.to()));
    }

    EndpointPage endpoints(
            String caller,
            TimeSpan span,
            SeenUpstreams.Selection selection,
            EndpointOrder sort,
            @Nullable Cursor after,
            int limit) {
        Counted counted = counted(caller, span, selection);
        Map<Long, List<Count>> byEndpoint = new LinkedHashMap<>();
        counted.counts()
                .forEach(count -> byEndpoint
                        .computeIfAbsent(count.endpointId(), id -> new ArrayList<>())
                        .add(count));
        List<Found> all = byEndpoint.entrySet().stream()
                .map(each -> new Found(each.getKey(), of(sort, each.getValue()), each.getValue()))
                .sorted(Comparator.comparingDouble(Found::order).reversed().thenComparingLong(Found::endpointId))
                .toList();
        List<Found> rest = all.stream()
                .filter(each -> after == null || after.isBefore(each.order(), each.endpointId()))
                .limit(limit + 1L)
                .toList();
        List<Found> page = rest.subList(0, Math.min(limit, rest.size()));
        Map<Long, Upstream> byId = upstreams.byId();
        List<EndpointBody> bodies = new ArrayList<>();
        for (Found each : page) {
            FiguresBody figures = figures(
                    new Counted(counted.from(), counted.to(), counted.since(), each.counts()),
                    counted.from(),
                    counted.to());
            upstreams
                    .found(each.endpointId())
                    .map((Endpoint endpoint) -> EndpointBody.of(endpoint, byId.get(endpoint.upstreamId()), figures))
                    .ifPresent(bodies::add);
        }
        return new EndpointPage(
                counted.from(),
                counted.to(),
                source(span),
                all.size(),
                bodies,
                rest.size() <= limit
                        ? null
                        : new Cursor(page.getLast().order(), page.getLast().endpointId()).text());
    }

    /** In steps of whole hours, or of five minutes within the last hour. */
    Series series(String caller, TimeSpan span, @Nullable String step, SeenUpstreams.Selection selection) {
        Duration least = span.live() ? CallerCounts.STEP : CallerCounts.HOUR;
        Duration asked = span.step(step, MOST_STEPS);
        Duration each = step == null && asked.compareTo(least) < 0 ? least : asked;
        if (each.toSeconds() % least.toSeconds() != 0) {
            throw Unfit.sense(
                    "step",
                    span.live()
                            ? "What callers did in the last hour is known in steps of five minutes, such as 5m or 15m."
                            : "What callers did is known in whole hours, such as 1h or 6h.");
        }
        Counted counted = counted(caller, span.alignedTo(each), selection);
        List<Point> points = new ArrayList<>();
        for (Instant at = counted.from(); at.isBefore(counted.to()); at = at.plus(each)) {
            Instant end = at.plus(each).isBefore(counted.to()) ? at.plus(each) : counted.to();
            if (end.isAfter(counted.since())) {
                points.add(new Point(at, figures(counted, at, end)));
            }
        }
        return new Series(counted.from(), counted.to(), each, source(span), points);
    }

    private record Found(long endpointId, double order, List<Count> counts) {}

    private Counted counted(String caller, TimeSpan span, SeenUpstreams.Selection selection) {
        Set<Long> within = selection.upstreamIds();
        Counted counted = span.live()
                ? callers.lately(caller, within, Duration.between(span.from(), span.to()))
                : HistoryAway.require(callers.hours(caller, within, span.from(), span.to()));
        return selection.scope() instanceof Scope.OfEndpoint(long endpoint)
                ? new Counted(
                        counted.from(),
                        counted.to(),
                        counted.since(),
                        counted.counts().stream()
                                .filter(count -> count.endpointId() == endpoint)
                                .toList())
                : counted;
    }

    private static double of(EndpointOrder sort, List<Count> counts) {
        long calls = counts.stream().mapToLong(Count::calls).sum();
        double failed = counts.stream().mapToLong(Count::failed).sum();
        boolean latency = sort != EndpointOrder.CALLS && sort != EndpointOrder.FAILED;
        return sort.of(
                calls,
                failed / calls,
                latency ? Sketch.spread(counts.stream().map(Count::times).toList()) : Spread.NONE);
    }

    private static FiguresBody figures(Counted counted, Instant from, Instant to) {
        Instant begin = counted.since().isAfter(from) ? counted.since() : from;
        return FiguresBody.ofCaller(
                begin.isBefore(to) ? Duration.between(begin, to) : Duration.ZERO,
                counted.counts().stream()
                        .filter(count ->
                                !count.at().isBefore(from) && count.at().isBefore(to))
                        .toList());
    }

    private static Source source(TimeSpan span) {
        return span.live() ? Source.LIVE : Source.HISTORY;
    }
}
