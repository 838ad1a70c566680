package io.zol0.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Named series of one minute, or of several together, and their notes, which wait for the history. Where coarser minutes
 * are not enough the oldest are lost.
 *
 * @param lost how many minutes of series were lost in it
 */
record SeriesBlock(long minute, int minutes, Map<SeriesKey, SeriesRow> rows, List<SeriesNote> notes, long lost)
        implements Portion<SeriesBlock> {
    /** Key and subject with the name shared, the row, and its place in the map. */
    private static final int BYTES_OF_ROW = 190;

    static SeriesBlock of(long minute, Map<SeriesKey, SeriesRow> rows, List<SeriesNote> notes) {
        return new SeriesBlock(minute, 1, rows, notes, 0);
    }

    @Override
    public SeriesBlock plus(SeriesBlock later) {
        Map<SeriesKey, SeriesRow> sum = new LinkedHashMap<>(rows);
        later.rows.forEach((key, row) -> sum.merge(key, row, SeriesRow::plus));
        return new SeriesBlock(
                minute,
                (int) (later.minute + later.minutes - minute),
                sum,
                Stream.concat(notes.stream(), later.notes.stream()).toList(),
                lost + later.lost);
    }

    @Override
    public SeriesBlock folded() {
        return new SeriesBlock(minute, minutes, Map.of(), List.of(), lost + (long) rows.size() * minutes);
    }

    @Override
    public boolean isFolded() {
        return rows.isEmpty() && notes.isEmpty();
    }

    @Override
    public SeriesBlock without(Subject gone) {
        Map<SeriesKey, SeriesRow> rest = new LinkedHashMap<>(rows);
        rest.keySet().removeIf(key -> gone.takesAlong(key.subject()));
        return new SeriesBlock(
                minute,
                minutes,
                rest,
                notes.stream()
                        .filter(note -> !gone.takesAlong(note.key().subject()))
                        .toList(),
                lost);
    }

    @Override
    public long retained() {
        long bytes = 100 + (long) rows.size() * BYTES_OF_ROW;
        for (SeriesNote note : notes) {
            bytes += 150 + Heap.string(note.text());
        }
        return bytes;
    }
}
