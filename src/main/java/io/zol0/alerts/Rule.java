package io.zol0.alerts;

import java.time.Duration;

/**
 * A condition that raises alerts, one for each thing that it is judged for.
 *
 * @param id given by the database; 0 for one that is not kept yet
 * @param shipped key of a rule that came with ZoL0; empty for one that somebody made
 * @param above whether values above the level are bad; else those below
 * @param level where it begins to be bad; of a burn rate, the share of calls that must be fine; of an anomaly, the score
 * @param clear where it is good again; the same as the level or on its good side
 * @param window what a value is made of, 10 s to 1 h
 * @param lasting how long it has to be bad before an alert, and good before its end
 * @param leastCalls fewer calls in the window say nothing
 * @param environment only upstreams of that; empty for any
 * @param upstreamId only that one; 0 for any
 * @param endpoints only what fits the pattern, such as {@code GET /api/v3/*}; empty for any
 * @param caller only that one; empty for any
 * @param version counts the changes, for optimistic locking
 */
public record Rule(
        long id,
        String shipped,
        String name,
        RuleKind kind,
        Measure measure,
        Breadth breadth,
        boolean above,
        double level,
        double clear,
        Duration window,
        Duration lasting,
        long leastCalls,
        Severity severity,
        String environment,
        long upstreamId,
        String endpoints,
        String caller,
        boolean enabled,
        long version) {

    /** Whether a value is beyond the level. */
    boolean isBad(double value) {
        return above ? value > level : value < level;
    }

    /** Whether a value is good again; between the two it is neither. */
    boolean isClear(double value) {
        return above ? value <= clear : value >= clear;
    }

    /** The worse of two values. */
    double worse(double one, double other) {
        return Double.isNaN(one) ? other : Double.isNaN(other) || (one > other) == above ? one : other;
    }

    public Rule withEnabled(boolean now) {
        return new Rule(
                id,
                shipped,
                name,
                kind,
                measure,
                breadth,
                above,
                level,
                clear,
                window,
                lasting,
                leastCalls,
                severity,
                environment,
                upstreamId,
                endpoints,
                caller,
                now,
                version);
    }
}
