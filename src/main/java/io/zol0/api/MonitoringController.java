package io.zol0.api;

import io.zol0.api.MonitoringBody.BanBody;
import io.zol0.api.MonitoringBody.CacheState;
import io.zol0.api.MonitoringBody.CachedEndpoint;
import io.zol0.api.MonitoringBody.Machine;
import io.zol0.api.MonitoringBody.QuotaNow;
import io.zol0.api.MonitoringBody.Status;
import io.zol0.cache.CacheFigures;
import io.zol0.cache.EndpointFigures;
import io.zol0.catalog.Upstream;
import io.zol0.gateway.Bans;
import io.zol0.gateway.LiveCache;
import io.zol0.gateway.LiveQuotas;
import io.zol0.insight.Health;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Stats;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How ZoL0, its cache and its quotas stand now, by REST. */
@RestController
@RequestMapping("/api/monitoring")
class MonitoringController {
    private static final Duration QUARTER = Duration.ofMinutes(15);

    private final LiveMetrics live;
    private final Health health;
    private final MachineFigures machine;
    private final LiveCache cache;
    private final LiveQuotas quotas;
    private final Bans bans;
    private final List<HealthCheck> checks;
    private final SeenUpstreams upstreams;
    private final Clock clock;

    MonitoringController(
            LiveMetrics live,
            Health health,
            MachineFigures machine,
            LiveCache cache,
            LiveQuotas quotas,
            Bans bans,
            List<HealthCheck> checks,
            SeenUpstreams upstreams,
            Clock clock) {
        this.live = live;
        this.health = health;
        this.machine = machine;
        this.cache = cache;
        this.quotas = quotas;
        this.bans = bans;
        this.checks = checks;
        this.upstreams = upstreams;
        this.clock = clock;
    }

    /** The health score with its terms, the checks of {@code /health}, the last 15 minutes and the bans in force. */
    @GetMapping("/status")
    Status status() {
        Stats quarter = live.stats(upstreams.select(null, null, null).scope(), QUARTER);
        return new Status(
                clock.instant(),
                HealthBody.of(health.whole(), health.places()),
                checks.stream().map(HealthCheck::result).toList(),
                FiguresBody.of(quarter),
                bans.current().stream()
                        .map(ban -> BanBody.of(ban, name(ban.upstreamId())))
                        .toList());
    }

    /** The machine, this process, and what waits for the database or is in it. */
    @GetMapping("/system")
    Machine system() {
        return machine.now();
    }

    /** What the cache holds, and what it did for each endpoint since the start, the most asked first. */
    @GetMapping("/cache")
    CacheState cache(
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        Cursor after = Cursor.read(cursor);
        CacheFigures figures = cache.figures(0);
        List<EndpointFigures> all = cache.endpoints();
        List<EndpointFigures> rest = all.stream()
                .filter(each -> after == null || after.isBefore((double) each.asked(), each.endpointId()))
                .sorted(Comparator.comparingLong(EndpointFigures::asked)
                        .reversed()
                        .thenComparingLong(EndpointFigures::endpointId))
                .limit(Cursor.limit(limit) + 1L)
                .toList();
        List<EndpointFigures> page = rest.subList(0, Math.min(limit, rest.size()));
        return new CacheState(
                figures.budget().toBytes(),
                figures.used().toBytes(),
                figures.taken().toBytes(),
                figures.entries(),
                all.size(),
                page.stream()
                        .flatMap(each ->
                                upstreams
                                        .found(each.endpointId())
                                        .map(endpoint -> CachedEndpoint.of(endpoint, each))
                                        .stream())
                        .toList(),
                rest.size() <= limit
                        ? null
                        : new Cursor(page.getLast().asked(), page.getLast().endpointId()).text());
    }

    /** Where each quota stands; there are as many as are set. */
    @GetMapping("/quotas")
    List<QuotaNow> quotas(@RequestParam(required = false) @Nullable String upstream) {
        Map<Long, Upstream> byId = upstreams.byId();
        return quotas.all().stream()
                .filter(state -> byId.containsKey(state.quota().upstreamId()))
                .map(state -> QuotaNow.of(state, name(state.quota().upstreamId())))
                .filter(quota -> upstream == null || upstream.equals(quota.upstream()))
                .toList();
    }

    private String name(long upstreamId) {
        Upstream upstream = upstreams.byId().get(upstreamId);
        return upstream == null ? "" : upstream.name();
    }
}
