package io.zol0.api;

import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.InSight;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamRemoved;
import io.zol0.catalog.UpstreamSaved;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Scope;
import io.zol0.users.Itself;
import io.zol0.users.Sight;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The upstreams that whoever asks may see, from memory, so that live figures are answered while the database is away. */
@Component
class SeenUpstreams {
    private final Upstreams upstreams;
    private final Endpoints endpoints;
    private final InSight inSight;
    private final Map<Long, Upstream> known = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    SeenUpstreams(Upstreams upstreams, Endpoints endpoints, InSight inSight) {
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.inSight = inSight;
    }

    /** All of them, by name. */
    List<Upstream> all() {
        if (!loaded) {
            Itself.ask(upstreams::all).forEach(upstream -> known.putIfAbsent(upstream.id(), upstream));
            loaded = true;
        }
        LongPredicate seen = inSight.upstreams();
        return known.values().stream()
                .filter(upstream -> seen.test(upstream.id()))
                .sorted(Comparator.comparing(Upstream::name))
                .toList();
    }

    Map<Long, Upstream> byId() {
        return all().stream().collect(Collectors.toMap(Upstream::id, upstream -> upstream));
    }

    /**
     * An endpoint that is in sight.
     *
     * @throws Missing where there is none with that number
     */
    Endpoint endpoint(long id) {
        return endpoints.byId(id).orElseThrow(() -> new Missing("There is no endpoint number %d.".formatted(id)));
    }

    /** The endpoints that are in sight by number. */
    Optional<Endpoint> found(long id) {
        return endpoints.byId(id);
    }

    /**
     * What a question is about, never more than may be seen.
     *
     * @throws Unfit where a name is not one of those in sight
     * @throws Missing where there is no such endpoint among them
     */
    Selection select(@Nullable String environment, @Nullable String upstream, @Nullable Long endpoint) {
        List<Upstream> fitting = all().stream()
                .filter(each -> environment == null || environment.equals(each.environment()))
                .filter(each -> upstream == null || upstream.equals(each.name()))
                .toList();
        if (fitting.isEmpty() && upstream != null) {
            throw Unfit.sense("upstream", "There is no upstream %s%s.".formatted(upstream, within(environment)));
        }
        if (fitting.isEmpty() && environment != null) {
            throw Unfit.sense("environment", "There is no upstream%s.".formatted(within(environment)));
        }
        Set<Long> ids = fitting.stream().map(Upstream::id).collect(Collectors.toSet());
        if (endpoint != null) {
            if (!ids.contains(endpoint(endpoint).upstreamId())) {
                throw new Missing("Endpoint %d is not of these upstreams.".formatted(endpoint));
            }
            return new Selection(new Scope.OfEndpoint(endpoint), ids);
        }
        boolean everything =
                environment == null && upstream == null && Sight.current().everywhere();
        return new Selection(everything ? new Scope.Everything() : new Scope.OfUpstreams(ids), ids);
    }

    /**
     * What figures are asked of.
     *
     * @param upstreamIds the upstreams that it is within
     */
    record Selection(Scope scope, Set<Long> upstreamIds) {}

    private static String within(@Nullable String environment) {
        return environment == null ? "" : " in the environment " + environment;
    }

    @EventListener
    @Order(-1)
    void on(UpstreamSaved saved) {
        known.put(saved.upstream().id(), saved.upstream());
    }

    @EventListener
    @Order(-1)
    void on(UpstreamRemoved removed) {
        known.remove(removed.id());
    }
}
