package io.zol0.alerts;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How far a series departs from what the days before explain, at several paces, each with the tails of both sides. */
class Departure {
    /** Points whose mean is looked at, so that small but lasting departures count as well as short ones. */
    private static final int[] PACES = {1, 4, 16, 64};

    private static final int SLOWEST = PACES[PACES.length - 1];
    private static final int LEARNT_FROM = 100;

    /** How many opinions there are in a sum of surprises. */
    static final int OPINIONS = PACES.length;

    private final double[] recent = new double[SLOWEST];
    private final double[] means = new double[PACES.length];
    private final Tail[] above = new Tail[PACES.length];
    private final Tail[] below = new Tail[PACES.length];
    private double @Nullable [][] first = new double[PACES.length][LEARNT_FROM];
    private long seen;

    /** The surprises of all paces together; nothing surprises before a hundred points are known. */
    double surprise(double left) {
        if (Double.isNaN(left)) {
            return 0;
        }
        recent[(int) (seen % SLOWEST)] = left;
        seen++;
        average();
        if (first != null) {
            collect(first);
            return 0;
        }
        double sum = 0;
        for (int pace = 0; pace < PACES.length; pace++) {
            sum += Math.max(above[pace].surprise(means[pace]), below[pace].surprise(-means[pace]));
            above[pace].learn(means[pace]);
            below[pace].learn(-means[pace]);
        }
        return sum;
    }

    /** Added up anew each time, since a running sum drifts. */
    private void average() {
        double sum = 0;
        double size = 0;
        int known = (int) Math.min(seen, SLOWEST);
        for (int back = 1, pace = 0; back <= SLOWEST; back++) {
            if (back <= known) {
                double left = recent[(int) ((seen - back) % SLOWEST)];
                sum += left;
                size += Math.abs(left);
            }
            if (back == PACES[pace]) {
                means[pace++] = Math.abs(sum) > Tail.ROUNDING * size ? sum / Math.min(back, known) : 0;
            }
        }
    }

    private void collect(double[][] first) {
        for (int pace = 0; pace < PACES.length; pace++) {
            first[pace][(int) seen - 1] = means[pace];
        }
        if (seen == LEARNT_FROM) {
            for (int pace = 0; pace < PACES.length; pace++) {
                above[pace] = Tail.of(first[pace], 1);
                below[pace] = Tail.of(first[pace], -1);
            }
            this.first = null;
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeLong(seen);
        for (double left : recent) {
            out.writeDouble(left);
        }
        for (int pace = 0; pace < PACES.length; pace++) {
            if (first != null) {
                for (int i = 0; i < seen; i++) {
                    out.writeDouble(first[pace][i]);
                }
            } else {
                above[pace].write(out);
                below[pace].write(out);
            }
        }
    }

    static Departure read(DataInput in) throws IOException {
        Departure departure = new Departure();
        departure.seen = in.readLong();
        for (int i = 0; i < SLOWEST; i++) {
            departure.recent[i] = in.readDouble();
        }
        if (departure.seen >= LEARNT_FROM) {
            departure.first = null;
        }
        for (int pace = 0; pace < PACES.length; pace++) {
            if (departure.first != null) {
                for (int i = 0; i < departure.seen; i++) {
                    departure.first[pace][i] = in.readDouble();
                }
            } else {
                departure.above[pace] = Tail.read(in);
                departure.below[pace] = Tail.read(in);
            }
        }
        return departure;
    }
}
