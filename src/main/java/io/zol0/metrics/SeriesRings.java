package io.zol0.metrics;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The live hour of every series, within a number and a budget of bytes. A series beyond the number is not taken; beyond the
 * budget the oldest minutes of all are dropped, which the database has.
 */
final class SeriesRings {
    /** Subjects remembered as gone, so that late values do not bring them back. */
    private static final int MOST_FORGOTTEN = 10_000;

    private final int most;
    private final long budget;
    private final Map<SeriesKey, LiveSeries> series = new ConcurrentHashMap<>();
    private final Set<Subject> forgotten = Collections.synchronizedSet(Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Subject, Boolean> eldest) {
            return size() > MOST_FORGOTTEN;
        }
    }));
    private volatile long retained;

    SeriesRings(int most, long budget) {
        this.most = most;
        this.budget = budget;
    }

    /** A series to be told something; null where there are too many. */
    @Nullable
    LiveSeries toTell(SeriesKey key) {
        LiveSeries known = series.get(key);
        return known != null || series.size() >= most ? known : series.computeIfAbsent(key, LiveSeries::new);
    }

    /** A series that was told something in the last hour; null where it was not. */
    @Nullable
    LiveSeries of(SeriesKey key) {
        return series.get(key);
    }

    List<SeriesKey> keys() {
        return List.copyOf(series.keySet());
    }

    int size() {
        return series.size();
    }

    /** Bytes on the heap, as of the last piece. */
    long retained() {
        return retained;
    }

    /** Whether a subject or its upstream is gone. */
    boolean isForgotten(Subject subject) {
        return forgotten.contains(subject) || forgotten.contains(Subject.upstream(subject.upstreamId()));
    }

    void forget(Subject gone) {
        forgotten.add(gone);
        series.keySet().removeIf(key -> gone.takesAlong(key.subject()));
    }

    void clear() {
        series.clear();
    }

    void closeSlot(long slot) {
        series.values().forEach(each -> each.closeSlot(slot));
    }

    /** Ends the running minute, drops what was silent for an hour, and gives what was recorded. */
    Map<SeriesKey, SeriesRow> closeMinute(long minute) {
        Map<SeriesKey, SeriesRow> rows = new LinkedHashMap<>();
        series.forEach((key, each) -> each.closeMinute().ifPresent(row -> rows.put(key, row)));
        long oldest = (minute - LiveSeries.MINUTES + 1) * LiveSeries.SLOTS;
        series.values().removeIf(each -> each.isSilentSince(oldest));
        return rows;
    }

    /** Drops the oldest minutes until all fits, and gives the first that is left. */
    long keepWithin(long oldestMinute, long runningMinute) {
        long minute = oldestMinute;
        weigh();
        while (retained > budget && minute < runningMinute) {
            for (LiveSeries each : series.values()) {
                each.dropMinute(minute);
            }
            minute++;
            weigh();
        }
        return minute;
    }

    private void weigh() {
        long bytes = 0;
        for (LiveSeries each : series.values()) {
            bytes += each.retained();
        }
        retained = bytes;
    }
}
