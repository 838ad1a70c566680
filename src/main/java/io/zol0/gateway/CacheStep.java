package io.zol0.gateway;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpMethod;
import io.zol0.cache.CacheKey;
import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheRequest;
import io.zol0.cache.Flights;
import io.zol0.cache.Visit;
import io.zol0.metrics.Outcome;
import io.zol0.users.TokenGrant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Answers a call out of the cache where its policy allows, and has the upstream asked else; says which in {@code Cache-Status}. */
final class CacheStep implements Step {
    /** Answers fetched anew at a time without a caller that waits; what comes beyond is fetched by a later call. */
    static final int MOST_REFRESHES = 64;

    private static final AsciiString BYPASS = AsciiString.cached("ZoL0; fwd=bypass");
    private static final AsciiString METHOD = AsciiString.cached("ZoL0; fwd=method");

    private final Caching caching;
    private final Forward forward;
    private final FetchStep way;
    private final AtomicInteger refreshes = new AtomicInteger();

    CacheStep(Caching caching, Forward forward, FetchStep way) {
        this.caching = caching;
        this.forward = forward;
        this.way = way;
    }

    @Override
    public void take(Exchange call) {
        if (call.fields().wantsWebSocket()) {
            forward.take(call);
            return;
        }
        HttpMethod method = call.request().method();
        long upstreamId = call.upstreamId();
        CachePolicy policy = caching.policies().policyOf(call.endpointId(), upstreamId);
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            call.adds(Field.CACHE_STATUS, METHOD);
            forward.take(call, new Invalidation(call, caching, request(call, policy)));
        } else if (policy.mode() == CacheMode.OFF) {
            call.adds(Field.CACHE_STATUS, BYPASS);
            forward.take(call);
        } else {
            CacheRequest request = request(call, policy);
            decide(call, request, caching.cache().visit(request, now()), true);
        }
    }

    private CacheRequest request(Exchange call, CachePolicy policy) {
        TokenGrant grant = call.grant();
        return new CacheRequest(
                call.method(),
                call.upstreamId(),
                call.endpointId(),
                call.target(),
                new HeaderFields(call.fields().onward()),
                call.fields().hasBody(),
                caching.policies().scopeOf(call.upstreamId()),
                policy,
                grant == null ? null : grant.identity());
    }

    /** @param mayWait whether the call may wait for an identical one */
    private void decide(Exchange call, CacheRequest request, Visit visit, boolean mayWait) {
        switch (visit.next()) {
            case SERVE -> {
                CachedAnswer.give(call, visit.serve(now()), Outcome.CACHED);
                visit.close();
            }
            case SERVE_AND_REFRESH -> {
                CachedAnswer.give(call, visit.serve(now()), Outcome.CACHED);
                refresh(call, visit);
                visit.close();
            }
            case REVALIDATE, FETCH -> {
                CacheKey key = visit.key();
                if (mayWait && key != null) {
                    join(call, request, visit, key);
                } else {
                    lead(call, request, visit, null);
                }
            }
            case BYPASS -> {
                call.adds(Field.CACHE_STATUS, visit.cacheStatus());
                visit.close();
                forward.take(call);
            }
            case REFUSE -> {
                call.adds(Field.CACHE_STATUS, visit.cacheStatus());
                visit.close();
                call.answer(Problem.notCached());
            }
        }
    }

    private void join(Exchange call, CacheRequest request, Visit visit, CacheKey key) {
        Follower follower = new Follower(this, call, request, visit);
        Flights.Boarding boarding = caching.flights()
                .join(key, request.policy().leaderWait(), call.loop().context().nettyEventLoop(), follower);
        switch (boarding) {
            case Flights.Boarding.Lead(Flights.Flight flight) -> lead(call, request, visit, flight);
            case Flights.Boarding.Wait(Flights.Ticket ticket) -> follower.waits(ticket);
        }
    }

    /** Asks the upstream, on behalf of those too that wait in the flight. */
    void lead(Exchange call, CacheRequest request, Visit visit, Flights.@Nullable Flight flight) {
        new CachedRelay(call, request, visit, flight, caching, way).start();
    }

    /** Looks again, after an identical call brought an answer. */
    void again(Exchange call, CacheRequest request) {
        Visit visit = caching.cache().visit(request, now());
        visit.collapsed();
        decide(call, request, visit, false);
    }

    private void refresh(Exchange call, Visit visit) {
        if (refreshes.incrementAndGet() > MOST_REFRESHES) {
            refreshes.decrementAndGet();
            return;
        }
        Visit own = visit.refreshing(now());
        if (own == null) {
            refreshes.decrementAndGet();
        } else {
            new Refresh(call, own, caching, refreshes::decrementAndGet).start(way);
        }
    }

    private long now() {
        return caching.clockMillis().getAsLong();
    }
}
