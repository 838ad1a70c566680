package io.zol0.api;

import io.zol0.catalog.CachePurge.What;
import io.zol0.catalog.Purges;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Drops cached answers by REST. */
@RestController
class PurgeController {
    private final Purges purges;
    private final NamedUpstreams upstreams;

    PurgeController(Purges purges, NamedUpstreams upstreams) {
        this.purges = purges;
        this.upstreams = upstreams;
    }

    /**
     * What to drop: exactly one of everything, endpoint, path and tag.
     *
     * @param upstream of this upstream alone; null for all
     */
    record Purge(
            @Nullable String upstream,
            @Nullable Boolean everything,
            @Nullable Long endpoint,
            @Nullable String path,
            @Nullable String tag) {}

    /** How many answers were dropped. */
    record Purged(long answers) {}

    @PostMapping("/api/cache/purge")
    Purged purge(@RequestBody Purge purge) {
        OptionalLong upstream =
                purge.upstream() == null ? OptionalLong.empty() : OptionalLong.of(upstreams.idOf(purge.upstream()));
        return new Purged(purges.purge(upstream, what(purge)));
    }

    private static What what(Purge purge) {
        List<What> named = new ArrayList<>();
        if (Boolean.TRUE.equals(purge.everything())) {
            named.add(new What.Everything());
        }
        if (purge.endpoint() != null) {
            named.add(new What.OfEndpoint(purge.endpoint()));
        }
        if (purge.path() != null) {
            named.add(new What.UnderPath(purge.path()));
        }
        if (purge.tag() != null) {
            named.add(new What.Tagged(purge.tag()));
        }
        if (named.size() != 1) {
            throw Unfit.sense(
                    "everything", "Say one thing to drop: everything as true, or an endpoint, a path or a tag.");
        }
        return named.getFirst();
    }
}
