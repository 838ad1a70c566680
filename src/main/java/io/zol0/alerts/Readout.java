package io.zol0.alerts;

import java.time.Duration;
import java.util.List;

/** The figures of one moment, by which all rules are judged together; what was worked out for one is there for the next. */
interface Readout {
    /** A value, with how many calls it is made of. */
    record Figure(double value, long calls) {
        /** There is none. */
        static final Figure NONE = new Figure(Double.NaN, 0);
    }

    /** Everything that a measure can be judged for now; the same list for the same question. */
    List<Target> targets(Measure measure, Breadth breadth, Duration window);

    Figure figure(Measure measure, Target target, Duration window);

    /** How unusual the newest value is, from 0 to 1; not a number where that cannot be told. */
    default double score(Measure measure, Target target, Duration window) {
        return Double.NaN;
    }
}
