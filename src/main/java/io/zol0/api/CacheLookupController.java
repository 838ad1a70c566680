package io.zol0.api;

import io.zol0.cache.Explanation;
import io.zol0.cache.Next;
import io.zol0.gateway.CacheLookup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Says by REST what the cache would do with a call. */
@RestController
class CacheLookupController {
    private static final int LONGEST = 4_000;

    private final CacheLookup cache;
    private final NamedUpstreams upstreams;

    CacheLookupController(CacheLookup cache, NamedUpstreams upstreams) {
        this.cache = cache;
        this.upstreams = upstreams;
    }

    /**
     * What would happen.
     *
     * @param why in plain sentences
     * @param age how old the stored answer is; null where there is none
     * @param ttl how long it stays fresh, negative where it is stale; null where there is none
     * @param bytes what it takes
     */
    record Looked(
            Next next,
            String cacheStatus,
            List<String> why,
            @Nullable Duration age,
            @Nullable Duration ttl,
            long bytes) {
        static Looked of(Explanation found) {
            return new Looked(found.next(), found.cacheStatus(), found.why(), found.age(), found.ttl(), found.bytes());
        }
    }

    /** What would happen to a GET without credentials now; nothing is asked, changed or counted. */
    @GetMapping("/api/cache/lookup")
    Looked look(@RequestParam String upstream, @RequestParam String target) {
        long id = upstreams.idOf(upstream);
        if (!target.startsWith("/") || target.length() > LONGEST) {
            throw Unfit.sense("target", "A path begins with a slash, such as /api/v3/depth?symbol=BTCUSDT.");
        }
        try {
            return cache.explain(id, "GET", target, Map.of(), null)
                    .map(Looked::of)
                    .orElseThrow(() -> new Missing("There is no upstream %s.".formatted(upstream)));
        } catch (IllegalArgumentException refused) {
            throw Unfit.sense("target", String.valueOf(refused.getMessage()));
        }
    }
}
