package io.zol0.alerts;

/** A rule is not any more as it was when somebody began to change it. */
public final class RuleChanged extends RuntimeException {
    private RuleChanged(String message) {
        super(message);
    }

    static RuleChanged gone(Rule rule) {
        return new RuleChanged("The rule %s was removed meanwhile.".formatted(rule.name()));
    }

    static RuleChanged meanwhile(Rule now) {
        return new RuleChanged("Somebody changed the rule %s meanwhile; look at it as it is now, then change it."
                .formatted(now.name()));
    }
}
