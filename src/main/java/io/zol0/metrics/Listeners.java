package io.zol0.metrics;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who want to hear of each second; one that throws is logged once and does not hurt the others. */
final class Listeners {
    static final int MOST = 1000;

    private static final Logger log = LoggerFactory.getLogger(Listeners.class);

    private final List<Entry> entries = new CopyOnWriteArrayList<>();

    private record Entry(Consumer<Tick> listener, AtomicBoolean failed) {}

    Runnable add(Consumer<Tick> listener) {
        if (entries.size() >= MOST) {
            throw new IllegalStateException("There are " + MOST
                    + " listeners to the seconds already; each must be ended when its view closes, or share one.");
        }
        Entry entry = new Entry(listener, new AtomicBoolean());
        entries.add(entry);
        return () -> entries.removeIf(known -> known.failed() == entry.failed());
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    void tell(Tick tick) {
        for (Entry entry : entries) {
            try {
                entry.listener().accept(tick);
            } catch (RuntimeException failure) {
                if (!entry.failed().getAndSet(true)) {
                    log.warn("A listener to the live figures failed; it goes on being called.", failure);
                }
            }
        }
    }
}
