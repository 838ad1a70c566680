package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Takes values of named series with the time that each is of: those of the running minute as they come, earlier ones into
 * their minutes, live and in the history.
 */
@Service
public class TimedSeries {
    /** How far ahead of ours the clock of whoever reports may go. */
    public static final Duration AHEAD = Duration.ofMinutes(1);

    private static final long SLOT_MILLIS = LiveSeries.SLOT_SECONDS * 1000L;

    private final SeriesRecorder live;
    private final SeriesTable table;
    private final Duration oldest;
    private final short node;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();

    /** A value of a gauge or an amount of a counter, and when it was so, in milliseconds since 1970. */
    public record Value(SeriesKey key, long atMillis, double value) {}

    @Autowired
    TimedSeries(
            SeriesRecorder live,
            DataSource database,
            RetentionSettings retention,
            MetricsSettings metrics,
            ObjectProvider<Clock> clock) {
        this(live, new SeriesTable(database), retention.series(), metrics.node(), clock.getIfUnique(Clock::systemUTC));
    }

    TimedSeries(SeriesRecorder live, SeriesTable table, Duration oldest, short node, Clock clock) {
        this.live = live;
        this.table = table;
        this.oldest = oldest;
        this.node = node;
        this.clock = clock;
    }

    /** Why a value of that time cannot be taken, in words; null where it can be. */
    public @Nullable String problemOf(long atMillis) {
        long now = clock.millis();
        if (atMillis > now + AHEAD.toMillis()) {
            return "Its time " + words(atMillis)
                    + " is in the future; it may be ahead of this server's clock by a minute.";
        }
        if (atMillis < now - oldest.toMillis()) {
            return "Its time " + words(atMillis) + " is too long ago: minutes are kept for " + oldest.toDays()
                    + " days.";
        }
        return null;
    }

    /**
     * Records values of which {@link #problemOf} knows no problem. Values of the running minute need no database; where
     * some are older all of these are written before any counts.
     *
     * @throws org.springframework.dao.DataAccessException where older ones cannot be written now; nothing counts then
     */
    public void record(Collection<Value> values) {
        long running = Math.floorDiv(live.liveTo().getEpochSecond(), 60);
        Map<Long, Map<SeriesKey, SeriesRow>> pieces = new TreeMap<>();
        for (Value each : values) {
            if (Math.floorDiv(each.atMillis(), 60_000) < running) {
                boolean counts = each.key().name().kind() == SeriesKind.COUNTER;
                double value = each.value();
                pieces.computeIfAbsent(Math.floorDiv(each.atMillis(), SLOT_MILLIS), any -> new HashMap<>())
                        .merge(
                                each.key(),
                                new SeriesRow(1, value, value, value, value),
                                counts ? TimedSeries::added : SeriesRow::plus);
            }
        }
        if (!pieces.isEmpty()) {
            recordLate(pieces);
        }
        for (Value each : values) {
            if (Math.floorDiv(each.atMillis(), 60_000) >= running) {
                if (each.key().name().kind() == SeriesKind.COUNTER) {
                    live.add(each.key(), each.value());
                } else {
                    live.set(each.key(), each.value());
                }
            }
        }
    }

    private void recordLate(Map<Long, Map<SeriesKey, SeriesRow>> pieces) {
        Map<Long, Map<SeriesKey, SeriesRow>> minutes = new TreeMap<>();
        pieces.forEach((slot, rows) -> rows.replaceAll((key, row) -> piece(key, row)));
        pieces.forEach((slot, rows) -> rows.forEach(
                (key, row) -> minutes.computeIfAbsent(Math.floorDiv(slot, LiveSeries.SLOTS), any -> new HashMap<>())
                        .merge(key, row, SeriesRow::plus)));
        turn.lock();
        try {
            table.writeLate(node, minutes);
        } catch (RuntimeException away) {
            table.doubt();
            throw away;
        } finally {
            turn.unlock();
        }
        pieces.forEach((slot, rows) -> rows.forEach((key, row) -> live.addLate(key, slot, row)));
    }

    /** Of a gauge a piece is the mean of what was told in it. */
    private static SeriesRow piece(SeriesKey key, SeriesRow row) {
        return key.name().kind() == SeriesKind.COUNTER
                ? row
                : new SeriesRow(1, row.sum() / row.count(), row.min(), row.max(), row.last());
    }

    private static SeriesRow added(SeriesRow one, SeriesRow other) {
        double sum = one.sum() + other.sum();
        return new SeriesRow(1, sum, sum, sum, sum);
    }

    private static String words(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
