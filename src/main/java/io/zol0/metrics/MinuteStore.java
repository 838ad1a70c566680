package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Service;

/**
 * Brings each minute to the database, on a thread of its own, in one batch, exactly once. While the database is away
 * minutes wait in memory within a bound of bytes. At the start the last hour comes back from the table.
 */
@Service
public class MinuteStore implements SmartLifecycle {
    /** Before the windows begin, and after they ended. */
    static final int PHASE = LiveMetrics.PHASE - 50;

    private static final Logger log = LoggerFactory.getLogger(MinuteStore.class);
    private static final long SHORTEST_PAUSE_MILLIS = 500;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long LONGEST_FAREWELL_MILLIS = 10_000;

    private final LiveMetrics live;
    private final MinuteTable table;
    private final Clock clock;
    private final short node;
    private final long mostBytes;
    private final Waiting waiting;
    private final UUID run = UUID.randomUUID();
    private final Set<Long> toDelete = ConcurrentHashMap.newKeySet();
    private final Semaphore work = new Semaphore(0);
    private long batch = 1;
    private volatile @Nullable String failure;
    private volatile boolean ending;
    private volatile @Nullable Thread writer;

    @Autowired
    MinuteStore(LiveMetrics live, DataSource database, MetricsSettings settings, ObjectProvider<Clock> clock) {
        this(live, new MinuteTable(database), settings, clock.getIfUnique(Clock::systemUTC));
    }

    MinuteStore(LiveMetrics live, MinuteTable table, MetricsSettings settings, Clock clock) {
        this.live = live;
        this.table = table;
        this.clock = clock;
        this.node = settings.node();
        this.mostBytes = settings.backlog().toBytes();
        this.waiting = new Waiting(mostBytes);
        live.feed(new MinuteSink() {
            @Override
            public void accept(long minute, List<MinuteRow> rows) {
                waiting.add(Block.of(minute, rows));
                work.release();
            }

            @Override
            public void forget(long upstreamId) {
                waiting.forget(upstreamId);
                toDelete.add(upstreamId);
                work.release();
            }
        });
    }

    /** What waits on its way from the calls to the history. */
    public Backlog backlog() {
        Effort effort = live.effort();
        return new Backlog(
                effort.batches(),
                effort.mostBatches(),
                waiting.minutes(),
                waiting.bytes(),
                mostBytes,
                waiting.oldest()
                        .map(minute -> Instant.ofEpochSecond(minute * 60))
                        .orElse(null),
                failure);
    }

    @Override
    public void start() {
        try {
            table.makePartition(today());
            table.makePartition(today().plusDays(1));
            table.deleteOldWriters();
            restore();
        } catch (RuntimeException away) {
            table.doubtPartitions();
            failure = words(away);
            log.warn("The last hour could not be read back: {}", failure);
        }
        ending = false;
        writer = Thread.ofPlatform().daemon().name("minutes").start(this::write);
    }

    /** Writes what waits, for at most ten seconds. */
    @Override
    public void stop() {
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
            log.warn("{} measured minutes could not be written before the end: {}", waiting.minutes(), failure);
        }
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void restore() {
        Restoring restoring = new Restoring();
        table.readAll(node, clock.instant().minus(Duration.ofMinutes(Series.MINUTES)), restoring);
        restoring.endMinute();
    }

    /** Gives rows that come oldest first to the windows, minute by minute. */
    private final class Restoring implements MinuteTable.Visitor {
        private final List<MinuteRow> rows = new ArrayList<>();
        private long minute;

        @Override
        public void row(Instant time, MinuteRow row) {
            long its = time.getEpochSecond() / 60;
            if (its != minute) {
                endMinute();
                minute = its;
            }
            rows.add(row);
        }

        void endMinute() {
            if (!rows.isEmpty()) {
                live.restore(minute, rows);
                rows.clear();
            }
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
        for (var next = waiting.next(); next.isPresent(); next = waiting.next()) {
            table.write(node, run, batch, next.get());
            waiting.written();
            batch++;
        }
        for (Long upstreamId : toDelete) {
            table.delete(upstreamId);
            toDelete.remove(upstreamId);
        }
        table.makePartition(today().plusDays(1));
    }

    private void fail(RuntimeException away) {
        if (failure == null) {
            log.warn("Measured minutes wait in memory until they can be written: {}", words(away));
        }
        failure = words(away);
        table.doubtPartitions();
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

    private LocalDate today() {
        return MinuteTable.dayOf(clock.instant().getEpochSecond() / 60);
    }

    static String words(RuntimeException failure) {
        Throwable cause = NestedExceptionUtils.getMostSpecificCause(failure);
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : Targets.printable(message, 300);
    }
}
