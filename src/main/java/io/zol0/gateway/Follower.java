package io.zol0.gateway;

import io.zol0.cache.CacheRequest;
import io.zol0.cache.Flights;
import io.zol0.cache.Visit;
import org.jspecify.annotations.Nullable;

/** A call that waits for the answer to an identical one instead of asking too. */
final class Follower implements Flights.Waiter, Serving {
    private final CacheStep step;
    private final Exchange call;
    private final CacheRequest request;
    private final Visit visit;
    private Flights.@Nullable Ticket ticket;
    private boolean left;

    Follower(CacheStep step, Exchange call, CacheRequest request, Visit visit) {
        this.step = step;
        this.call = call;
        this.request = request;
        this.visit = visit;
    }

    void waits(Flights.Ticket for_) {
        ticket = for_;
        call.servedBy(this);
        call.waits(System.nanoTime());
    }

    @Override
    public void look() {
        if (!left) {
            left = true;
            visit.close();
            call.works(System.nanoTime());
            step.again(call, request);
        }
    }

    @Override
    public void go(Flights.Flight flight) {
        if (left) {
            flight.failed();
        } else {
            left = true;
            visit.collapsed();
            call.works(System.nanoTime());
            step.lead(call, request, visit, flight);
        }
    }

    @Override
    public void abandon() {
        if (!left) {
            left = true;
            visit.close();
            Flights.Ticket place = ticket;
            if (place != null) {
                place.cancel();
            }
        }
    }
}
