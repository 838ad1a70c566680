package io.zol0.alerts;

import io.zol0.metrics.Subject;
import java.util.List;
import java.util.function.Predicate;

/** Which targets a rule is about. */
interface Fits {
    /** Whether a target is within the rule's environment, upstream, pattern and caller. */
    Predicate<Target> scopeOf(Rule rule);

    /** Those of the targets; may be remembered from the last time. */
    default List<Target> within(Rule rule, Predicate<Target> scope, List<Target> targets) {
        return targets.stream().filter(scope).toList();
    }

    /** Whether what a target is about is still there. */
    default boolean isThere(Target target) {
        return true;
    }

    /** Every target, for what is tried without a catalog. */
    Fits ALL = rule -> target -> rule.upstreamId() == 0
            || target.subject().upstreamId() == rule.upstreamId()
            || target.subject().kind() == Subject.Kind.WHOLE;
}
