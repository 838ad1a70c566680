package io.zol0.alerts;

import java.time.Duration;

/**
 * A condition that raises alerts, one for each thing that it is judged for.
 *
 * @param id given by the database; 0 for one that is not kept yet
 * @param shipped key of a rule that came with ZoL0; empty for one that somebody made
 * @param above whether values above the level are bad; else those below
 * @param level where it begins to be bad: of an error budget how many times as fast as it may it burns, of an anomaly the
 *     score from 0 to 1, of something missing one figure
 * @param clear where it is good again; the same as the level or on its good side
 * @param objective of an error budget the share of calls that must be fine; else 0
 * @param window what a value is made of, 10 s to 1 h; of an error budget its long window, up to 6 h
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
        double objective,
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

    /** One without an objective: any but that of an error budget. */
    public Rule(
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
        this(
                id,
                shipped,
                name,
                kind,
                measure,
                breadth,
                above,
                level,
                clear,
                0,
                window,
                lasting,
                leastCalls,
                severity,
                environment,
                upstreamId,
                endpoints,
                caller,
                enabled,
                version);
    }

    /** Whether a value is beyond the level. */
    boolean isBad(double value) {
        return above ? value > level : value < level;
    }

    /** Whether a value is good again; between the two it is neither. */
    boolean isClear(double value) {
        return above ? value <= clear : value >= clear;
    }

    /** Its figure in the unit by which it is judged. */
    public Measure judgedMeasure() {
        return measure.as(kind);
    }

    /** A value as the rule judges it, in words with its unit. */
    public String write(double value) {
        return measure.as(kind).write(value);
    }

    /** The worse of two values. */
    double worse(double one, double other) {
        return Double.isNaN(one) ? other : Double.isNaN(other) || (one > other) == above ? one : other;
    }

    /** Of an error budget the short window, which ends the alert soon after the cause is gone: a twelfth of the long one. */
    public Duration shortWindow() {
        return window.dividedBy(12);
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
                objective,
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

    /** The same one from another version on. */
    public Rule withVersion(long other) {
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
                objective,
                window,
                lasting,
                leastCalls,
                severity,
                environment,
                upstreamId,
                endpoints,
                caller,
                enabled,
                other);
    }

    /** What a form for a new one begins with: the share of failed calls of each endpoint. */
    public static Rule draft() {
        return new Rule(
                0,
                "",
                "",
                RuleKind.THRESHOLD,
                Measure.of("calls.errors"),
                Breadth.ENDPOINT,
                true,
                0.05,
                0.03,
                0,
                Duration.ofMinutes(5),
                Duration.ofMinutes(1),
                20,
                Severity.WARNING,
                "",
                0,
                "",
                "",
                true,
                1);
    }
}
