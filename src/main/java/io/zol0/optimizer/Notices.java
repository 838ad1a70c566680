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
import io.zol0.metrics.SeriesHistory;
import io.zol0.metrics.SeriesKey;
import io.zol0.optimizer.TimeoutChoice.Took;
import io.zol0.users.Audit;
import io.zol0.users.AuditAction;
import io.zol0.users.Sight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What is worth knowing of the last hour, as this node saw it, and no trial could better. */
@Service
@DenyAll
public class Notices {
    /** Most that are told at a time; further ones wait until some are gone. */
    public static final int MOST = 20;

    /** Endpoints that are looked at, the busiest first. */
    private static final int MOST_ENDPOINTS = 500;

    /** How the gateway tells what providers said of endpoints that will go; a contract between the rooms. */
    private static final String LEAVING = "endpoint.";

    private static final String DEPRECATED = "endpoint.deprecated";
    private static final String SUNSET = "endpoint.sunset";

    private static final Duration HOUR = Duration.ofHours(1);

    private final LiveMetrics live;
    private final Endpoints endpoints;
    private final Upstreams upstreams;
    private final Quotas quotas;
    private final Forecasts forecasts;
    private final InSight inSight;
    private final StoreSizes sizes;
    private final SeriesHistory series;
    private final NoticeTable dismissed;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Notices(
            LiveMetrics live,
            Endpoints endpoints,
            Upstreams upstreams,
            Quotas quotas,
            Forecasts forecasts,
            InSight inSight,
            StoreSizes sizes,
            SeriesHistory series,
            NoticeTable dismissed,
            Audit audit,
            ApplicationEventPublisher events,
            Clock clock) {
        this.live = live;
        this.endpoints = endpoints;
        this.upstreams = upstreams;
        this.quotas = quotas;
        this.forecasts = forecasts;
        this.inSight = inSight;
        this.sizes = sizes;
        this.series = series;
        this.dismissed = dismissed;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    /**
     * One of them, and what was decided about it.
     *
     * @param dismissed null where nobody turned it away; where somebody did, it is told only once its evidence is another
     */
    public record Told(Notice notice, @Nullable DismissedNotice dismissed) {
        /** Of the decision about it: 0 for none. */
        public long version() {
            return dismissed == null ? 0 : dismissed.version();
        }

        boolean isOpen() {
            return dismissed == null || notice.isNews(dismissed.measure());
        }
    }

    /** Those of upstreams in sight that nobody turned away; reads the history, so it may take a moment. */
    @RolesAllowed("VIEWER")
    public List<Told> all() {
        return told().stream().filter(Told::isOpen).limit(MOST).toList();
    }

    /** What was turned away in sight, the newest first, whether it is still so or not. */
    @RolesAllowed("VIEWER")
    public List<DismissedNotice> dismissed() {
        return dismissed.all().stream()
                .filter(each -> isSeen(each.upstreamId()))
                .toList();
    }

    /** One that is so now, dismissed or not. */
    @RolesAllowed("VIEWER")
    public Optional<Told> byKey(String key) {
        return told().stream().filter(each -> each.notice().key().equals(key)).findFirst();
    }

    /**
     * Turns one down; it stays away until it is half as bad again.
     *
     * @param reason 1 to 500 characters
     * @param version of the decision about it that was read; 0 for none
     * @throws UnknownNotice where it is not so any more
     * @throws NotPossible where there is no reason
     * @throws NoticeChanged where somebody decided since
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public void dismiss(String key, String reason, long version) {
        String said = reason.strip();
        if (said.isEmpty() || said.length() > Recommendations.LONGEST_REASON) {
            throw new NotPossible("Say in 1 to %d characters why it is dismissed: it stays away until it is worse."
                    .formatted(Recommendations.LONGEST_REASON));
        }
        Notice notice = byKey(key).orElseThrow(() -> UnknownNotice.withKey(key)).notice();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (!dismissed.dismiss(notice, said, Recommendations.who(), version, now)) {
            throw new NoticeChanged();
        }
        audit.record(AuditAction.DISMISSED, notice.title(), null, Map.of("reason", said, "because", notice.because()));
        events.publishEvent(new RecommendationsChanged());
    }

    /**
     * Lets one be told again that was turned down.
     *
     * @throws UnknownNotice where nobody turned it down
     * @throws NoticeChanged where somebody decided since
     */
    @RolesAllowed("OPERATOR")
    @Transactional
    public void restore(String key, long version) {
        DismissedNotice was = dismissed().stream()
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> UnknownNotice.withKey(key));
        if (!dismissed.forget(key, version)) {
            throw new NoticeChanged();
        }
        audit.record(AuditAction.BROUGHT_BACK, was.title(), Map.of("reason", was.reason()), null);
        events.publishEvent(new RecommendationsChanged());
    }

    private boolean isSeen(long upstreamId) {
        return upstreamId == 0
                ? Sight.current().everywhere()
                : inSight.upstreams().test(upstreamId);
    }

    private List<Told> told() {
        Map<String, DismissedNotice> decided = new HashMap<>();
        dismissed.all().forEach(each -> decided.put(each.key(), each));
        return found().stream()
                .map(each -> new Told(each, decided.get(each.key())))
                .toList();
    }

    private List<Notice> found() {
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
        leaving(found);
        if (Sight.current().everywhere()) {
            found.addAll(sizes.notices(clock.instant()));
        }
        return found;
    }

    /** Endpoints that their providers say will go, by what the gateway heard. */
    private void leaving(List<Notice> found) {
        Map<Long, long[]> said = new TreeMap<>();
        for (SeriesKey key : series.liveNamed(LEAVING, 2 * MOST_ENDPOINTS)) {
            int place =
                    key.name().text().equals(DEPRECATED) ? 0 : key.name().text().equals(SUNSET) ? 1 : -1;
            if (place >= 0 && inSight.upstreams().test(key.subject().upstreamId())) {
                series.live(key, HOUR).stream()
                        .reduce((one, other) -> other)
                        .ifPresent(point -> said.computeIfAbsent(key.subject().id(), id -> new long[2])[place] =
                                Math.round(point.last()));
            }
        }
        said.forEach((id, dates) -> endpoints
                .byId(id)
                .ifPresent(endpoint -> upstreams
                        .byId(endpoint.upstreamId())
                        .flatMap(upstream -> Noticed.leaving(
                                endpoint,
                                upstream.name(),
                                dates[0],
                                dates[1],
                                live.stats(new Scope.OfEndpoint(id), HOUR).calls()))
                        .ifPresent(found::add)));
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
