package io.zol0.demo;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.Upstream;
import io.zol0.limits.Control;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import io.zol0.optimizer.Autopilot;
import io.zol0.optimizer.Autopilots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** What a new demo upstream is set to: quotas, which answers are used again, and that advice on it is tried. */
@Component
class DemoRules {
    private static final String PRESET = "demo";

    private final Catalog catalog;
    private final Endpoints endpoints;
    private final Autopilots autopilots;

    DemoRules(Catalog catalog, Endpoints endpoints, Autopilots autopilots) {
        this.catalog = catalog;
        this.endpoints = endpoints;
        this.autopilots = autopilots;
    }

    void set(Upstream demo) {
        var changes = new ArrayList<SettingChange>();
        catalog.draftsFrom(demo.id(), PRESET).forEach(quota -> changes.add(SettingChange.of(quota)));
        changes.add(SettingChange.of(tradeHistory(demo)));
        changes.add(SettingChange.cachePolicy(demo.id(), 0, 0, CachePolicy.ORIGIN));
        changes.add(kept(demo, "/api/trading/statistics", "Computed anew every five minutes.", CachePriority.HIGH));
        changes.add(kept(demo, "/api/cache/init", "Gathered anew every half an hour.", CachePriority.MEDIUM));
        catalog.apply(changes.stream()
                .map(change -> change.because("The demo begins so."))
                .toList());
        autopilots.save(Autopilot.off(demo.environment(), demo.id()).on());
    }

    /** As careful as one is by hand: a pause that its window does not need, so that many calls wait. */
    private static Quota tradeHistory(Upstream demo) {
        return new Quota(
                0,
                demo.id(),
                "trade-history",
                true,
                null,
                new QuotaScope(List.of("GET /api/trading/history*"), null, false, false),
                List.of(new QuotaWindow(WindowKind.ROLLING, 120, Duration.ofMinutes(1))),
                List.of(),
                0.1,
                0,
                Duration.ofMillis(1200),
                Duration.ofSeconds(20),
                WhenEmpty.QUEUE,
                Control.OFF,
                0);
    }

    /** Fresh for a second, then served for a minute more while it is fetched anew: nobody waits for the slow page. */
    private SettingChange kept(Upstream demo, String path, String reason, CachePriority priority) {
        var policy = new CachePolicy(
                CacheMode.OWN_TTL,
                Duration.ofSeconds(1),
                reason,
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                true,
                false,
                priority,
                true,
                CachePolicy.ORIGIN.largestBody(),
                CachePolicy.ORIGIN.leaderWait());
        return SettingChange.cachePolicy(
                demo.id(), endpoints.resolve(demo.id(), "GET", path).id(), 0, policy);
    }
}
