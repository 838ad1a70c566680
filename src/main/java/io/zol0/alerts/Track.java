package io.zol0.alerts;

import java.util.Arrays;

/**
 * What was recorded of one target, as a rule would have been judged by it, at each step of the same grid of time.
 *
 * @param name of the target in a sentence
 * @param values not a number where there was none
 * @param calls that each is made of
 */
@SuppressWarnings("ArrayRecordComponent")
record Track(Target target, String name, double[] values, long[] calls) {
    static Track empty(Target target, String name, int steps) {
        double[] values = new double[steps];
        Arrays.fill(values, Double.NaN);
        return new Track(target, name, values, new long[steps]);
    }
}
