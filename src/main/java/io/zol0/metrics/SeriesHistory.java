package io.zol0.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * What was recorded of named series: the last hour from memory, in pieces of five seconds, and what is older from the
 * database, minute by minute, or by whole hours and days where these will do. An older minute counts at its beginning; where the database was away for very long several
 * minutes are one.
 */
@Service
public class SeriesHistory {
    /** Most steps of an answer. */
    public static final int MOST_STEPS = History.MOST_STEPS;

    /** Most notes of an answer; of more the newest are given. */
    public static final int MOST_NOTES = 500;

    private static final Duration SHORTEST = Duration.ofSeconds(LiveSeries.SLOT_SECONDS);

    private final SeriesRecorder live;
    private final SeriesTable table;
    private final Clock clock;

    @Autowired
    SeriesHistory(SeriesRecorder live, DataSource database, ObjectProvider<Clock> clock) {
        this(live, new SeriesTable(database), clock.getIfUnique(Clock::systemUTC));
    }

    SeriesHistory(SeriesRecorder live, SeriesTable table, Clock clock) {
        this.live = live;
        this.table = table;
        this.clock = clock;
    }

    /**
     * A series in steps, oldest first. A step of a gauge without a value is not there; one of a counter is 0 from its first
     * amount on.
     *
     * @param step five seconds or more; one shorter than a minute is fine in the last hour only, minutes come before
     * @throws IllegalArgumentException if the step is shorter, or there would be more than {@link #MOST_STEPS}
     */
    public Answer<List<SeriesPoint>> points(SeriesKey key, Instant from, Instant to, Duration step) {
        if (step.compareTo(SHORTEST) < 0 || Duration.between(from, to).dividedBy(step) > MOST_STEPS) {
            throw new IllegalArgumentException("A step of " + step + " from " + from + " to " + to
                    + " is too short: it must be five seconds or more and give at most " + MOST_STEPS + " steps.");
        }
        return History.asked(() -> {
            Instant now = earlier(clock.instant(), live.liveTo());
            Instant end = earlier(to, now);
            SeriesSteps steps = new SeriesSteps(key.name().kind(), from, end, step);
            Instant border = live.liveFrom();
            if (from.isBefore(border)) {
                table.firstSeen(key).ifPresent(steps::countsSince);
                table.read(key, from, earlier(border, end), Grain.coarsest(from, step), steps::add);
            }
            addLive(key, from.isBefore(border) ? border : from, end, steps);
            return steps.finish();
        });
    }

    /** The last {@code length} of a series, at most an hour, in pieces of five seconds, from memory alone: it never waits. */
    public List<SeriesPoint> live(SeriesKey key, Duration length) {
        Instant end = live.liveTo();
        Instant from = later(end.minus(length), live.liveFrom());
        SeriesSteps steps = new SeriesSteps(key.name().kind(), from, end, SHORTEST);
        addLive(key, from, end, steps);
        return steps.finish();
    }

    /** The series whose names begin so, live ones and those of the history, at most so many of either. */
    public Answer<Set<SeriesKey>> named(String beginning, int most) {
        return History.asked(() -> {
            Set<SeriesKey> keys = new LinkedHashSet<>(table.named(beginning, most));
            keys.addAll(liveNamed(beginning, most));
            return keys;
        });
    }

    /** The live series whose names begin so, at most so many, from memory alone. */
    public List<SeriesKey> liveNamed(String beginning, int most) {
        return live.live().stream()
                .filter(key -> key.name().text().startsWith(beginning))
                .limit(most)
                .toList();
    }

    /** What was said about a series from a time on and before another, oldest first. */
    public Answer<List<SeriesNote>> notes(SeriesKey key, Instant from, Instant to) {
        return History.asked(() -> {
            Instant border = live.notes().from();
            List<SeriesNote> older =
                    from.isBefore(border) ? table.notes(key, from, earlier(border, to), MOST_NOTES) : List.of();
            List<SeriesNote> all = Stream.concat(older.stream(), live.notes().of(key, from, to).stream())
                    .toList();
            return all.subList(Math.max(0, all.size() - MOST_NOTES), all.size());
        });
    }

    private static long slotFrom(Instant time) {
        return Math.ceilDiv(time.toEpochMilli(), LiveSeries.SLOT_SECONDS * 1000L);
    }

    private void addLive(SeriesKey key, Instant from, Instant to, SeriesSteps steps) {
        live.forEach(
                key,
                slotFrom(from),
                slotFrom(to) - 1,
                (slot, row) -> steps.add(Instant.ofEpochSecond(slot * LiveSeries.SLOT_SECONDS), row));
        live.firstSeen(key).ifPresent(steps::countsSince);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
