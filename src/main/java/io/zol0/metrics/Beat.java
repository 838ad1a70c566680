package io.zol0.metrics;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that does something at the beginning of each second. */
final class Beat {
    private static final Logger log = LoggerFactory.getLogger(Beat.class);

    private final Clock clock;
    private final Consumer<Instant> action;
    private final Thread thread;
    private volatile boolean ended;

    Beat(String name, Clock clock, Consumer<Instant> action) {
        this.clock = clock;
        this.action = action;
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** Ends it; what it is doing is finished first. */
    void end() {
        ended = true;
        thread.interrupt();
        try {
            thread.join(5000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!ended) {
            try {
                Thread.sleep(1000 - Math.floorMod(clock.millis(), 1000));
                action.accept(clock.instant());
            } catch (InterruptedException woken) {
                if (!ended) {
                    log.warn("Somebody woke the thread that counts the seconds; it goes on.");
                }
            } catch (RuntimeException failure) {
                log.error("A second could not be counted; the next one is tried.", failure);
            }
        }
    }
}
