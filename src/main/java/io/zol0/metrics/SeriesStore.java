package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Service;

/**
 * Brings the minutes and notes of named series to the database, with the promises of {@link MinuteStore}; what does not fit
 * into memory while it is away is lost, the oldest first. Once the database is there, the last hour comes back from it.
 */
@Service
public class SeriesStore implements SmartLifecycle {
    /** Before recording begins, and after it ended. */
    static final int PHASE = SeriesRecorder.PHASE - 50;

    private final SeriesRecorder live;
    private final SeriesTable table;
    private final Clock clock;
    private final short node;
    private final long mostBytes;
    private final Courier<SeriesBlock> courier;
    private final LongAdder lost = new LongAdder();

    @Autowired
    SeriesStore(
            SeriesRecorder live,
            DataSource database,
            SeriesSettings settings,
            MetricsSettings metrics,
            ObjectProvider<Clock> clock) {
        this(live, new SeriesTable(database), settings, metrics.node(), clock.getIfUnique(Clock::systemUTC));
    }

    SeriesStore(SeriesRecorder live, SeriesTable table, SeriesSettings settings, short node, Clock clock) {
        this.live = live;
        this.table = table;
        this.clock = clock;
        this.node = node;
        this.mostBytes = settings.backlog().toBytes();
        this.courier = new Courier<>("recorded minutes", mostBytes, new Tables());
        live.feed(new SeriesSink() {
            @Override
            public void accept(SeriesBlock block) {
                courier.bring(block);
            }

            @Override
            public void forget(Subject gone) {
                courier.forget(gone);
            }
        });
    }

    /** What waits on its way to the history. */
    public SeriesBacklog backlog() {
        Waiting<SeriesBlock> waiting = courier.waiting();
        return new SeriesBacklog(
                waiting.minutes(),
                waiting.bytes(),
                mostBytes,
                waiting.oldest()
                        .map(minute -> Instant.ofEpochSecond(minute * 60))
                        .orElse(null),
                lost.sum(),
                courier.failure());
    }

    @Override
    public void start() {
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

    /** The tables as they are written to. */
    private final class Tables implements Courier.Destination<SeriesBlock> {
        private boolean restored;

        @Override
        public void write(UUID run, long batch, SeriesBlock portion) {
            table.write(node, run, batch, portion);
            lost.add(portion.lost());
        }

        @Override
        public void delete(Subject gone) {
            table.delete(gone);
        }

        @Override
        public void tidy() {
            if (!restored) {
                table.makePartition(today());
                table.deleteOldWriters();
                restore();
                restored = true;
            }
            table.makePartition(today().plusDays(1));
        }

        @Override
        public void doubt() {
            table.doubt();
        }

        /** Before the first portion is written, so that nothing of this process comes back. */
        private void restore() {
            Instant from = clock.instant().minus(Duration.ofMinutes(LiveSeries.MINUTES - 1));
            table.readAll(node, from, live::restore);
            live.restoredFrom(Math.ceilDiv(from.getEpochSecond(), 60));
        }
    }

    private LocalDate today() {
        return DayPartitions.dayOf(clock.instant().getEpochSecond() / 60);
    }
}
