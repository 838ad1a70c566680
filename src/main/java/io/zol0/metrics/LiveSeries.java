package io.zol0.metrics;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last hour of one series in pieces of five seconds, and the minute that runs. A minute in which each piece had one
 * value takes a third of one in which they had several. Values of pieces are kept to seven digits, minutes exactly.
 */
final class LiveSeries {
    /** Length of a piece. */
    static final int SLOT_SECONDS = 5;

    static final int SLOTS = 60 / SLOT_SECONDS;

    /** Minutes kept: an hour and the one that runs. */
    static final int MINUTES = 61;

    private static final int FIGURES = 4;

    private final SeriesKey key;
    private final boolean counts;
    private final float[] @Nullable [] minutes = new float[MINUTES][];
    private long newest = Long.MIN_VALUE;
    private long firstSlot = Long.MAX_VALUE;
    private @Nullable SeriesRow running;
    private int told;
    private double sum;
    private double min;
    private double max;
    private double last;
    private long lastSlot = Long.MIN_VALUE;
    private volatile int retained;

    LiveSeries(SeriesKey key) {
        this.key = key;
        this.counts = key.name().kind() == SeriesKind.COUNTER;
        weigh();
    }

    /** Takes a piece of the ring. */
    interface Visitor {
        void slot(long slot, SeriesRow row);
    }

    SeriesKey key() {
        return key;
    }

    /** Takes a value of a gauge or an amount of a counter. */
    synchronized void tell(double value) {
        min = told == 0 ? value : Math.min(min, value);
        max = told == 0 ? value : Math.max(max, value);
        sum += value;
        last = value;
        told++;
    }

    /** Ends a piece, counted since 1970. */
    synchronized void closeSlot(long slot) {
        if (told == 0) {
            return;
        }
        double value = counts ? sum : sum / told;
        SeriesRow row = counts ? new SeriesRow(1, sum, sum, sum, sum) : new SeriesRow(1, value, min, max, last);
        put(slot, row);
        running = running == null ? row : running.plus(row);
        told = 0;
        sum = 0;
    }

    /** Ends the running minute and gives what was recorded in it. */
    synchronized Optional<SeriesRow> closeMinute() {
        Optional<SeriesRow> closed = Optional.ofNullable(running);
        running = null;
        return closed;
    }

    /** Adds a minute that was recorded before this process began, its pieces all alike, to what is here. */
    synchronized void restore(long minute, SeriesRow row) {
        if (newest != Long.MIN_VALUE && minute <= newest - MINUTES) {
            return;
        }
        int pieces = (int) Math.min(row.count(), SLOTS);
        for (int i = 0; i < pieces; i++) {
            long slot = minute * SLOTS + i;
            double value = counts ? row.sum() / pieces : row.sum() / row.count();
            if (read(slot).isEmpty()) {
                put(
                        slot,
                        counts
                                ? new SeriesRow(1, value, value, value, value)
                                : new SeriesRow(1, value, row.min(), row.max(), row.last()));
            }
        }
    }

    /** Adds what is told late of a piece that ended, to what is there. */
    synchronized void addLate(long slot, SeriesRow row) {
        if (newest == Long.MIN_VALUE || Math.floorDiv(slot, SLOTS) > newest - MINUTES) {
            put(slot, row);
        }
    }

    /** Drops the pieces of a minute. */
    synchronized void dropMinute(long minute) {
        if (minute > newest - MINUTES && minute <= newest) {
            minutes[index(minute)] = null;
            weigh();
        }
    }

    /** The pieces with something in them from one on to another, both included, oldest first. */
    synchronized void forEach(long from, long to, Visitor visitor) {
        if (newest == Long.MIN_VALUE) {
            return;
        }
        long first = Math.max(from, (newest - MINUTES + 1) * SLOTS);
        for (long slot = first; slot <= Math.min(to, newest * SLOTS + SLOTS - 1); slot++) {
            long at = slot;
            read(slot).ifPresent(row -> visitor.slot(at, row));
        }
    }

    /** What was told last, be it in a piece that has not ended. */
    synchronized Optional<Double> latest() {
        return told > 0 && !counts
                ? Optional.of(last)
                : lastSlot == Long.MIN_VALUE ? Optional.empty() : read(lastSlot).map(SeriesRow::last);
    }

    /** The first piece of which anything is known here. */
    synchronized long firstSlot() {
        return firstSlot;
    }

    /** Whether nothing was told from a piece on. */
    synchronized boolean isSilentSince(long slot) {
        return told == 0 && lastSlot < slot;
    }

    /** Bytes on the heap. */
    int retained() {
        return retained;
    }

    private void put(long slot, SeriesRow told) {
        SeriesRow row = read(slot).map(known -> together(known, told)).orElse(told);
        long minute = Math.floorDiv(slot, SLOTS);
        advance(minute);
        int at = Math.floorMod(slot, SLOTS);
        boolean single = row.min() == row.max();
        float[] chunk = minutes[index(minute)];
        if (chunk == null) {
            chunk = new float[single ? SLOTS : SLOTS * FIGURES];
            Arrays.fill(chunk, Float.NaN);
        } else if (chunk.length == SLOTS && !single) {
            float[] wide = new float[SLOTS * FIGURES];
            for (int figure = 0; figure < FIGURES; figure++) {
                System.arraycopy(chunk, 0, wide, figure * SLOTS, SLOTS);
            }
            chunk = wide;
        }
        chunk[at] = (float) row.sum();
        if (chunk.length > SLOTS) {
            chunk[SLOTS + at] = (float) row.min();
            chunk[2 * SLOTS + at] = (float) row.max();
            chunk[3 * SLOTS + at] = (float) row.last();
        }
        minutes[index(minute)] = chunk;
        firstSlot = Math.min(firstSlot, slot);
        lastSlot = Math.max(lastSlot, slot);
        weigh();
    }

    private Optional<SeriesRow> read(long slot) {
        long minute = Math.floorDiv(slot, SLOTS);
        float[] chunk = minute > newest - MINUTES && minute <= newest ? minutes[index(minute)] : null;
        int at = Math.floorMod(slot, SLOTS);
        if (chunk == null || Float.isNaN(chunk[at])) {
            return Optional.empty();
        }
        int step = chunk.length == SLOTS ? 0 : SLOTS;
        return Optional.of(new SeriesRow(1, chunk[at], chunk[at + step], chunk[at + 2 * step], chunk[at + 3 * step]));
    }

    private SeriesRow together(SeriesRow known, SeriesRow later) {
        double value = counts ? known.sum() + later.sum() : (known.sum() + later.sum()) / 2;
        return counts
                ? new SeriesRow(1, value, value, value, value)
                : new SeriesRow(
                        1, value, Math.min(known.min(), later.min()), Math.max(known.max(), later.max()), later.last());
    }

    private void advance(long minute) {
        if (newest == Long.MIN_VALUE || minute - newest >= MINUTES) {
            Arrays.fill(minutes, null);
            newest = minute;
        }
        while (newest < minute) {
            newest++;
            minutes[index(newest)] = null;
        }
    }

    private static int index(long minute) {
        return Math.floorMod(minute, MINUTES);
    }

    private void weigh() {
        int bytes = 160 + Heap.array(MINUTES, 4) + Heap.string(key.name().text()) / 4 + 80;
        for (float[] chunk : minutes) {
            bytes += chunk == null ? 0 : Heap.array(chunk.length, 4);
        }
        retained = bytes;
    }
}
