package io.zol0.api;

import io.zol0.alerts.Breadth;
import io.zol0.alerts.ErrorBudget;
import io.zol0.alerts.Measure;
import io.zol0.alerts.Rule;
import io.zol0.alerts.RuleKind;
import io.zol0.alerts.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the REST API has it; see {@link Rule} for the fields. What is left out of a request gets its default; name, measure
 * and what it is judged for are needed, and the level unless it is about something missing. Levels are in the unit of the
 * measure: milliseconds, shares from 0 to 1, bytes, something a second. Times by ISO 8601.
 *
 * @param id in answers; a request may leave it out
 * @param shipped key of a rule that came with ZoL0, in answers
 * @param breadth what it is judged for
 * @param lasting how long it has to be bad before an alert
 * @param upstream name of the only upstream; null for any
 */
record RuleBody(
        @Nullable Long id,
        @Nullable String shipped,
        @Nullable String name,
        @Nullable RuleKind kind,
        @Nullable String measure,
        @Nullable Breadth breadth,
        @Nullable Boolean above,
        @Nullable Double level,
        @Nullable Double clear,
        @Nullable Double objective,
        @Nullable Duration window,
        @Nullable Duration lasting,
        @Nullable Long leastCalls,
        @Nullable Severity severity,
        @Nullable String environment,
        @Nullable String upstream,
        @Nullable String endpoints,
        @Nullable String caller,
        @Nullable Boolean enabled) {

    /** What somebody changed of a rule. */
    record Change(Instant at, String who, String text) {}

    /**
     * When a rule would have fired.
     *
     * @param perWeek how often a week at that rate; null where too little is recorded
     * @param firings the newest 200, oldest first
     * @param left how many of what it is about were not looked at
     */
    record Tested(
            Instant from,
            Instant to,
            int count,
            @Nullable Double perWeek,
            String sentence,
            int targets,
            int left,
            List<Firing> firings) {}

    /** One alert that there would have been; without an end it would still be there. */
    record Firing(
            String subject,
            Instant from,
            @Nullable Instant to,
            @Nullable Double worst) {}

    /**
     * What is left of an error budget over 30 days.
     *
     * @param allowed how many of the calls may fail
     * @param left the share that is left; below 0 where it is overspent
     * @param line what was left at the end of each step
     */
    record BudgetLeft(
            String subject,
            double objective,
            long calls,
            long failed,
            double allowed,
            double left,
            Duration recorded,
            String sentence,
            List<LeftAt> line) {
        static BudgetLeft of(ErrorBudget budget) {
            return new BudgetLeft(
                    budget.subject(),
                    budget.objective(),
                    budget.calls(),
                    budget.failed(),
                    budget.allowed(),
                    budget.left(),
                    budget.recorded(),
                    budget.sentence(),
                    budget.line().stream()
                            .map(point -> new LeftAt(point.at(), point.left()))
                            .toList());
        }
    }

    /** The share that was left at a time. */
    record LeftAt(Instant at, double left) {}

    static RuleBody of(Rule rule, String upstream) {
        return new RuleBody(
                rule.id(),
                rule.shipped().isEmpty() ? null : rule.shipped(),
                rule.name(),
                rule.kind(),
                rule.measure().key(),
                rule.breadth(),
                rule.above(),
                rule.level(),
                rule.clear(),
                rule.kind() == RuleKind.BURN_RATE ? rule.objective() : null,
                rule.window(),
                rule.lasting(),
                rule.leastCalls(),
                rule.severity(),
                rule.environment(),
                rule.upstreamId() == 0 ? null : upstream,
                rule.endpoints(),
                rule.caller(),
                rule.enabled());
    }

    /**
     * The rule that it asks for.
     *
     * @param base whose id, key and version it has
     * @throws Unfit where something needed is missing
     */
    Rule toRule(Rule base, long upstreamId, long version, Function<String, Measure> measures) {
        Needs needs = new Needs();
        RuleKind of = kind == null ? RuleKind.THRESHOLD : kind;
        boolean absence = of == RuleKind.ABSENCE;
        double limit = absence ? 1 : needs.of(level, "level", 0.0);
        Rule rule = new Rule(
                base.id(),
                base.shipped(),
                needs.of(name, "name", ""),
                of,
                measures.apply(needs.of(measure, "measure", "calls.errors")),
                needs.of(breadth, "breadth", Breadth.UPSTREAM),
                above == null ? !absence : above,
                limit,
                clear == null ? limit : clear,
                objective == null ? 0 : objective,
                window == null ? Duration.ofMinutes(5) : window,
                lasting == null ? Duration.ofMinutes(1) : lasting,
                leastCalls == null ? 0 : leastCalls,
                severity == null ? Severity.WARNING : severity,
                environment == null ? "" : environment,
                upstreamId,
                endpoints == null ? "" : endpoints,
                caller == null ? "" : caller,
                enabled == null || enabled,
                version);
        needs.requireNoneMissing();
        return rule;
    }
}
