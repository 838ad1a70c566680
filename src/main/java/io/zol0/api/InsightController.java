package io.zol0.api;

import io.zol0.insight.Costs;
import io.zol0.insight.Dependencies;
import io.zol0.insight.Environments;
import io.zol0.insight.Health;
import io.zol0.insight.HealthWeights;
import io.zol0.insight.Place;
import io.zol0.insight.Security;
import io.zol0.insight.Usage;
import io.zol0.metrics.PageVitals;
import io.zol0.optimizer.Forecasts;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the pages of Insight tell, by REST. */
@RestController
class InsightController {
    private static final int MOST_STEPS = 1_000;

    private final Costs costs;
    private final Dependencies dependencies;
    private final Environments environments;
    private final Usage usage;
    private final Health health;
    private final Security security;
    private final PageVitals vitals;
    private final Forecasts forecasts;
    private final NamedUpstreams upstreams;
    private final Clock clock;

    InsightController(
            Costs costs,
            Dependencies dependencies,
            Environments environments,
            Usage usage,
            Health health,
            Security security,
            PageVitals vitals,
            Forecasts forecasts,
            NamedUpstreams upstreams,
            Clock clock) {
        this.costs = costs;
        this.dependencies = dependencies;
        this.environments = environments;
        this.usage = usage;
        this.health = health;
        this.security = security;
        this.vitals = vitals;
        this.forecasts = forecasts;
        this.upstreams = upstreams;
        this.clock = clock;
    }

    /** What this month cost so far, UTC. */
    @GetMapping("/api/insight/costs")
    InsightBody.Bill costs() {
        return InsightBody.Bill.of(HistoryAway.require(costs.month()));
    }

    /** What depends on what in a span; takes seconds where there is much. */
    @GetMapping("/api/insight/correlations")
    InsightBody.Correlations correlations(@RequestParam(defaultValue = "DAY") Dependencies.Span span) {
        return InsightBody.Correlations.of(HistoryAway.require(dependencies.look(span)));
    }

    /** Endpoints of the same method and path in two environments, those that are worse in the second first. */
    @GetMapping("/api/insight/environments")
    List<InsightBody.Compared> environments(
            @RequestParam String environment,
            @RequestParam String against,
            @RequestParam(defaultValue = "DAY") Environments.Span span) {
        requireThere("environment", environment);
        requireThere("against", against);
        return HistoryAway.require(environments.compare(environment, against, span)).stream()
                .map(InsightBody.Compared::of)
                .toList();
    }

    /**
     * How healthy something was in steps, oldest first: by the weights that hold now.
     *
     * @param place {@code environment-production}, {@code upstream-3} or {@code endpoint-7}; everything where it is not said
     * @param step a quarter of an hour or more
     */
    @GetMapping("/api/insight/health")
    List<InsightBody.HealthThen> health(
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "24h") String window,
            @RequestParam(required = false) @Nullable String step) {
        Place found = found(place);
        TimeSpan span = TimeSpan.of(window, null, null, clock.instant());
        Duration each = span.step(step, MOST_STEPS);
        if (each.compareTo(Health.WINDOW) < 0) {
            if (step != null) {
                throw Unfit.sense("step", "A step is a quarter of an hour or more.");
            }
            each = Health.WINDOW;
        }
        TimeSpan whole = span.alignedTo(each);
        HealthWeights weights = health.weights();
        return HistoryAway.require(health.past(found, whole.from(), whole.to(), each)).stream()
                .map(past -> InsightBody.HealthThen.of(past, weights))
                .toList();
    }

    /**
     * How something is used.
     *
     * @param place {@code environment-production}, {@code upstream-3} or {@code endpoint-7}; everything where it is not said
     * @param zone in whose hours the week is told
     */
    @GetMapping("/api/insight/usage")
    InsightBody.UsageOf usage(
            @RequestParam(defaultValue = "") String place, @RequestParam(defaultValue = "UTC") String zone) {
        Place found = found(place);
        return InsightBody.UsageOf.of(
                HistoryAway.require(usage.week(found, ReportMailBody.zone(zone))),
                HistoryAway.require(usage.callers(found)),
                HistoryAway.require(usage.turnover(found)));
    }

    /** What had to do with security in the last day. */
    @GetMapping("/api/insight/security")
    InsightBody.SecurityOf security() {
        return InsightBody.SecurityOf.of(HistoryAway.require(security.look()));
    }

    /** Shakes hands with every upstream that speaks TLS, up to five seconds each, and checks a token many times. */
    @GetMapping("/api/insight/security/measured")
    InsightBody.Measured measured() {
        return InsightBody.Measured.of(security.measure());
    }

    /** What browsers measured of pages in a window up to now, an hour where nothing is said. */
    @GetMapping("/api/performance/pages")
    List<InsightBody.PageOf> pages(@RequestParam(required = false) @Nullable String window) {
        TimeSpan span = TimeSpan.of(window, null, null, clock.instant());
        Collection<String> inSight = upstreams.all().values();
        return HistoryAway.require(vitals.since(span.from())).stream()
                .filter(each -> each.isSeenWith(inSight))
                .map(InsightBody.PageOf::of)
                .toList();
    }

    /** What is expected of a quota in the next 24 hours. */
    @GetMapping("/api/monitoring/quotas/{id}/forecast")
    InsightBody.QuotaForecast forecast(@PathVariable long id) {
        return forecasts
                .ofQuota(id)
                .map(InsightBody.QuotaForecast::of)
                .orElseThrow(() ->
                        new Missing("There is no quota number %d, or its history cannot be read now.".formatted(id)));
    }

    private Place found(String place) {
        return health.now(place)
                .map(Health.Scored::place)
                .orElseThrow(() -> Unfit.sense(
                        "place", "Write environment-production, upstream-3 or endpoint-7, or leave it out."));
    }

    private void requireThere(String field, String environment) {
        if (!environments.names().contains(environment)) {
            throw Unfit.sense(field, "There is no environment %s with an upstream.".formatted(environment));
        }
    }
}
