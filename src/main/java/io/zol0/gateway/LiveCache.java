package io.zol0.gateway;

import io.zol0.cache.AnswerCache;
import io.zol0.cache.CacheFigures;
import io.zol0.cache.ChangeRecord;
import io.zol0.cache.EndpointFigures;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.InSight;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** How the cache is doing now, to each who asks what is in sight. */
@Service
@DenyAll
public class LiveCache {
    private final AnswerCache cache;
    private final Endpoints endpoints;
    private final InSight inSight;

    LiveCache(AnswerCache cache, Endpoints endpoints, InSight inSight) {
        this.cache = cache;
        this.endpoints = endpoints;
        this.inSight = inSight;
    }

    /** The whole cache; its keys and endpoints are those in sight. Goes through everything that is kept. */
    @RolesAllowed("VIEWER")
    public CacheFigures figures(int topKeys) {
        LongPredicate seen = inSight.upstreams();
        CacheFigures all = cache.figures(topKeys);
        return new CacheFigures(
                all.budget(),
                all.used(),
                all.taken(),
                all.entries(),
                all.bytes(),
                inSight(all.byEndpoint()),
                inSight(all.bytesByEndpoint()),
                all.top().stream().filter(key -> seen.test(key.upstreamId())).toList());
    }

    private <T> Map<Long, T> inSight(Map<Long, T> byEndpoint) {
        return byEndpoint.entrySet().stream()
                .filter(each -> endpoints.byId(each.getKey()).isPresent())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What the cache did for each endpoint in sight that had to do with it. */
    @RolesAllowed("VIEWER")
    public List<EndpointFigures> endpoints() {
        return cache.endpointFigures().stream()
                .filter(figures -> endpoints.byId(figures.endpointId()).isPresent())
                .toList();
    }

    /** What the cache did for an endpoint; empty where that is not in sight. */
    @RolesAllowed("VIEWER")
    public Optional<EndpointFigures> endpoint(long endpointId) {
        return endpoints.byId(endpointId).map(seen -> cache.endpointFigures(seen.id()));
    }

    /** How the answers of an endpoint change, as far as it was seen; nothing of one that is not in sight. */
    @RolesAllowed("VIEWER")
    public ChangeRecord changes(long endpointId) {
        return endpoints.byId(endpointId).map(seen -> cache.changes(seen.id())).orElse(ChangeRecord.EMPTY);
    }
}
