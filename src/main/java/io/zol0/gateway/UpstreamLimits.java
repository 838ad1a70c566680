package io.zol0.gateway;

import io.zol0.limits.BreakerSettings;
import io.zol0.limits.CircuitBreaker;
import io.zol0.limits.ConcurrencyLimit;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Hearing;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/** What limits the calls to one upstream beside its quotas, and who listens to its answers. */
final class UpstreamLimits {
    /** Most endpoints that have a breaker each; those beyond share one. */
    private static final int MOST_BREAKERS = 2_000;

    private static final long SHARED = 0;

    private final @Nullable Hearing hearing;
    private final BreakerSettings breakers;
    private final @Nullable ConcurrencyLimit concurrency;
    private final ConcurrentMap<Long, CircuitBreaker> byEndpoint = new ConcurrentHashMap<>();

    /** @param hearing null where nobody knows how to read its answers */
    UpstreamLimits(@Nullable Hearing hearing, BreakerSettings breakers, ConcurrencySettings concurrency) {
        this.hearing = hearing;
        this.breakers = breakers;
        this.concurrency = concurrency.enabled() ? new ConcurrencyLimit(concurrency) : null;
    }

    private UpstreamLimits(@Nullable Hearing hearing, UpstreamLimits guards) {
        this.hearing = hearing;
        this.breakers = guards.breakers;
        this.concurrency = guards.concurrency;
        this.byEndpoint.putAll(guards.byEndpoint);
    }

    /** The same, with somebody else to listen. */
    UpstreamLimits heardBy(@Nullable Hearing other) {
        return new UpstreamLimits(other, this);
    }

    @Nullable
    Hearing hearing() {
        return hearing;
    }

    @Nullable
    ConcurrencyLimit concurrency() {
        return concurrency;
    }

    /** The breaker of an endpoint; null where breakers are off. */
    @Nullable
    CircuitBreaker breaker(long endpointId, long nowNanos) {
        if (!breakers.enabled()) {
            return null;
        }
        CircuitBreaker known = byEndpoint.get(endpointId);
        if (known != null) {
            return known;
        }
        long id = byEndpoint.size() < MOST_BREAKERS ? endpointId : SHARED;
        return byEndpoint.computeIfAbsent(id, one -> new CircuitBreaker(breakers, nowNanos));
    }
}
