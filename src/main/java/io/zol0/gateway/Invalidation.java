package io.zol0.gateway;

import io.zol0.cache.CacheRequest;
import java.util.ArrayList;
import java.util.List;

/** Tells the cache of a request that may have changed something, once the upstream says how it ended. */
record Invalidation(Exchange call, Caching caching, CacheRequest request) implements AnswerWatch {
    @Override
    public int begins(AnswerHead head, long nowNanos) {
        List<String> locations = new ArrayList<>(2);
        locations.addAll(head.values(Field.LOCATION));
        locations.addAll(head.values(Field.CONTENT_LOCATION));
        caching.cache()
                .changed(
                        request,
                        head.status(),
                        locations,
                        call.requiredRoute().upstream().baseUrl(),
                        caching.clockMillis().getAsLong());
        return 0;
    }

    @Override
    public void ends(Ending how, long nowNanos) {}
}
