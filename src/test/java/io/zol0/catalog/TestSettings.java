package io.zol0.catalog;

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

/** Settings that nothing is wrong with. */
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

    /** The same as it is once it was saved. */
    static Quota withIds(Quota quota, long id, long version) {
        return new Quota(
                id,
                quota.upstreamId(),
                quota.name(),
                quota.enabled(),
                quota.preset(),
                quota.scope(),
                quota.windows(),
                quota.costs(),
                quota.margin(),
                quota.reserve(),
                quota.minInterval(),
                quota.maxWait(),
                quota.whenEmpty(),
                quota.control(),
                version);
    }
}
