package io.zol0.api;

import io.zol0.api.PerformanceBody.EndpointDetail;
import io.zol0.api.PerformanceBody.EndpointPage;
import io.zol0.api.PerformanceBody.Heat;
import io.zol0.api.PerformanceBody.Point;
import io.zol0.api.PerformanceBody.Series;
import io.zol0.api.PerformanceBody.Source;
import io.zol0.api.PerformanceBody.Summary;
import io.zol0.api.SeenUpstreams.Selection;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Upstream;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.History;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Tick;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How calls went, by REST: the last hour from memory, everything else from the history. */
@RestController
@RequestMapping("/api/performance")
class PerformanceController {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECONDS_KEPT = Duration.ofMinutes(5);

    private final LiveMetrics live;
    private final History history;
    private final CallerPerformance callers;
    private final SeenUpstreams upstreams;
    private final Clock clock;

    PerformanceController(
            LiveMetrics live, History history, CallerPerformance callers, SeenUpstreams upstreams, Clock clock) {
        this.live = live;
        this.history = history;
        this.callers = callers;
        this.upstreams = upstreams;
        this.clock = clock;
    }

    /** All calls of what is asked for together; of one caller how many there were and failed and how long they took, in whole hours. */
    @GetMapping("/summary")
    Summary summary(
            @RequestParam(required = false) @Nullable String window,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String upstream,
            @RequestParam(required = false) @Nullable Long endpoint,
            @RequestParam(required = false) @Nullable String caller) {
        TimeSpan span = TimeSpan.of(window, from, to, clock.instant());
        Selection selection = upstreams.select(environment, upstream, endpoint);
        return caller != null
                ? callers.summary(caller, span, selection)
                : new Summary(span.from(), span.to(), source(span), FiguresBody.of(stats(selection.scope(), span)));
    }

    /** The endpoints that were called, by all or by one caller, page by page; by latency those without known times come last. */
    @GetMapping("/endpoints")
    EndpointPage endpoints(
            @RequestParam(required = false) @Nullable String window,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String upstream,
            @RequestParam(required = false) @Nullable String caller,
            @RequestParam(defaultValue = "CALLS") EndpointOrder sort,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        TimeSpan span = TimeSpan.of(window, from, to, clock.instant());
        Selection selection = upstreams.select(environment, upstream, null);
        Cursor after = Cursor.read(cursor);
        if (caller != null) {
            return callers.endpoints(caller, span, selection, sort, after, Cursor.limit(limit));
        }
        List<EndpointStats> all = all(selection, span);
        List<EndpointStats> rest = all.stream()
                .filter(each -> after == null || after.isBefore(sort.of(each.stats()), each.endpointId()))
                .sorted(Comparator.comparingDouble((EndpointStats each) -> sort.of(each.stats()))
                        .reversed()
                        .thenComparingLong(EndpointStats::endpointId))
                .limit(Cursor.limit(limit) + 1L)
                .toList();
        List<EndpointStats> page = rest.subList(0, Math.min(limit, rest.size()));
        Map<Long, Upstream> byId = upstreams.byId();
        return new EndpointPage(
                span.from(),
                span.to(),
                source(span),
                all.size(),
                page.stream()
                        .flatMap(each -> EndpointBody.of(each, upstreams, byId).stream())
                        .toList(),
                rest.size() <= limit
                        ? null
                        : new Cursor(
                                        sort.of(page.getLast().stats()),
                                        page.getLast().endpointId())
                                .text());
    }

    /** One endpoint, and who called it in the last hour. */
    @GetMapping("/endpoints/{id}")
    EndpointDetail endpoint(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String window,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            HttpServletRequest request) {
        refuseCaller(request);
        TimeSpan span = TimeSpan.of(window, from, to, clock.instant());
        Endpoint endpoint = upstreams.endpoint(id);
        FiguresBody figures = FiguresBody.of(stats(new Scope.OfEndpoint(id), span));
        return new EndpointDetail(
                span.from(),
                span.to(),
                source(span),
                EndpointBody.of(endpoint, upstreams.byId().get(endpoint.upstreamId()), figures),
                live.callerTimes(id).stream().map(PerformanceBody.Caller::of).toList());
    }

    /** Calls of an endpoint by time and latency. */
    @GetMapping("/endpoints/{id}/heatmap")
    Heat heatMap(
            @PathVariable long id,
            @RequestParam(required = false) @Nullable String window,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String step,
            HttpServletRequest request) {
        refuseCaller(request);
        TimeSpan span = TimeSpan.of(window, from, to, clock.instant());
        long endpointId = upstreams.endpoint(id).id();
        if (span.live()) {
            return Heat.of(live.heatMap(endpointId, Duration.between(span.from(), span.to())));
        }
        Duration each = minutes(span.step(step, History.MOST_STEPS));
        TimeSpan whole = span.alignedTo(each);
        return Heat.of(
                HistoryAway.require(history.heatMap(new Scope.OfEndpoint(endpointId), whole.from(), whole.to(), each)));
    }

    /**
     * The same as the summary in steps; steps shorter than a minute are there of the last five minutes. Of one caller steps are
     * whole hours, and five minutes in a window of an hour at most.
     */
    @GetMapping("/timeseries")
    Series timeseries(
            @RequestParam(required = false) @Nullable String window,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String upstream,
            @RequestParam(required = false) @Nullable Long endpoint,
            @RequestParam(required = false) @Nullable String caller) {
        TimeSpan span = TimeSpan.of(window, from, to, clock.instant());
        Selection selection = upstreams.select(environment, upstream, endpoint);
        if (caller != null) {
            return callers.series(caller, span, step, selection);
        }
        Scope scope = selection.scope();
        Duration length = Duration.between(span.from(), span.to());
        Duration each = span.step(step, History.MOST_STEPS);
        if (each.equals(Duration.ofSeconds(1)) && span.live() && length.compareTo(SECONDS_KEPT) <= 0) {
            return series(span, each, Source.LIVE, live.ticks(scope, length));
        }
        TimeSpan whole = span.alignedTo(minutes(each));
        return series(
                whole,
                each,
                Source.HISTORY,
                HistoryAway.require(history.series(scope, whole.from(), whole.to(), each)));
    }

    /** Nobody is answered for all callers who asked for one. */
    private static void refuseCaller(HttpServletRequest request) {
        if (request.getParameter("caller") != null) {
            throw Unfit.sense(
                    "caller",
                    "These figures are of all callers together; the summary, the endpoints and the timeseries are there of one.");
        }
    }

    private static Series series(TimeSpan span, Duration step, Source source, List<Tick> ticks) {
        return new Series(
                span.from(),
                span.to(),
                step,
                source,
                ticks.stream().map(Point::of).toList());
    }

    private List<EndpointStats> all(Selection selection, TimeSpan span) {
        return span.live()
                ? live.endpoints(Duration.between(span.from(), span.to())).stream()
                        .filter(each -> selection.upstreamIds().contains(each.upstreamId()))
                        .toList()
                : HistoryAway.require(history.endpoints(selection.upstreamIds(), span.from(), span.to()));
    }

    private Stats stats(Scope scope, TimeSpan span) {
        return span.live()
                ? live.stats(scope, Duration.between(span.from(), span.to()))
                : HistoryAway.require(history.stats(scope, span.from(), span.to()));
    }

    private static Duration minutes(Duration step) {
        if (step.compareTo(MINUTE) < 0) {
            throw Unfit.sense("step", "A step is a minute or more, or one second in a window of five minutes at most.");
        }
        return step;
    }

    private static Source source(TimeSpan span) {
        return span.live() ? Source.LIVE : Source.HISTORY;
    }
}
