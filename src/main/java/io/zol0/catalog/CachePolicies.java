package io.zol0.catalog;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;

/**
 * The cache policies and what is in the keys, in memory for the gateway; they change by {@link Catalog#apply}.
 *
 * <p>Without annotations of method security, since those would put a proxy in the way of every call: what the gateway asks does not
 * tell who set what, and the list is filtered by what the reader may see.
 */
@Service
public class CachePolicies {
    private final InSight inSight;
    private final Map<Long, CacheSetting> endpoints = new HashMap<>();
    private final Map<Long, CacheSetting> upstreams = new HashMap<>();
    private final CacheScopes scopes;
    private volatile Snapshot snapshot;

    /** At most as many as there are endpoints and upstreams. */
    private record Snapshot(ById<CacheSetting> endpoints, ById<CacheSetting> upstreams) {}

    CachePolicies(CachePolicyRepository policies, CacheScopes scopes, InSight inSight) {
        this.inSight = inSight;
        this.scopes = scopes;
        policies.findAll().forEach(each -> put(each.toSetting()));
        snapshot = taken();
    }

    /** The policy of an endpoint: its own, its upstream's, or {@link CachePolicy#OFF}. Never blocks. */
    public CachePolicy policyOf(long endpointId, long upstreamId) {
        Snapshot now = snapshot;
        CacheSetting own = now.endpoints.get(endpointId);
        CacheSetting set = own == null ? now.upstreams.get(upstreamId) : own;
        return set == null ? CachePolicy.OFF : set.policy();
    }

    /** What of an upstream's requests is in the key, with the credentials that its preset names. Never blocks. */
    public CacheScope scopeOf(long upstreamId) {
        return scopes.of(upstreamId);
    }

    /** All policies that somebody set, where whoever asks may see them. */
    public List<CacheSetting> all() {
        LongPredicate seen = inSight.upstreams();
        Snapshot now = snapshot;
        return Stream.concat(now.upstreams.all(), now.endpoints.all())
                .filter(each -> seen.test(each.upstreamId()))
                .toList();
    }

    @EventListener
    @Order(-1)
    synchronized void on(CachePolicySaved saved) {
        put(saved.setting());
        snapshot = taken();
    }

    @EventListener
    @Order(-1)
    synchronized void on(CachePolicyRemoved removed) {
        if (removed.endpointId() == 0) {
            upstreams.remove(removed.upstreamId());
        } else {
            endpoints.remove(removed.endpointId());
        }
        snapshot = taken();
    }

    @EventListener
    @Order(-1)
    synchronized void on(UpstreamRemoved removed) {
        endpoints.values().removeIf(each -> each.upstreamId() == removed.id());
        upstreams.remove(removed.id());
        snapshot = taken();
    }

    private void put(CacheSetting setting) {
        if (setting.endpointId() == 0) {
            upstreams.put(setting.upstreamId(), setting);
        } else {
            endpoints.put(setting.endpointId(), setting);
        }
    }

    private Snapshot taken() {
        return new Snapshot(ById.of(endpoints), ById.of(upstreams));
    }
}
