package io.zol0.api;

import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The upstreams by the names that the REST API calls them by. */
@Component
record NamedUpstreams(Upstreams upstreams) {
    /**
     * The number of the upstream that a body names.
     *
     * @throws Unfit where there is none
     */
    long idOf(@Nullable String name) {
        if (name == null) {
            throw Unfit.sense("upstream", "This is needed: upstream is not there.");
        }
        return upstreams
                .byName(name)
                .map(Upstream::id)
                .orElseThrow(() -> Unfit.sense("upstream", "There is no upstream %s.".formatted(name)));
    }

    Map<Long, String> all() {
        return upstreams.all().stream().collect(Collectors.toMap(Upstream::id, Upstream::name));
    }

    String nameOf(long id) {
        return upstreams.byId(id).map(Upstream::name).orElse("");
    }
}
