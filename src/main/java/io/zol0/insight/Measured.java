package io.zol0.insight;

import java.util.EnumMap;
import java.util.Map;

/**
 * What was measured for the terms of the health score in a span of time.
 *
 * @param figures of the terms that were measured
 * @param why the others were not
 */
public record Measured(Map<Term, Figure> figures, Map<Term, String> why) {
    /**
     * What was measured for a term.
     *
     * @param words the measurements that the value was made of
     */
    public record Figure(double value, String words) {}

    /** Takes a figure for a term, or why there is none. */
    static final class Gathering {
        private final Map<Term, Figure> figures = new EnumMap<>(Term.class);
        private final Map<Term, String> why = new EnumMap<>(Term.class);

        void add(Term term, double value, String words) {
            if (Double.isFinite(value)) {
                figures.put(term, new Figure(value, words));
            } else {
                why.put(term, "What was measured is not a number.");
            }
        }

        void leaveOut(Term term, String because) {
            why.put(term, because);
        }

        Measured finish() {
            return new Measured(figures, why);
        }
    }
}
