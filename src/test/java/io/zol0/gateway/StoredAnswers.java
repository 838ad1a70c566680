package io.zol0.gateway;

import io.netty.buffer.Unpooled;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.zol0.cache.AnswerCache;
import io.zol0.cache.Arrival;
import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.cache.CacheRequest;
import io.zol0.cache.CacheScope;
import io.zol0.cache.Visit;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** Asks a cache as the gateway does, in front of an upstream that says what it is told. */
record StoredAnswers(AnswerCache cache) {
    static final CachePolicy MINUTE = new CachePolicy(
            CacheMode.OWN_TTL,
            Duration.ofMinutes(1),
            "a test",
            Duration.ZERO,
            Duration.ofMinutes(1),
            false,
            false,
            CachePriority.MEDIUM,
            false,
            DataSize.ofMegabytes(8),
            Duration.ZERO);

    static CacheRequest request(long upstreamId, long endpointId, String target) {
        return new CacheRequest(
                "GET",
                upstreamId,
                endpointId,
                target,
                new HeaderFields(HttpHeaders.headers()),
                false,
                CacheScope.PLAIN,
                MINUTE,
                null);
    }

    /** Tells whether the call was answered from the store. */
    boolean get(long upstreamId, long endpointId, String target, String body, long nowMillis, String... fields) {
        try (Visit visit = cache.visit(request(upstreamId, endpointId, target), nowMillis)) {
            return switch (visit.next()) {
                case SERVE, SERVE_AND_REFRESH -> {
                    visit.serve(nowMillis).release();
                    yield true;
                }
                case FETCH, REVALIDATE, BYPASS, REFUSE -> {
                    MultiMap answer = HttpHeaders.headers();
                    for (int i = 0; i < fields.length; i += 2) {
                        answer.add(fields[i], fields[i + 1]);
                    }
                    if (visit.arrived(200, new HeaderFields(answer), nowMillis, nowMillis)
                            instanceof Arrival.Keep(var filling)) {
                        filling.add(Unpooled.copiedBuffer(body, StandardCharsets.US_ASCII));
                        filling.complete(nowMillis);
                    }
                    yield false;
                }
            };
        }
    }

    /** How many of these targets are kept. */
    long kept(long upstreamId, long endpointId, long nowMillis, String... targets) {
        long kept = 0;
        for (String target : targets) {
            try (Visit visit = cache.visit(request(upstreamId, endpointId, target), nowMillis)) {
                kept += switch (visit.next()) {
                    case SERVE, SERVE_AND_REFRESH -> 1;
                    case FETCH, REVALIDATE, BYPASS, REFUSE -> 0;
                };
            }
        }
        return kept;
    }

    static AnswerCache fresh() {
        return new AnswerCache(io.zol0.cache.CacheSettings.DEFAULTS, text -> text.clone(), Runnable::run);
    }
}
