package io.zol0.alerts;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The values of the last seven days, one for each slot of a day: some 2000 numbers at most, whatever the rate of points.
 *
 * <p>A value is explained by the nearest one that was measured at about the same time of a day before: the nearest
 * neighbour of contextual anomaly detection, which needs no model of the season, follows it when it moves, and holds
 * days of the week apart as soon as a week is known.
 */
class Week {
    /** How many slots earlier or later still counts as the same time of the day, each seen on its own. */
    static final int[] REACHES = {1, 3, 9};

    private static final int FARTHEST = REACHES[REACHES.length - 1];
    private static final int DAYS = 7;
    private static final int MOST_SLOTS = 288;
    private static final long DAY = 86_400_000;

    private final int slots;
    private final double[] values;
    private long current;

    private Week(int slots) {
        this.slots = slots;
        values = new double[slots * DAYS + FARTHEST + 1];
        Arrays.fill(values, Double.NaN);
    }

    /** For points so many milliseconds apart. */
    static Week forStep(long step) {
        return new Week(Math.clamp(Math.round((double) DAY / Math.max(1, step)), 1, MOST_SLOTS));
    }

    /** Goes to the slot of a time in milliseconds since the first point; slots that nobody measured stay empty. */
    void advance(long time) {
        long slot = Math.floorDiv(time, DAY) * slots + Math.floorMod(time, DAY) * slots / DAY;
        if (slot < current - slots) {
            // The clock was set back by more than a day: what is here belongs to no time that will come.
            Arrays.fill(values, Double.NaN);
            current = slot;
        }
        for (long empty = Math.max(current, slot - values.length) + 1; empty <= slot; empty++) {
            values[at(empty)] = Double.NaN;
        }
        current = Math.max(current, slot);
    }

    void put(double value) {
        values[at(current)] = value;
    }

    /** What the days before leave of a value within each of the reaches; NaN where they know nothing, as on the first day. */
    void unexplained(double value, double[] left) {
        Arrays.fill(left, Double.NaN);
        if (current < slots + FARTHEST) {
            return;
        }
        double least = Double.NaN;
        for (int shift = 0, reach = 0; shift <= FARTHEST; shift++) {
            for (int day = 1; day <= DAYS; day++) {
                least = nearer(least, value, day * slots + shift);
                least = nearer(least, value, day * slots - shift);
            }
            if (shift == REACHES[reach]) {
                left[reach++] = least;
            }
        }
    }

    private double nearer(double least, double value, int back) {
        if (back <= 0) {
            return least;
        }
        double left = value - values[at(current - back)];
        return Math.abs(left) < Math.abs(least) * (1 - Tail.ROUNDING) || Double.isNaN(least) ? left : least;
    }

    private int at(long slot) {
        return Math.floorMod(slot, values.length);
    }

    void write(DataOutput out) throws IOException {
        out.writeShort(slots);
        out.writeLong(current);
        for (double value : values) {
            out.writeDouble(value);
        }
    }

    static Week read(DataInput in) throws IOException {
        Week week = new Week(Math.clamp(in.readShort(), 1, MOST_SLOTS));
        week.current = in.readLong();
        for (int i = 0; i < week.values.length; i++) {
            week.values[i] = in.readDouble();
        }
        return week;
    }
}
