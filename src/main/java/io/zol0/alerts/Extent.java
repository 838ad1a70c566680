package io.zol0.alerts;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The least and the greatest value there ever was, and whether a value lies clearly outside, whatever the time of the day.
 *
 * <p>The margin of a twentieth is that of the spatial anomaly in the Numenta Anomaly Benchmark's own detector (Lavin and
 * Ahmad, arXiv:1510.03336).
 */
class Extent {
    private static final double MARGIN = 0.05;
    private static final int LEARNT_FROM = 432;

    private double least = Double.POSITIVE_INFINITY;
    private double greatest = Double.NEGATIVE_INFINITY;
    private long seen;

    /** Whether the value is outside of all before it; then it belongs to them. */
    boolean surprises(double value) {
        double margin = (greatest - least) * MARGIN;
        boolean outside = seen >= LEARNT_FROM && (value < least - margin || value > greatest + margin);
        seen++;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        return outside;
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(least);
        out.writeDouble(greatest);
        out.writeLong(seen);
    }

    void read(DataInput in) throws IOException {
        least = in.readDouble();
        greatest = in.readDouble();
        seen = in.readLong();
    }
}
