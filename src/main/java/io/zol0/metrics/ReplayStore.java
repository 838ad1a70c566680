package io.zol0.metrics;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * Brings to the database what is kept to be played again, a minute at a time, on a thread of its own. It is made of what is counted
 * anyway, on the thread of the windows. While the database is away it waits in memory within a bound; beyond it first the URLs go,
 * then the oldest minutes.
 */
@Service
public class ReplayStore implements SmartLifecycle {
    /** Before the windows begin, and after they ended. */
    static final int PHASE = LiveMetrics.PHASE - 50;

    private static final Logger log = LoggerFactory.getLogger(ReplayStore.class);

    private final ReplayTable table;
    private final Clock clock;
    private final short node;
    private final Courier<ReplayPortion> courier;
    private final ReplayRecorder recorder = new ReplayRecorder();
    private long dropped;

    @Autowired
    ReplayStore(
            LiveMetrics live,
            DataSource database,
            ReplaySettings settings,
            MetricsSettings metrics,
            ObjectProvider<Clock> clock) {
        this(live, new ReplayTable(database), settings, metrics.node(), clock.getIfUnique(Clock::systemUTC));
    }

    ReplayStore(LiveMetrics live, ReplayTable table, ReplaySettings settings, short node, Clock clock) {
        this.table = table;
        this.clock = clock;
        this.node = node;
        this.courier = new Courier<>("minutes for replay", settings.backlog().toBytes(), new Table());
        if (settings.record()) {
            live.feed(new Sink());
        }
    }

    /** Why nothing could be written the last time, in words; null where it could. */
    public @Nullable String failure() {
        return courier.failure();
    }

    /** Minutes of endpoints that went for want of memory or were too many. */
    public synchronized long dropped() {
        return dropped;
    }

    /** Minutes that wait for the database. */
    public int waiting() {
        return courier.waiting().minutes();
    }

    @Override
    public void start() {
        courier.attempt("What is kept for replay could not be prepared", () -> {
            table.makePartition(today());
            table.makePartition(today().plusDays(1));
            table.deleteOldWriters();
        });
        courier.start();
    }

    /** Writes what waits, for at most ten seconds. */
    @Override
    public void stop() {
        courier.stop();
    }

    @Override
    public boolean isRunning() {
        return courier.isRunning();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private LocalDate today() {
        return DayPartitions.dayOf(clock.instant().getEpochSecond() / 60);
    }

    private void bring(@Nullable ReplayPortion portion) {
        if (portion != null) {
            courier.bring(portion);
        }
    }

    private synchronized void note(long gone) {
        if (gone > 0) {
            dropped += gone;
            log.warn("Minutes of endpoints that could not be kept for replay: {}", gone);
        }
    }

    /** What comes from the windows. */
    private final class Sink implements ReplaySink {
        @Override
        public synchronized void second(long second, List<Batch.Delta> deltas) {
            bring(recorder.add(second, deltas));
        }

        @Override
        public synchronized void endMinute() {
            bring(recorder.end());
        }

        @Override
        public synchronized void forget(long upstreamId) {
            recorder.forget(upstreamId);
            courier.forget(Subject.upstream(upstreamId));
        }
    }

    /** The table as it is written to. */
    private final class Table implements Courier.Destination<ReplayPortion> {
        @Override
        public void write(UUID run, long batch, ReplayPortion portion) {
            table.write(node, run, batch, portion);
            note(portion.dropped());
        }

        @Override
        public void delete(Subject gone) {
            table.delete(gone.upstreamId());
        }

        @Override
        public void tidy() {
            table.makePartition(today().plusDays(1));
        }

        @Override
        public void doubt() {
            table.doubtPartitions();
        }
    }
}
