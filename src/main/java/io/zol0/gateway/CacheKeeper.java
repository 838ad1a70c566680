package io.zol0.gateway;

import io.zol0.cache.AnswerCache;
import io.zol0.cache.Purge;
import io.zol0.catalog.CachePolicyRemoved;
import io.zol0.catalog.CachePolicySaved;
import io.zol0.catalog.CachePurge;
import io.zol0.catalog.CacheScopeSaved;
import io.zol0.catalog.UpstreamRemoved;
import io.zol0.catalog.UpstreamSaved;
import io.zol0.home.Home;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Keeps the cache right while settings change: what was kept under a policy, a key or an address that is no more is dropped. Keeps what
 * has no credential over a clean stop.
 */
@Component
class CacheKeeper implements CachePurge {
    private static final Logger log = LoggerFactory.getLogger(CacheKeeper.class);
    private static final String FILE = "cache.snapshot";

    private final Caching caching;
    private final AnswerCache cache;
    private final Path file;

    /** What the answers of each upstream were mapped by; as many as there are upstreams that changed. */
    private final Map<Long, String> addresses = new ConcurrentHashMap<>();

    CacheKeeper(Caching caching, Home home) {
        this.caching = caching;
        this.cache = caching.cache();
        this.file = home.folder().resolve(FILE);
        int kept = cache.load(file, caching.clockMillis().getAsLong());
        if (kept > 0) {
            log.info("The cache holds {} answers from before the stop.", kept);
        }
    }

    @PreDestroy
    void save() {
        try {
            cache.save(file);
        } catch (IOException e) {
            log.warn("The cache begins empty at the next start, for {} could not be written: {}", file, e.getMessage());
        }
    }

    @Override
    public long purge(Set<Long> upstreams, What what) {
        return switch (what) {
            case What.OfEndpoint(long endpointId) -> cache.purge(new Purge.OfEndpoint(endpointId));
            case What.UnderPath(String prefix) -> purge(upstreams, upstream -> new Purge.OfPath(upstream, prefix));
            case What.Tagged(String tag) -> purge(upstreams, upstream -> new Purge.OfTag(upstream, tag));
            case What.Everything() -> purge(upstreams, Purge.OfUpstream::new);
        };
    }

    private long purge(Set<Long> upstreams, LongFunction<Purge> what) {
        return upstreams.stream().mapToLong(id -> cache.purge(what.apply(id))).sum();
    }

    @EventListener
    void on(CachePolicySaved saved) {
        drop(saved.setting().upstreamId(), saved.setting().endpointId());
    }

    @EventListener
    void on(CachePolicyRemoved removed) {
        drop(removed.upstreamId(), removed.endpointId());
    }

    @EventListener
    void on(CacheScopeSaved saved) {
        cache.purge(new Purge.OfUpstream(saved.upstreamId()));
    }

    @EventListener
    void on(UpstreamSaved saved) {
        String address = saved.upstream().name() + " " + saved.upstream().baseUrl() + " "
                + saved.upstream().mapsLocations() + saved.upstream().scopesCookies();
        String before = addresses.put(saved.upstream().id(), address);
        if (!address.equals(before)) {
            cache.purge(new Purge.OfUpstream(saved.upstream().id()));
        }
    }

    @EventListener
    void on(UpstreamRemoved removed) {
        addresses.remove(removed.id());
        cache.purge(new Purge.OfUpstream(removed.id()));
    }

    private void drop(long upstreamId, long endpointId) {
        cache.purge(endpointId == 0 ? new Purge.OfUpstream(upstreamId) : new Purge.OfEndpoint(endpointId));
    }
}
