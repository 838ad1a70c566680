package io.zol0.alerts;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How long a series has stayed at one value, and whether that is clearly longer than ever before, as when a sensor hangs
 * or a source repeats its last answer: within the usual range there is nothing else that tells.
 */
class Standstill {
    private static final int TIMES_AS_LONG = 3;
    private static final int SHORTEST = 36;
    private static final int LEARNT_FROM = 288;

    private double at = Double.NaN;
    private long points;
    private long longest;
    private long seen;

    /** Whether the standstill becomes a long one with this value; what never moved before surprises nobody. */
    boolean surprises(double value) {
        seen++;
        if (value != at) {
            longest = Math.max(longest, points);
            points = 0;
            at = value;
        }
        points++;
        return seen > LEARNT_FROM && longest > 0 && points == Math.max(SHORTEST, TIMES_AS_LONG * longest) + 1;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(at);
        out.writeLong(points);
        out.writeLong(longest);
        out.writeLong(seen);
    }

    void read(DataInput in) throws IOException {
        at = in.readDouble();
        points = in.readLong();
        longest = in.readLong();
        seen = in.readLong();
    }
}
