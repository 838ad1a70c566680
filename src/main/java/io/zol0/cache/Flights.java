package io.zol0.cache;

import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;

/**
 * Calls under way that identical ones wait for instead of asking too. Safe for several threads; what it tells a waiter, it tells on
 * the waiter's own event loop.
 */
public final class Flights {
    /** Makes or joins the flight for a key; {@code leaderWait} zero makes everyone a leader. */
    public Boarding join(CacheKey key, Duration leaderWait, EventExecutor loop, Waiter waiter) {
        throw new UnsupportedOperationException();
    }

    /** Whether to lead or to wait. */
    public sealed interface Boarding {
        /** Ask the upstream, and end the flight whatever happens. */
        record Lead(Flight flight) implements Boarding {}

        /** The waiter will be told; {@link Ticket#cancel} where the caller goes away. */
        record Wait(Ticket ticket) implements Boarding {}
    }

    /** A call under way that others may wait for; the first of the endings counts. */
    public interface Flight {
        /** The answer is stored: everyone looks again. */
        void stored();

        /** The answer may not be stored or shared: everyone goes on by themselves, few at a time. */
        void notShared();

        /** There was no answer, or it broke off: the next one in the queue leads, the others go on waiting. */
        void failed();
    }

    /** Somebody who waits; told once, on its own event loop. */
    public interface Waiter {
        /** The answer is in the store: visit the cache again. It may be gone again, or not fit: then join again is not needed, ask. */
        void look();

        /** Asks by itself, having waited long enough or in vain; the flight is to be ended as a leader's where the next ones wait for it. */
        void go(Flight flight);
    }

    /** A place in the queue. */
    public interface Ticket {
        void cancel();
    }
}
