package io.zol0.alerts;

import java.time.Duration;
import java.util.List;

/** The figures of one moment, by which all rules are judged together; what was worked out for one is there for the next. */
interface Readout {
    Duration HOUR = Duration.ofHours(1);

    /**
     * A value that a rule judges.
     *
     * @param calls how many calls it is made of
     * @param plain of a score what it is the score of; else the same
     */
    record Figure(double value, long calls, double plain) {
        Figure(double value, long calls) {
            this(value, calls, value);
        }

        /** There is none. */
        static final Figure NONE = new Figure(Double.NaN, 0);
    }

    /** Everything that a measure can be judged for now; the same list for the same question. */
    List<Target> targets(Measure measure, Breadth breadth, Duration window);

    Figure figure(Measure measure, Target target, Duration window);

    /** How many calls or figures came within a window, with how many came within the last hour. */
    default Figure presence(Measure measure, Target target, Duration window) {
        return Figure.NONE;
    }

    /** How many times as fast as it may an error budget burns over both windows of a rule, with the calls of the long one. */
    default Figure burn(Rule rule, Target target) {
        return Figure.NONE;
    }

    /** What a rule is judged by for a target. */
    default Figure judged(Rule rule, Target target) {
        return switch (rule.kind()) {
            case THRESHOLD -> figure(rule.measure(), target, rule.window());
            case ABSENCE -> presence(rule.measure(), target, rule.window());
            case BURN_RATE -> burn(rule, target);
            case ANOMALY -> {
                Figure plain = figure(rule.measure(), target, Watchdogs.STEP);
                yield new Figure(score(rule.measure(), target, rule.window()), plain.calls(), plain.value());
            }
        };
    }

    /** What a rule can be judged for: of something missing everything that was there within the last hour. */
    default List<Target> targets(Rule rule) {
        return targets(rule.measure(), rule.breadth(), rule.kind() == RuleKind.ABSENCE ? HOUR : rule.window());
    }

    /** How unusual the newest value is, from 0 to 1; not a number where that cannot be told. */
    default double score(Measure measure, Target target, Duration window) {
        return Double.NaN;
    }
}
