package io.zol0.insight;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** What there is to be looked at and may be seen, from memory, so that live figures go on while the database is away. */
@Component
class Whereabouts {
    private final Upstreams upstreams;
    private final Endpoints endpoints;
    private final InSight inSight;
    private final Map<Long, Upstream> known = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    Whereabouts(Upstreams upstreams, Endpoints endpoints, InSight inSight) {
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.inSight = inSight;
    }

    /** The upstreams in sight, by name. */
    List<Upstream> upstreams() {
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

    Optional<Upstream> upstream(long id) {
        return upstreams().stream().filter(upstream -> upstream.id() == id).findFirst();
    }

    Optional<Upstream> upstream(String name) {
        return upstreams().stream()
                .filter(upstream -> upstream.name().equals(name))
                .findFirst();
    }

    List<String> environments() {
        return upstreams().stream()
                .map(Upstream::environment)
                .distinct()
                .sorted()
                .toList();
    }

    /** Everything, environments where there are several, and upstreams. */
    List<Place> all() {
        List<Place> places = new ArrayList<>();
        places.add(Place.EVERYTHING);
        if (environments().size() > 1) {
            environments().forEach(name -> places.add(Place.environment(name)));
        }
        upstreams().forEach(upstream -> places.add(Place.upstream(upstream.id(), upstream.environment())));
        return places;
    }

    /** What an address of a page leads to, where it is in sight. */
    Optional<Place> find(String path) {
        int dash = path.indexOf('-');
        if (path.isEmpty()) {
            return Optional.of(Place.EVERYTHING);
        }
        String rest = path.substring(dash + 1);
        return switch (path.substring(0, Math.max(0, dash))) {
            case "environment" ->
                environments().stream().filter(rest::equals).findFirst().map(Place::environment);
            case "upstream" ->
                upstreams().stream()
                        .filter(upstream -> Long.toString(upstream.id()).equals(rest))
                        .findFirst()
                        .map(upstream -> Place.upstream(upstream.id(), upstream.environment()));
            case "endpoint" -> number(rest).flatMap(this::endpoint);
            default -> Optional.empty();
        };
    }

    /** An endpoint in sight. */
    Optional<Place> endpoint(long id) {
        return endpoints
                .byId(id)
                .flatMap(endpoint -> upstream(endpoint.upstreamId())
                        .map(upstream -> Place.endpoint(id, upstream.id(), upstream.environment())));
    }

    Optional<Endpoint> endpointOf(long id) {
        return endpoints.byId(id);
    }

    List<Endpoint> endpoints() {
        return List.copyOf(endpoints.all());
    }

    /** The upstreams that it is made of, or belongs to. */
    Set<Long> upstreamIds(Place place) {
        return upstreams().stream()
                .filter(upstream -> switch (place.kind()) {
                    case EVERYTHING -> true;
                    case ENVIRONMENT -> upstream.environment().equals(place.environment());
                    case UPSTREAM, ENDPOINT -> upstream.id() == place.upstreamId();
                })
                .map(Upstream::id)
                .collect(Collectors.toSet());
    }

    /** Where its calls are measured. */
    Scope scope(Place place) {
        return switch (place.kind()) {
            case EVERYTHING ->
                Sight.current().everywhere() ? new Scope.Everything() : new Scope.OfUpstreams(upstreamIds(place));
            case ENVIRONMENT -> new Scope.OfUpstreams(upstreamIds(place));
            case UPSTREAM, ENDPOINT -> place.scopeOfOne();
        };
    }

    /** What it is called: {@code everything}, {@code production}, {@code binance}, {@code GET /depth of binance}. */
    String name(Place place) {
        return switch (place.kind()) {
            case EVERYTHING -> "everything";
            case ENVIRONMENT -> place.environment();
            case UPSTREAM -> upstream(place.upstreamId()).map(Upstream::name).orElse("(removed)");
            case ENDPOINT ->
                endpointName(place.endpointId()) + " of "
                        + upstream(place.upstreamId()).map(Upstream::name).orElse("(removed)");
        };
    }

    /** Method and template of an endpoint. */
    String endpointName(long id) {
        return endpoints
                .byId(id)
                .map(endpoint -> endpoint.template().equals(Endpoint.OTHER)
                        ? "(other endpoints)"
                        : endpoint.method() + " " + endpoint.template())
                .orElse("(removed)");
    }

    private static Optional<Long> number(String text) {
        try {
            return Optional.of(Long.parseLong(text));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
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
