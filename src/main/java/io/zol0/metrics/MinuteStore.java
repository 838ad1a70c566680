package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * Brings each minute to the database, on a thread of its own, in one batch, exactly once. While the database is away
 * minutes wait in memory within a bound of bytes. At the start the last hour comes back from the table.
 */
@Service
public class MinuteStore implements SmartLifecycle {
    /** Before the windows begin, and after they ended. */
    static final int PHASE = LiveMetrics.PHASE - 50;

    private final LiveMetrics live;
    private final MinuteTable table;
    private final Clock clock;
    private final short node;
    private final long mostBytes;
    private final Courier<Block> courier;

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
        this.courier = new Courier<>("measured minutes", mostBytes, new Table());
        live.feed(new MinuteSink() {
            @Override
            public void accept(long minute, List<MinuteRow> rows) {
                courier.bring(Block.of(minute, rows));
            }

            @Override
            public void forget(long upstreamId) {
                courier.forget(Subject.upstream(upstreamId));
            }
        });
    }

    /** What waits on its way from the calls to the history. */
    public Backlog backlog() {
        Effort effort = live.effort();
        Waiting<Block> waiting = courier.waiting();
        return new Backlog(
                effort.batches(),
                effort.mostBatches(),
                waiting.minutes(),
                waiting.bytes(),
                mostBytes,
                waiting.oldest()
                        .map(minute -> Instant.ofEpochSecond(minute * 60))
                        .orElse(null),
                courier.failure());
    }

    @Override
    public void start() {
        courier.attempt("The last hour could not be read back", () -> {
            table.makePartition(today());
            table.makePartition(today().plusDays(1));
            table.deleteOldWriters();
            restore();
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

    private void restore() {
        Restoring restoring = new Restoring();
        table.readAll(node, clock.instant().minus(Duration.ofMinutes(Series.MINUTES)), restoring);
        restoring.endMinute();
    }

    /** Gives rows that come oldest first to the windows, minute by minute. */
    private final class Restoring implements CallTable.Visitor {
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

    /** The table as it is written to. */
    private final class Table implements Courier.Destination<Block> {
        @Override
        public void write(UUID run, long batch, Block portion) {
            table.write(node, run, batch, portion);
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

    private LocalDate today() {
        return DayPartitions.dayOf(clock.instant().getEpochSecond() / 60);
    }
}
