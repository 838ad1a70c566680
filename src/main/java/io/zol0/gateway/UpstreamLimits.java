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
    private final Breakers breakers;
    private final Concurrency concurrency;

    /** Breakers as they are set, one an endpoint. */
    private record Breakers(BreakerSettings settings, ConcurrentMap<Long, CircuitBreaker> byEndpoint) {}

    /** A limit as it is set; null where it is off. */
    private record Concurrency(
            ConcurrencySettings settings, @Nullable ConcurrencyLimit limit) {}

    private UpstreamLimits(@Nullable Hearing hearing, Breakers breakers, Concurrency concurrency) {
        this.hearing = hearing;
        this.breakers = breakers;
        this.concurrency = concurrency;
    }

    /**
     * What is set that way.
     *
     * @param hearing null where nobody knows how to read the answers
     * @param before what there was: breakers and limit go on from there where they are set the same
     */
    static UpstreamLimits of(
            @Nullable Hearing hearing,
            BreakerSettings breakers,
            ConcurrencySettings concurrency,
            @Nullable UpstreamLimits before) {
        return new UpstreamLimits(
                hearing,
                before != null && before.breakers.settings.equals(breakers)
                        ? before.breakers
                        : new Breakers(breakers, new ConcurrentHashMap<>()),
                before != null && before.concurrency.settings.equals(concurrency)
                        ? before.concurrency
                        : new Concurrency(
                                concurrency, concurrency.enabled() ? new ConcurrencyLimit(concurrency) : null));
    }

    /** Whether there is nothing in it that would limit a call or listen to an answer. */
    boolean isIdle() {
        return hearing == null && !breakers.settings.enabled() && concurrency.limit == null;
    }

    @Nullable
    Hearing hearing() {
        return hearing;
    }

    @Nullable
    ConcurrencyLimit concurrency() {
        return concurrency.limit;
    }

    /** The breaker of an endpoint; null where breakers are off. */
    @Nullable
    CircuitBreaker breaker(long endpointId, long nowNanos) {
        if (!breakers.settings.enabled()) {
            return null;
        }
        CircuitBreaker known = breakers.byEndpoint.get(endpointId);
        if (known != null) {
            return known;
        }
        long id = breakers.byEndpoint.size() < MOST_BREAKERS ? endpointId : SHARED;
        return breakers.byEndpoint.computeIfAbsent(id, one -> new CircuitBreaker(breakers.settings, nowNanos));
    }
}
