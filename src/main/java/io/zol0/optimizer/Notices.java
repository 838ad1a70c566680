package io.zol0.optimizer;

import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.InSight;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.CallerShare;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.HeatMap;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.optimizer.TimeoutChoice.Took;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;

/** What is worth knowing of the last hour, as this node saw it, and no trial could better. */
@Service
@DenyAll
public class Notices {
    /** Most that are told at a time; further ones wait until some are gone. */
    public static final int MOST = 20;

    /** Endpoints that are looked at, the busiest first. */
    private static final int MOST_ENDPOINTS = 500;

    private static final Duration HOUR = Duration.ofHours(1);

    private final LiveMetrics live;
    private final Endpoints endpoints;
    private final Upstreams upstreams;
    private final Quotas quotas;
    private final Forecasts forecasts;
    private final InSight inSight;

    Notices(
            LiveMetrics live,
            Endpoints endpoints,
            Upstreams upstreams,
            Quotas quotas,
            Forecasts forecasts,
            InSight inSight) {
        this.live = live;
        this.endpoints = endpoints;
        this.upstreams = upstreams;
        this.quotas = quotas;
        this.forecasts = forecasts;
        this.inSight = inSight;
    }

    /** Those of upstreams in sight; reads the history, so it may take a moment. */
    @RolesAllowed("VIEWER")
    public List<Notice> all() {
        List<EndpointStats> busiest = live.endpoints(HOUR).stream()
                .sorted(Comparator.comparingLong(
                                (EndpointStats each) -> each.stats().calls())
                        .reversed())
                .limit(MOST_ENDPOINTS)
                .toList();
        List<Notice> found = new ArrayList<>();
        for (Upstream upstream : upstreams.all()) {
            if (inSight.upstreams().test(upstream.id())) {
                look(
                        upstream,
                        busiest.stream()
                                .filter(each -> each.upstreamId() == upstream.id())
                                .toList(),
                        found);
            }
        }
        return found.stream().limit(MOST).toList();
    }

    private void look(Upstream upstream, List<EndpointStats> ofUpstream, List<Notice> found) {
        String name = upstream.name();
        long all = live.stats(new Scope.OfUpstream(upstream.id()), HOUR).calls();
        Map<String, CallerShare> callers = new HashMap<>();
        Map<Duration, Long> took = new HashMap<>();
        for (EndpointStats each : ofUpstream) {
            if (each.endpointId() == LiveMetrics.otherOf(upstream.id())) {
                Noticed.grown(upstream.id(), name, each.stats(), all).ifPresent(found::add);
                continue;
            }
            Endpoint endpoint = endpoints.byId(each.endpointId()).orElse(null);
            if (endpoint == null) {
                continue;
            }
            Noticed.failing(endpoint, name, each.stats()).ifPresent(found::add);
            Noticed.slow(endpoint, name, each.stats()).ifPresent(found::add);
            live.callers(each.endpointId())
                    .forEach(share -> callers.merge(
                            share.caller(),
                            share,
                            (one, other) -> new CallerShare(
                                    one.caller(), one.calls() + other.calls(), one.failed() + other.failed())));
            count(live.heatMap(each.endpointId(), HOUR), took);
        }
        callers.values()
                .forEach(share -> Noticed.wasting(upstream.id(), name, share).ifPresent(found::add));
        Noticed.timeout(upstream.id(), name, upstream.responseTimeout(), ascending(took))
                .ifPresent(found::add);
        quotas.ofUpstream(upstream.id())
                .forEach(quota -> forecasts
                        .ofQuota(quota.id())
                        .flatMap(forecast -> Noticed.shortOf(quota, name, forecast))
                        .ifPresent(found::add));
    }

    /** By the upper end of each band, and as if all had succeeded: a time-out from it is too long rather than too short. */
    private static void count(HeatMap map, Map<Duration, Long> took) {
        for (HeatMap.Column column : map.columns()) {
            for (int i = 0; i < map.bands().size(); i++) {
                if (column.counts().get(i) > 0) {
                    Duration end = map.bands().get(Math.min(i + 1, map.bands().size() - 1));
                    took.merge(end, column.counts().get(i), Long::sum);
                }
            }
        }
    }

    private static List<Took> ascending(Map<Duration, Long> took) {
        return took.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(each -> new Took(each.getKey().toMillis() / 1e3, each.getValue(), 0))
                .toList();
    }
}
