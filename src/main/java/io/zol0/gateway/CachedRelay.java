package io.zol0.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.buffer.BufferInternal;
import io.zol0.cache.Arrival;
import io.zol0.cache.CacheRequest;
import io.zol0.cache.Filling;
import io.zol0.cache.Flights;
import io.zol0.cache.Served;
import io.zol0.cache.Visit;
import io.zol0.metrics.Outcome;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes an upstream's answer on to the caller, and keeps it for others on the way; or gives the caller a stored one where the
 * upstream says that it still holds, or has no better one. When the caller leaves, what is being kept comes in to its end.
 */
final class CachedRelay implements AnswerSink, Serving {
    /** What is read of a body that nobody wants, to have its connection for the next call. */
    private static final int MOST_DRAINED = 1 << 16;

    private final Exchange call;
    private final CacheRequest request;
    private final Visit visit;
    private final Flights.@Nullable Flight flight;
    private final Caching caching;
    private final FetchStep way;
    private final Relay relay;

    private @Nullable Fetch fetch;
    private @Nullable Filling filling;
    private boolean given;
    private boolean left;
    private boolean ended;
    private long taken;

    CachedRelay(
            Exchange call,
            CacheRequest request,
            Visit visit,
            Flights.@Nullable Flight flight,
            Caching caching,
            FetchStep way) {
        this.call = call;
        this.request = request;
        this.visit = visit;
        this.flight = flight;
        this.caching = caching;
        this.way = way;
        this.relay = new Relay(call, call.requiredRoute());
    }

    void start() {
        call.servedBy(this);
        Fetch made = new Fetch(call, RequestEdit.of(call, visit), this);
        fetch = made;
        relay.fetchedBy(made);
        made.begin(way);
    }

    @Override
    public void continues() {
        relay.continues();
    }

    @Override
    public void hints(MultiMap fields) {
        relay.hints(fields);
    }

    @Override
    public void begins(AnswerHead head) {
        relay.prepare(head);
        if (head.endsWithConnection() && head.status() < 300) {
            // Nobody can tell whether all of it came.
            endFlight(Flights.Flight::notShared);
            pass(head);
            return;
        }
        Fetch from = fetch;
        long now = caching.clockMillis().getAsLong();
        Arrival arrival = visit.arrived(
                head.status(),
                new HeaderFields(call.response().headers()),
                from == null ? now : from.sentMillis(),
                now);
        switch (arrival) {
            case Arrival.Pass() -> {
                endFlight(Flights.Flight::notShared);
                pass(head);
            }
            case Arrival.Keep(Filling into) -> {
                filling = into;
                pass(head);
            }
            case Arrival.Serve(Served served) -> {
                endFlight(
                        head.status() < 500 && head.status() != 429 ? Flights.Flight::stored : Flights.Flight::failed);
                call.response().headers().clear();
                give(served, head.status() == 304 ? Outcome.SERVED : Outcome.CACHED);
                if (from != null) {
                    from.leaveCall();
                }
            }
        }
    }

    private void pass(AnswerHead head) {
        call.adds(Field.CACHE_STATUS, visit.cacheStatus());
        relay.open(head);
    }

    private void give(Served served, Outcome outcome) {
        given = true;
        CachedAnswer.give(call, served, outcome);
    }

    @Override
    public void takes(Buffer part) {
        taken += part.length();
        Filling into = filling;
        if (into != null) {
            into.add(((BufferInternal) part).getByteBuf());
        }
        if (!given && !left) {
            relay.takes(part);
        } else if (taken
                > (into == null ? MOST_DRAINED : request.policy().largestBody().toBytes())) {
            stop();
        }
    }

    @Override
    public void rests() {
        if (!given && !left) {
            relay.rests();
        }
    }

    @Override
    public void ends(MultiMap trailers) {
        if (!given && !left) {
            relay.ends(trailers);
        }
        Filling whole = filling;
        filling = null;
        if (whole != null) {
            boolean kept = whole.complete(caching.clockMillis().getAsLong());
            endFlight(kept ? Flights.Flight::stored : Flights.Flight::notShared);
        }
        over();
    }

    @Override
    public void fails(Problem why) {
        instead(why, visit.failed(caching.clockMillis().getAsLong()));
    }

    @Override
    public void refused(Problem why) {
        instead(why, visit.refused(caching.clockMillis().getAsLong()));
    }

    private void instead(Problem why, @Nullable Served served) {
        endFlight(Flights.Flight::failed);
        if (served != null) {
            give(served, Outcome.CACHED);
        } else if (!given && !left) {
            call.response().headers().clear();
            call.adds(Field.CACHE_STATUS, visit.cacheStatus());
            relay.fails(why);
        }
        over();
    }

    @Override
    public void breaks(String why) {
        drop();
        endFlight(Flights.Flight::failed);
        if (!given && !left) {
            relay.breaks(why);
        }
        over();
    }

    @Override
    public void abandon() {
        left = true;
        Fetch from = fetch;
        if (filling != null && from != null) {
            from.leaveCall();
            from.resume();
        } else {
            stop();
        }
    }

    /** Nobody wants any more of it. */
    private void stop() {
        drop();
        endFlight(Flights.Flight::failed);
        Fetch from = fetch;
        if (from != null) {
            from.abandon();
        }
        over();
    }

    private void drop() {
        Filling begun = filling;
        filling = null;
        if (begun != null) {
            begun.abandon();
        }
    }

    private void endFlight(Consumer<Flights.Flight> how) {
        if (flight != null) {
            how.accept(flight);
        }
    }

    private void over() {
        if (!ended) {
            ended = true;
            visit.close();
        }
    }
}
