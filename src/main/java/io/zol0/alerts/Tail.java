package io.zol0.alerts;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * The upper tail of one stream of numbers, from which follows how improbable a number is.
 *
 * <p>Above a threshold that one number in fifty exceeds, the excess is taken as exponential, after the peaks over
 * threshold of extreme value theory (Siffer et al., "Anomaly Detection in Streams with Extreme Value Theory", KDD 2017).
 * The threshold follows the stream by Robbins and Monro's stochastic approximation in steps of the mean excess, so a
 * change of unit changes nothing. A number costs a few operations and the whole is four numbers.
 */
class Tail {
    static final double SHARE = 0.02;

    /** Natural logarithm of a probability; one member must not outvote all the others. */
    static final double MOST = 14;

    /** What is smaller than its surroundings by this factor is taken for an error of floating point. */
    static final double ROUNDING = 1e-9;

    private static final double MEMORY = 2000;
    private static final double EXCEEDING = MEMORY * SHARE;
    private static final double LEAST_EXCEEDING = 3;

    private double threshold;
    private double excess;
    private double seen;
    private double exceeded;

    private Tail() {}

    /** The tail of what was seen first: of the large numbers with the sign 1, of the small ones with -1. */
    static Tail of(double[] first, int sign) {
        double[] sorted = new double[first.length];
        for (int i = 0; i < first.length; i++) {
            sorted[i] = sign * first[i];
        }
        Arrays.sort(sorted);
        Tail tail = new Tail();
        int at = (int) ((1 - SHARE) * (sorted.length - 1));
        tail.threshold = sorted[at];
        tail.seen = sorted.length;
        tail.exceeded = sorted.length - 1 - at;
        for (int above = at + 1; above < sorted.length; above++) {
            tail.excess += (sorted[above] - tail.threshold) / tail.exceeded;
        }
        return tail;
    }

    /** How improbable a number of this size or more is, as minus the logarithm; 0 for all that is usual. */
    double surprise(double number) {
        if (!exceeds(number)) {
            return 0;
        }
        return excess > 0 ? Math.min(MOST, (number - threshold) / excess - Math.log(SHARE)) : MOST;
    }

    /** Clearly, for in whole numbers many are just the threshold, and rounding must not decide. */
    private boolean exceeds(double number) {
        return number - threshold > ROUNDING * (excess + Math.abs(threshold));
    }

    void learn(double number) {
        boolean above = exceeds(number);
        seen = Math.min(seen + 1, MEMORY);
        if (above) {
            exceeded = Math.min(exceeded + 1, EXCEEDING);
            excess += (number - threshold - excess) / Math.max(exceeded, LEAST_EXCEEDING);
        }
        threshold += excess * ((above ? 1 : 0) - SHARE) / (SHARE * seen);
    }

    void write(DataOutput out) throws IOException {
        out.writeDouble(threshold);
        out.writeDouble(excess);
        out.writeDouble(seen);
        out.writeDouble(exceeded);
    }

    static Tail read(DataInput in) throws IOException {
        Tail tail = new Tail();
        tail.threshold = in.readDouble();
        tail.excess = in.readDouble();
        tail.seen = in.readDouble();
        tail.exceeded = in.readDouble();
        return tail;
    }
}
