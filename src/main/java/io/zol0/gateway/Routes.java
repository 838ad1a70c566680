package io.zol0.gateway;

import io.zol0.catalog.Upstream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The routes by name and by id: a snapshot that calls read without a lock, and that every change replaces. */
final class Routes {
    private final int loops;
    private volatile Map<String, Route> byName = Map.of();

    Routes(int loops) {
        this.loops = loops;
    }

    @Nullable
    Route named(String name) {
        return byName.get(name);
    }

    Collection<Route> all() {
        return byName.values();
    }

    /** Adds or changes an upstream; answers the route it had, whose connections nobody new will use. */
    @Nullable
    synchronized Route put(Upstream upstream) {
        Map<String, Route> changed = new HashMap<>(byName);
        Route before = removeById(changed, upstream.id());
        changed.put(upstream.name(), new Route(upstream, loops));
        byName = Map.copyOf(changed);
        return before;
    }

    /** Removes an upstream; answers the route it had. */
    @Nullable
    synchronized Route remove(long id) {
        Map<String, Route> changed = new HashMap<>(byName);
        Route before = removeById(changed, id);
        byName = Map.copyOf(changed);
        return before;
    }

    private static @Nullable Route removeById(Map<String, Route> routes, long id) {
        for (Route route : routes.values()) {
            if (route.upstream().id() == id) {
                return routes.remove(route.name());
            }
        }
        return null;
    }
}
