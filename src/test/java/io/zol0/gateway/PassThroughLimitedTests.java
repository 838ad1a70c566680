package io.zol0.gateway;

import io.zol0.gateway.LimitFixture.Quotas;
import io.zol0.limits.BanGuard;
import io.zol0.limits.BanStore;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.KeyHash;
import io.zol0.limits.Limits;
import java.time.Clock;
import java.time.Duration;

/** With three generous quotas, a preset to read answers with, a breaker and a concurrency limit. */
class PassThroughLimitedTests extends PassThroughContract {
    private final Limits limits = new Limits(Clock.systemUTC(), System::nanoTime, KeyHash.under(new byte[16]));
    private final Limiting limiting = new Limiting(
            limits,
            new BanGuard(limits::freeze, limits::thaw, BanStore.NONE, Clock.systemUTC()),
            LimitSettings.DEFAULTS);

    @Override
    void set(GatewayFixture.Settings settings) {}

    @Override
    FetchStep way(FetchStep last) {
        limiting.put(LimitFixture.read(GatewayFixture.upstream("demo", 1), "kraken"));
        limiting.put(Quotas.of(1_000_000).from("kraken").make());
        limiting.put(Quotas.of(1_000_000).named(2, "keys").perKey("API-Key").make());
        limiting.put(
                Quotas.of(1_000_000, Duration.ofSeconds(1)).named(3, "second").make());
        limiting.breakers(
                1,
                new BreakerSettings(
                        true, 1, 1, Duration.ofMinutes(9), Duration.ofMinutes(1), 10_000, Duration.ofSeconds(1), 1));
        limiting.concurrency(1, new ConcurrencySettings(true, 5_000, 10_000, 2));
        return new LimitStep(limiting, last);
    }
}
