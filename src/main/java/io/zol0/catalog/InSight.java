package io.zol0.catalog;

import io.zol0.users.Sight;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Which upstreams whoever asks may see; from memory, so that live pages ask as often as they like. */
@Component
public class InSight {
    private final Map<Long, String> environments = new ConcurrentHashMap<>();

    InSight(UpstreamRepository upstreams) {
        upstreams.findAllByOrderByName().stream()
                .map(UpstreamEntity::toUpstream)
                .forEach(this::remember);
    }

    /** Whether an upstream with that number may be seen by whoever asks now. */
    public LongPredicate upstreams() {
        Sight sight = Sight.current();
        return sight.everywhere() ? id -> true : id -> sight.sees(environments.getOrDefault(id, ""));
    }

    @EventListener
    @Order(-1)
    void on(UpstreamSaved saved) {
        remember(saved.upstream());
    }

    @EventListener
    @Order(-1)
    void on(UpstreamRemoved removed) {
        environments.remove(removed.id());
    }

    private void remember(Upstream upstream) {
        environments.put(upstream.id(), upstream.environment());
    }
}
