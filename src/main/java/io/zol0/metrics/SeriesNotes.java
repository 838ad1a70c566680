package io.zol0.metrics;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The notes of the last hour, at most so many of all series, and so many of one in a minute; further ones are dropped. */
final class SeriesNotes {
    static final int MOST = 2_000;
    static final int MOST_IN_A_MINUTE = 500;
    static final int MOST_OF_ONE_IN_A_MINUTE = 20;

    private final Deque<SeriesNote> recent = new ArrayDeque<>();
    private final List<SeriesNote> running = new ArrayList<>();
    private final Map<SeriesKey, Integer> ofOne = new HashMap<>();
    private Instant from;
    private long dropped;

    /** Notes are here from a time on. */
    SeriesNotes(Instant from) {
        this.from = from;
    }

    synchronized void add(SeriesNote note) {
        if (running.size() >= MOST_IN_A_MINUTE || ofOne.getOrDefault(note.key(), 0) >= MOST_OF_ONE_IN_A_MINUTE) {
            dropped++;
            return;
        }
        ofOne.merge(note.key(), 1, Integer::sum);
        running.add(note);
        recent.addLast(note);
        if (recent.size() > MOST) {
            SeriesNote oldest = recent.removeFirst();
            raise(oldest.at().plusMillis(1));
        }
    }

    /** Ends a minute and gives the notes of before its end. */
    synchronized List<SeriesNote> closeMinute(Instant end, Instant oldestKept) {
        List<SeriesNote> closed =
                running.stream().filter(note -> note.at().isBefore(end)).toList();
        running.removeIf(note -> note.at().isBefore(end));
        ofOne.clear();
        running.forEach(note -> ofOne.merge(note.key(), 1, Integer::sum));
        recent.removeIf(note -> note.at().isBefore(oldestKept));
        raise(oldestKept);
        return closed;
    }

    /** The notes of a series that are here, from a time on and before another, oldest first. */
    synchronized List<SeriesNote> of(SeriesKey key, Instant begin, Instant end) {
        return recent.stream()
                .filter(note -> note.key().equals(key)
                        && !note.at().isBefore(from)
                        && !note.at().isBefore(begin)
                        && note.at().isBefore(end))
                .sorted((a, b) -> a.at().compareTo(b.at()))
                .toList();
    }

    synchronized void forget(Subject gone) {
        recent.removeIf(note -> gone.takesAlong(note.key().subject()));
        running.removeIf(note -> gone.takesAlong(note.key().subject()));
    }

    /** Since when every note is here. */
    synchronized Instant from() {
        return from;
    }

    synchronized long dropped() {
        return dropped;
    }

    private void raise(Instant earliest) {
        if (earliest.isAfter(from)) {
            from = earliest;
        }
    }
}
