package io.zol0.ui.parts;

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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** What upstreams and endpoints in sight are called, from memory: live pages go on while the database is away. */
@Component
public class Names {
    private static final Logger LOG = LoggerFactory.getLogger(Names.class);

    private final Upstreams upstreams;
    private final Endpoints endpoints;
    private final InSight inSight;
    private final Map<Long, Upstream> known = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    Names(Upstreams upstreams, Endpoints endpoints, InSight inSight) {
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.inSight = inSight;
    }

    /** The upstreams by name; none while the database was away ever since the start. */
    public List<Upstream> upstreams() {
        load();
        LongPredicate seen = inSight();
        return known.values().stream()
                .filter(upstream -> seen.test(upstream.id()))
                .sorted(Comparator.comparing(Upstream::name))
                .toList();
    }

    /** Which upstreams may be seen by whoever looks. */
    public LongPredicate inSight() {
        return inSight.upstreams();
    }

    /** Whether nothing is hidden from whoever looks. */
    public boolean seesEverything() {
        return Sight.current().everywhere();
    }

    /** All that whoever looks may see. */
    public Scope scope() {
        return seesEverything()
                ? new Scope.Everything()
                : new Scope.OfUpstreams(upstreams().stream().map(Upstream::id).collect(Collectors.toSet()));
    }

    /** Name of an upstream, or a word for one that is gone. */
    public String upstream(long id) {
        load();
        Upstream upstream = known.get(id);
        return upstream == null ? "(removed)" : upstream.name();
    }

    /** The environment of an upstream; empty for one that is gone. */
    public String environment(long id) {
        load();
        Upstream upstream = known.get(id);
        return upstream == null ? "" : upstream.environment();
    }

    public Optional<Endpoint> endpoint(long id) {
        return endpoints.byId(id);
    }

    public Collection<Endpoint> endpoints() {
        return endpoints.all();
    }

    /** Method and template, such as {@code GET /api/v3/depth}. */
    public String endpointName(long id) {
        return endpoints.byId(id).map(Names::name).orElse("(removed)");
    }

    public static String name(Endpoint endpoint) {
        return endpoint.template().equals(Endpoint.OTHER)
                ? "(other endpoints)"
                : endpoint.method() + " " + endpoint.template();
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

    private void load() {
        if (loaded) {
            return;
        }
        try {
            Itself.ask(upstreams::all).forEach(upstream -> known.putIfAbsent(upstream.id(), upstream));
            loaded = true;
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("The names of the upstreams are not there yet", e);
        }
    }
}
