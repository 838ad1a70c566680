package io.zol0.metrics;

import java.util.Iterator;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Brings what waits to the database, on a thread of its own, a portion a batch, exactly once. While the database is away it
 * waits in memory within a bound of bytes.
 */
final class Courier<P extends Portion<P>> {
    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final long SHORTEST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long LONGEST_FAREWELL_MILLIS = 10_000;

    private final String name;
    private final Destination<P> destination;
    private final Waiting<P> waiting;
    private final UUID run = UUID.randomUUID();
    private final Set<Subject> toDelete = ConcurrentHashMap.newKeySet();
    private final Semaphore work = new Semaphore(0);
    private long batch = 1;
    private volatile @Nullable String failure;
    private volatile boolean ending;
    private volatile @Nullable Thread writer;

    /** Where portions are brought to; each method may fail for as long as the database is away, and is called again. */
    interface Destination<P> {
        /** Writes a portion, unless the batch of that number of this run has been written. */
        void write(UUID run, long batch, P portion);

        /** Deletes what goes with a subject. */
        void delete(Subject gone);

        /** What is to be done besides: called first of all, and then at least every ten seconds. */
        void tidy();

        /** The database may be another one when it is back. */
        void doubt();
    }

    /** A courier of things that are called {@code name}, as its thread is; of them at most {@code mostBytes} wait. */
    Courier(String name, long mostBytes, Destination<P> destination) {
        this.name = name;
        this.destination = destination;
        this.waiting = new Waiting<>(mostBytes);
    }

    void bring(P portion) {
        waiting.add(portion);
        work.release();
    }

    /** Deletes what goes with a subject, after what waits of it was dropped. */
    void forget(Subject gone) {
        waiting.forget(gone);
        toDelete.add(gone);
        work.release();
    }

    Waiting<P> waiting() {
        return waiting;
    }

    /** Why the last attempt failed, in words; null where it did not. */
    @Nullable
    String failure() {
        return failure;
    }

    void start() {
        ending = false;
        writer = Thread.ofPlatform().daemon().name(name).start(this::write);
    }

    /** Writes what waits, for at most ten seconds. */
    void stop() {
        Thread running = writer;
        if (running == null) {
            return;
        }
        ending = true;
        work.release();
        try {
            running.join(LONGEST_FAREWELL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        writer = null;
        if (waiting.minutes() > 0) {
            log.warn("{} {} could not be written before the end: {}", waiting.minutes(), name, failure);
        }
    }

    boolean isRunning() {
        return writer != null;
    }

    /** Tries something at the start, which may fail. */
    void attempt(String what, Runnable action) {
        try {
            action.run();
        } catch (RuntimeException away) {
            destination.doubt();
            failure = words(away);
            log.warn("{}: {}", what, failure);
        }
    }

    private void write() {
        long pause = SHORTEST_PAUSE_MILLIS;
        while (true) {
            boolean last = ending;
            try {
                writeAll();
                failure = null;
                pause = LONGEST_PAUSE_MILLIS;
            } catch (RuntimeException away) {
                pause = failure == null ? SHORTEST_PAUSE_MILLIS : Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
                fail(away);
            }
            if (last || !pause(pause)) {
                return;
            }
        }
    }

    private void writeAll() {
        destination.tidy();
        for (var next = waiting.next(); next.isPresent(); next = waiting.next()) {
            destination.write(run, batch, next.get());
            waiting.written();
            batch++;
        }
        for (Iterator<Subject> gone = toDelete.iterator(); gone.hasNext(); gone.remove()) {
            destination.delete(gone.next());
        }
    }

    private void fail(RuntimeException away) {
        if (failure == null) {
            log.warn("Until they can be written, {} wait in memory: {}", name, words(away));
        }
        failure = words(away);
        destination.doubt();
    }

    /** Waits until there is something to do, or for some time; no means that the thread was told to go. */
    private boolean pause(long millis) {
        try {
            if (work.tryAcquire(millis, TimeUnit.MILLISECONDS)) {
                work.drainPermits();
            }
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    static String words(RuntimeException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : Targets.printable(message, 300);
    }
}
