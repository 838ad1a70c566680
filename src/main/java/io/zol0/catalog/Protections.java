package io.zol0.catalog;

import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;

/**
 * The circuit breakers and concurrency limits that upstreams have, in memory for the gateway; they change by
 * {@link Catalog#apply}.
 */
@Service
public class Protections {
    /** At most one an upstream. */
    private final Map<Long, BreakerSettings> breakers = new ConcurrentHashMap<>();

    private final Map<Long, ConcurrencySettings> concurrencies = new ConcurrentHashMap<>();

    Protections(BreakerRepository breakers, ConcurrencyRepository concurrencies) {
        breakers.findAll().forEach(each -> this.breakers.put(each.upstreamId(), each.toBreaker()));
        concurrencies.findAll().forEach(each -> this.concurrencies.put(each.upstreamId(), each.toConcurrency()));
    }

    /** What the endpoints of an upstream have each; off unless somebody set it. Never blocks. */
    public BreakerSettings breakerOf(long upstreamId) {
        return breakers.getOrDefault(upstreamId, BreakerSettings.OFF);
    }

    /** What an upstream has; off unless somebody set it. Never blocks. */
    public ConcurrencySettings concurrencyOf(long upstreamId) {
        return concurrencies.getOrDefault(upstreamId, ConcurrencySettings.OFF);
    }

    @EventListener
    @Order(-1)
    void on(BreakerSaved saved) {
        breakers.put(saved.upstreamId(), saved.breaker());
    }

    @EventListener
    @Order(-1)
    void on(ConcurrencySaved saved) {
        concurrencies.put(saved.upstreamId(), saved.concurrency());
    }

    @EventListener
    @Order(-1)
    void on(UpstreamRemoved removed) {
        breakers.remove(removed.id());
        concurrencies.remove(removed.id());
    }
}
