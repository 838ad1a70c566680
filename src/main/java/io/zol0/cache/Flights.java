package io.zol0.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Calls under way that identical ones wait for instead of asking too. Safe for several threads; what it tells a waiter, it tells on
 * the waiter's own event loop.
 *
 * <p>When a leader fails, the next in the queue leads; the others go on waiting. When its answer turns out not to be one for others,
 * {@link #AT_ONCE} of the waiters go by themselves, and one more each time one of them is through; so an upstream that just failed, or
 * that sends what cannot be kept, is not asked by everyone in the same moment; once somebody waited for such an answer in vain, nobody
 * waits for the next ones for a while. Nobody waits longer than its own time.
 */
public final class Flights {
    /** How many waiters ask by themselves at the same time after an answer that could not be shared. */
    static final int AT_ONCE = 4;

    /** More do not wait for one call: they ask by themselves. */
    static final int MOST_WAITING = 10_000;

    /** Somebody who waits; told once, on its own event loop. */
    public interface Waiter {
        /** The answer is in the store: visit the cache again. Where it is gone again or does not fit, ask without joining again. */
        void look();

        /** Ask, having waited long enough or in vain, and end the flight like a leader: others may wait for it. */
        void go(Flight flight);
    }

    /** Whether to lead or to wait. */
    public sealed interface Boarding {
        /** Ask the upstream, and end the flight whatever happens. */
        record Lead(Flight flight) implements Boarding {}

        /** The waiter will be told; {@link Ticket#cancel} where the caller goes away. */
        record Wait(Ticket ticket) implements Boarding {}
    }

    /** For how long nobody waits for a key whose answer could not be shared, and for how many keys that is known. */
    private static final Duration NOT_SHARED_FOR = Duration.ofSeconds(10);

    private static final int MOST_NOT_SHARED = 10_000;

    private final ConcurrentHashMap<CacheKey, Queue> queues = new ConcurrentHashMap<>();
    private final Cache<CacheKey, Boolean> notShared;

    public Flights() {
        this(Ticker.systemTicker());
    }

    Flights(Ticker ticker) {
        notShared = Caffeine.newBuilder()
                .executor(Runnable::run)
                .ticker(ticker)
                .maximumSize(MOST_NOT_SHARED)
                .expireAfterWrite(NOT_SHARED_FOR)
                .build();
    }

    /** Makes or joins the flight for a key; {@code leaderWait} zero makes everyone a leader of nobody. */
    public Boarding join(CacheKey key, Duration leaderWait, EventExecutor loop, Waiter waiter) {
        if (leaderWait.isZero() || notShared.getIfPresent(key) != null) {
            return new Boarding.Lead(new Flight(null));
        }
        Boarding[] boarding = new Boarding[1];
        queues.compute(key, (k, known) -> {
            Queue queue = known == null ? new Queue(k) : known;
            boarding[0] = queue.join(loop, waiter);
            return queue;
        });
        if (boarding[0] instanceof Boarding.Wait(Ticket ticket)) {
            ticket.timeOutAfter(leaderWait);
        }
        return boarding[0];
    }

    /** How many calls are under way that others may wait for. */
    public int underWay() {
        return queues.size();
    }

    /** A call that others may wait for; the first of the endings counts. */
    public final class Flight {
        private final @Nullable Queue queue;
        private boolean over;

        private Flight(@Nullable Queue queue) {
            this.queue = queue;
        }

        /** The answer is stored: everyone looks again. */
        public void stored() {
            end(Ending.STORED);
        }

        /** The answer may not be kept or shared: everyone goes on by themselves, few at a time. */
        public void notShared() {
            end(Ending.NOT_SHARED);
        }

        /** There was no answer, or it broke off: the next one leads, the others go on waiting. */
        public void failed() {
            end(Ending.FAILED);
        }

        private void end(Ending how) {
            synchronized (this) {
                if (over) {
                    return;
                }
                over = true;
            }
            if (queue != null) {
                Flights.this.end(queue, how);
            }
        }
    }

    private enum Ending {
        STORED,
        NOT_SHARED,
        FAILED
    }

    /** A place in the queue. */
    public final class Ticket {
        private final Queue queue;
        private final EventExecutor loop;
        private final Waiter waiter;
        private io.netty.util.concurrent.@Nullable ScheduledFuture<?> timeout;
        private boolean left;

        private Ticket(Queue queue, EventExecutor loop, Waiter waiter) {
            this.queue = queue;
            this.loop = loop;
            this.waiter = waiter;
        }

        /** The caller went away: the waiter is told nothing any more. Does nothing once it was told. */
        public void cancel() {
            leave();
        }

        private void timeOutAfter(Duration wait) {
            io.netty.util.concurrent.ScheduledFuture<?> scheduled =
                    loop.schedule(this::timedOut, wait.toNanos(), TimeUnit.NANOSECONDS);
            synchronized (this) {
                timeout = scheduled;
                if (left) {
                    scheduled.cancel(false);
                }
            }
        }

        private void timedOut() {
            if (leave()) {
                waiter.go(new Flight(null));
            }
        }

        /** Takes itself out; fails where it was out already. */
        private boolean leave() {
            synchronized (this) {
                if (left) {
                    return false;
                }
                left = true;
                if (timeout != null) {
                    timeout.cancel(false);
                }
            }
            queue.gone(this);
            return true;
        }

        private void tell(Runnable what, Runnable otherwise) {
            try {
                loop.execute(what);
            } catch (RejectedExecutionException stopped) {
                otherwise.run();
            }
        }
    }

    private void end(Queue queue, Ending how) {
        if (how == Ending.NOT_SHARED && queue.isWaitedFor()) {
            notShared.put(queue.key, true);
        }
        List<Ticket> looking = new ArrayList<>();
        List<Ticket> going = new ArrayList<>();
        queues.computeIfPresent(queue.key, (key, known) -> {
            if (known != queue) {
                return known;
            }
            return queue.ended(how, looking, going) ? null : queue;
        });
        for (Ticket ticket : looking) {
            ticket.tell(ticket.waiter::look, () -> {});
        }
        for (Ticket ticket : going) {
            Flight flight = new Flight(queue);
            ticket.tell(() -> ticket.waiter.go(flight), flight::failed);
        }
    }

    /** Who is under way for one key, and who waits; changed only within the table's lock on its key, but for those who leave. */
    private final class Queue {
        private final CacheKey key;
        private final Deque<Ticket> waiting = new ArrayDeque<>();
        private int flying;
        private int mostFlying = 1;

        private Queue(CacheKey key) {
            this.key = key;
        }

        private synchronized Boarding join(EventExecutor loop, Waiter waiter) {
            if (flying < mostFlying && waiting.isEmpty()) {
                flying++;
                return new Boarding.Lead(new Flight(this));
            }
            if (waiting.size() >= MOST_WAITING) {
                return new Boarding.Lead(new Flight(null));
            }
            Ticket ticket = new Ticket(this, loop, waiter);
            waiting.add(ticket);
            return new Boarding.Wait(ticket);
        }

        /** Chooses who is told; tells whether nobody is under way any more. */
        private synchronized boolean ended(Ending how, List<Ticket> looking, List<Ticket> going) {
            flying--;
            switch (how) {
                case STORED -> {
                    mostFlying = 1;
                    while (!waiting.isEmpty()) {
                        take(looking);
                    }
                }
                case NOT_SHARED -> mostFlying = AT_ONCE;
                case FAILED -> mostFlying = 1;
            }
            while (flying < mostFlying && !waiting.isEmpty()) {
                if (take(going)) {
                    flying++;
                }
            }
            return flying == 0;
        }

        private synchronized boolean isWaitedFor() {
            return !waiting.isEmpty();
        }

        private boolean take(List<Ticket> into) {
            Ticket ticket = waiting.poll();
            if (ticket == null) {
                return false;
            }
            synchronized (ticket) {
                if (ticket.left) {
                    return false;
                }
                ticket.left = true;
                if (ticket.timeout != null) {
                    ticket.timeout.cancel(false);
                }
            }
            into.add(ticket);
            return true;
        }

        private synchronized void gone(Ticket ticket) {
            waiting.remove(ticket);
        }
    }
}
