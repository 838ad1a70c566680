package io.zol0.gateway;

import io.zol0.cache.CacheRequest;

/** Tells the cache of a request that may have changed something, once the upstream says how it ended. */
record Invalidation(Exchange call, Caching caching, CacheRequest request) implements AnswerWatch {
    @Override
    public int begins(AnswerHead head, long nowNanos) {
        Route route = call.requiredRoute();
        caching.cache()
                .changed(
                        request,
                        head.status(),
                        Mapping.targetOf(head.value(Field.LOCATION), call.target(), route),
                        Mapping.targetOf(head.value(Field.CONTENT_LOCATION), call.target(), route),
                        route.origin(),
                        caching.clockMillis().getAsLong());
        return 0;
    }

    @Override
    public void ends(Ending how, long nowNanos) {}
}
