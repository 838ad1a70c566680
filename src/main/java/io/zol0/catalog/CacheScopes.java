package io.zol0.catalog;

import io.zol0.cache.CacheScope;
import io.zol0.limits.Preset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * What is in the keys of each upstream's cached answers: what somebody set, and always the credentials that the upstream's preset
 * names, which nobody can leave out.
 */
@Component
class CacheScopes {
    private final KnownPresets presets;
    private final Map<Long, Upstream> upstreams = new HashMap<>();
    private final Map<Long, CacheScope> own = new HashMap<>();
    private volatile ById<CacheScope> inForce = ById.of(Map.of());

    CacheScopes(CacheScopeRepository scopes, UpstreamRepository upstreams, KnownPresets presets) {
        this.presets = presets;
        upstreams.findAllByOrderByName().stream()
                .map(UpstreamEntity::toUpstream)
                .forEach(upstream -> this.upstreams.put(upstream.id(), upstream));
        scopes.findAll().forEach(scope -> own.put(scope.upstreamId(), scope.toScope()));
        takeInForce();
    }

    CacheScope of(long upstreamId) {
        CacheScope scope = inForce.get(upstreamId);
        return scope == null ? CacheScope.PLAIN : scope;
    }

    @EventListener
    @Order(-1)
    synchronized void on(CacheScopeSaved saved) {
        own.put(saved.upstreamId(), saved.scope());
        takeInForce();
    }

    @EventListener
    @Order(-1)
    synchronized void on(UpstreamSaved saved) {
        upstreams.merge(
                saved.upstream().id(), saved.upstream(), (one, other) -> one.version() > other.version() ? one : other);
        takeInForce();
    }

    @EventListener
    @Order(-1)
    synchronized void on(UpstreamRemoved removed) {
        upstreams.remove(removed.id());
        own.remove(removed.id());
        takeInForce();
    }

    @EventListener({PresetSaved.class, PresetRemoved.class})
    @Order(-1)
    synchronized void onPresets() {
        takeInForce();
    }

    private void takeInForce() {
        Map<Long, CacheScope> all = new HashMap<>(own);
        upstreams.values().forEach(upstream -> all.compute(upstream.id(), (id, scope) -> whole(upstream, scope)));
        inForce = ById.of(all);
    }

    private CacheScope whole(Upstream upstream, @Nullable CacheScope set) {
        CacheScope scope = set == null ? CacheScope.PLAIN : set;
        String name = upstream.preset();
        return name == null
                ? scope
                : presets.named(name)
                        .map(Preset::credentials)
                        .map(named -> with(scope, named.headers(), named.fields()))
                        .orElse(scope);
    }

    private static CacheScope with(CacheScope scope, List<String> headers, List<String> fields) {
        return new CacheScope(
                together(scope.credentialHeaders(), headers, String.CASE_INSENSITIVE_ORDER),
                together(scope.credentialFields(), fields, String::compareTo),
                scope.ignoredFields().stream()
                        .filter(field -> !fields.contains(field))
                        .toList());
    }

    private static List<String> together(List<String> some, List<String> more, Comparator<String> order) {
        TreeSet<String> all = new TreeSet<>(order);
        Stream.concat(some.stream(), more.stream()).forEach(all::add);
        return List.copyOf(all);
    }
}
