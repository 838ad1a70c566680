package io.zol0.alerts;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells open pages at once that something is new in the inbox; what it is they read themselves, as whoever they belong to may. */
@Component
public class AlertNews {
    /** Most who listen at a time. */
    public static final int MOST = 2_000;

    private final Set<Consumer<AlertsChanged>> listeners = ConcurrentHashMap.newKeySet();

    /**
     * Calls {@code listener} after each change, until the answer is run; it must not block.
     *
     * @throws IllegalStateException if 2,000 listen already
     */
    public Runnable subscribe(Consumer<AlertsChanged> listener) {
        if (listeners.size() >= MOST) {
            throw new IllegalStateException("At most %,d pages listen to alerts at a time.".formatted(MOST));
        }
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(AlertsChanged changed) {
        listeners.forEach(listener -> listener.accept(changed));
    }
}
