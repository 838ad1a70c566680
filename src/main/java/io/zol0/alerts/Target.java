package io.zol0.alerts;

import io.zol0.metrics.Subject;

/**
 * What a rule is judged for.
 *
 * @param caller empty where it is not about one
 */
record Target(Subject subject, String caller) {
    static final Target WHOLE = new Target(Subject.WHOLE, "");

    static Target of(Subject subject) {
        return new Target(subject, "");
    }

    /** What tells it apart from all others of the rule, in the database too. */
    String key() {
        return subject.kind() + "/" + subject.id() + (caller.isEmpty() ? "" : "/" + caller);
    }
}
