package io.zol0.catalog;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.cache.CacheScope;
import io.zol0.limits.Control;
import io.zol0.limits.Cost;
import io.zol0.limits.KeySource;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Settings that nothing is wrong with, and others made from them. */
final class TestSettings {
    private TestSettings() {}

    /** A quota in which every field is set, not saved yet. */
    static Quota quota(long upstreamId) {
        return new Quota(
                0,
                upstreamId,
                "weight",
                true,
                "binance",
                new QuotaScope(
                        List.of("GET /api/v3/*", "*"),
                        new KeySource(KeySource.Place.HEADER, "X-MBX-APIKEY"),
                        true,
                        true),
                List.of(
                        new QuotaWindow(WindowKind.ALIGNED, 6000, Duration.ofMinutes(1)),
                        new QuotaWindow(WindowKind.ROLLING, 1_000_000_000, Duration.ofDays(31))),
                List.of(
                        new Cost(
                                "GET /api/v3/depth",
                                250,
                                "limit",
                                List.of(new Cost.Step(100, 5), new Cost.Step(500, 25)),
                                false),
                        new Cost("POST /api/v3/order", 0, null, List.of(), true)),
                0.1,
                0.25,
                Duration.ofMillis(50),
                Duration.ofSeconds(10),
                WhenEmpty.QUEUE,
                new Control(Control.Mode.ADVISE, 0.1, 1.5),
                0);
    }

    /** A cache policy in which every field is set. */
    static CachePolicy policy() {
        return new CachePolicy(
                CacheMode.OWN_TTL,
                Duration.ofSeconds(30),
                "prices move within a minute",
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                true,
                true,
                CachePriority.HIGH,
                false,
                DataSize.ofMegabytes(2),
                Duration.ofSeconds(3));
    }

    static CacheScope scope() {
        return new CacheScope(List.of("X-Api-Key"), List.of("api_key"), List.of("timestamp", "signature"));
    }

    /** The text of a preset of that name. */
    static String preset(String name) {
        return """
            {"name": "%s", "title": "Mine", "about": "what I know",
             "credentials": {"headers": ["X-Mine"], "fields": ["mine"]},
             "quotas": [{"name": "all", "about": "all", "windows":
                 [{"kind": "rolling", "capacity": 10, "period": "1s"}]}]}\
            """.formatted(name);
    }

    /** The same as it is once it was saved. */
    static Quota withIds(Quota q, long id, long version) {
        return new Quota(
                id,
                q.upstreamId(),
                q.name(),
                q.enabled(),
                q.preset(),
                q.scope(),
                q.windows(),
                q.costs(),
                q.margin(),
                q.reserve(),
                q.minInterval(),
                q.maxWait(),
                q.whenEmpty(),
                q.control(),
                version);
    }

    static Quota named(Quota q, String name) {
        return new Quota(
                q.id(),
                q.upstreamId(),
                name,
                q.enabled(),
                q.preset(),
                q.scope(),
                q.windows(),
                q.costs(),
                q.margin(),
                q.reserve(),
                q.minInterval(),
                q.maxWait(),
                q.whenEmpty(),
                q.control(),
                q.version());
    }

    static Quota scoped(Quota q, List<String> endpoints, @Nullable KeySource key) {
        return new Quota(
                q.id(),
                q.upstreamId(),
                q.name(),
                q.enabled(),
                q.preset(),
                new QuotaScope(endpoints, key, q.scope().perCaller(), q.scope().perEndpoint()),
                q.windows(),
                q.costs(),
                q.margin(),
                q.reserve(),
                q.minInterval(),
                q.maxWait(),
                q.whenEmpty(),
                q.control(),
                q.version());
    }

    static Quota budget(Quota q, List<QuotaWindow> windows, List<Cost> costs, double margin, double reserve) {
        return new Quota(
                q.id(),
                q.upstreamId(),
                q.name(),
                q.enabled(),
                q.preset(),
                q.scope(),
                windows,
                costs,
                margin,
                reserve,
                q.minInterval(),
                q.maxWait(),
                q.whenEmpty(),
                q.control(),
                q.version());
    }

    static Quota of(
            Quota q,
            @Nullable String preset,
            Duration minInterval,
            Duration maxWait,
            WhenEmpty whenEmpty,
            Control control) {
        return new Quota(
                q.id(),
                q.upstreamId(),
                q.name(),
                q.enabled(),
                preset,
                q.scope(),
                q.windows(),
                q.costs(),
                q.margin(),
                q.reserve(),
                minInterval,
                maxWait,
                whenEmpty,
                control,
                q.version());
    }
}
