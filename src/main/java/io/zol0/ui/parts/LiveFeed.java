package io.zol0.ui.parts;

import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Tick;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Works out each second's figures once for all open consoles, on a thread of its own, and only while one is open. A second
 * that comes while the one before is still being worked out is left out.
 */
@Component
public class LiveFeed implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration ENDPOINTS = Duration.ofMinutes(5);

    private final LiveMetrics metrics;
    private final Set<Consumer<Beat>> consoles = ConcurrentHashMap.newKeySet();
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("console-feed").factory());
    private final AtomicBoolean working = new AtomicBoolean();
    private final Rested<List<EndpointStats>> endpoints;
    private final Rested<Stats> hour;
    private @Nullable Runnable unsubscribe;

    LiveFeed(LiveMetrics metrics) {
        this.metrics = metrics;
        endpoints = new Rested<>(() -> metrics.endpoints(ENDPOINTS), System::nanoTime);
        hour = new Rested<>(() -> metrics.stats(new Scope.Everything(), HOUR), System::nanoTime);
    }

    /** Calls {@code console} about once a second until the answer is run; it must not block. */
    public synchronized Runnable subscribe(Consumer<Beat> console) {
        consoles.add(console);
        if (unsubscribe == null) {
            unsubscribe = metrics.onSecond(this::second);
        }
        return () -> leave(console);
    }

    /** The calls of the last 5 minutes by endpoint, for a page that opens between two seconds. */
    public List<EndpointStats> endpoints() {
        return endpoints.get();
    }

    private synchronized void leave(Consumer<Beat> console) {
        consoles.remove(console);
        if (consoles.isEmpty() && unsubscribe != null) {
            unsubscribe.run();
            unsubscribe = null;
        }
    }

    private void second(Tick tick) {
        if (!working.compareAndSet(false, true)) {
            return;
        }
        try {
            worker.execute(() -> work(tick));
        } catch (RejectedExecutionException closing) {
            working.set(false);
        }
    }

    private void work(Tick tick) {
        try {
            Beat beat = new Beat(
                    tick,
                    metrics.stats(new Scope.Everything(), MINUTE),
                    hour.get(),
                    endpoints.get(),
                    metrics.newestErrors());
            consoles.forEach(console -> console.accept(beat));
        } catch (RuntimeException e) {
            LOG.warn("The console's figures of {} could not be worked out", tick.second(), e);
        } finally {
            working.set(false);
        }
    }

    @Override
    public void destroy() {
        worker.shutdownNow();
    }
}
