package io.zol0.api;

import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.SettingChanged;
import io.zol0.gateway.BanBegan;
import io.zol0.gateway.BanLifted;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Hands what happens to everyone who listens by {@code GET /api/events}, at most 100 at a time. Whoever is 256 events behind is
 * let go: they come again and read what they missed.
 */
@Component
class EventFeed {
    static final int MOST_LISTENERS = 100;
    static final int MOST_BEHIND = 256;

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /**
     * Something that happened.
     *
     * @param name of its kind
     * @param id of a setting change, from which a listener that comes again goes on; null otherwise
     * @param upstreamId whose it is; 0 where it belongs to none
     */
    record Event(String name, @Nullable Long id, long upstreamId, Object body) {}

    /** Someone who listens. */
    static final class Listener {
        private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_BEHIND);
        private volatile boolean dropped;

        /** The next event; empty where none came for a second. */
        Optional<Event> next() throws InterruptedException {
            return Optional.ofNullable(waiting.poll(1, TimeUnit.SECONDS));
        }

        /** Whether it was too slow, or ZoL0 ends. */
        boolean isDropped() {
            return dropped;
        }

        private void tell(Event event) {
            if (!waiting.offer(event)) {
                dropped = true;
            }
        }
    }

    /** A new listener; empty where there are too many. */
    synchronized Optional<Listener> join() {
        if (listeners.size() >= MOST_LISTENERS || closed) {
            return Optional.empty();
        }
        Listener listener = new Listener();
        listeners.add(listener);
        return Optional.of(listener);
    }

    void leave(Listener listener) {
        listeners.remove(listener);
    }

    int listeners() {
        return listeners.size();
    }

    /** Tells everyone; whoever was let go is told nothing more. */
    void tell(Event event) {
        for (Listener listener : listeners) {
            if (!listener.isDropped()) {
                listener.tell(event);
            }
        }
    }

    @EventListener
    void on(SettingChanged changed) {
        AppliedChange change = changed.change();
        tell(new Event("setting-changed", change.id(), change.setting().upstreamId(), ChangeBody.of(change)));
    }

    @EventListener
    void on(BanBegan began) {
        tell(new Event("ban-began", null, began.ban().upstreamId(), began.ban()));
    }

    @EventListener
    void on(BanLifted lifted) {
        tell(new Event("ban-lifted", null, lifted.ban().upstreamId(), lifted.ban()));
    }

    /** The server waits for answers to end before it ends. */
    @EventListener
    void on(ContextClosedEvent closing) {
        closed = true;
        listeners.forEach(listener -> listener.dropped = true);
    }
}
