package io.zol0.optimizer;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;

/** Tells open pages that something is new among the recommendations; what it is they read themselves. */
@Component
public class RecommendationNews {
    /** Most who listen at a time. */
    public static final int MOST = 2_000;

    private final Set<Runnable> listeners = ConcurrentHashMap.newKeySet();

    /**
     * Calls {@code listener} after each change, until the answer is run; it must not block.
     *
     * @throws IllegalStateException if 2,000 listen already
     */
    public Runnable subscribe(Runnable listener) {
        if (listeners.size() >= MOST) {
            throw new IllegalStateException("At most %,d pages listen to recommendations at a time.".formatted(MOST));
        }
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @TransactionalEventListener(fallbackExecution = true)
    void on(RecommendationsChanged changed) {
        listeners.forEach(Runnable::run);
    }
}
