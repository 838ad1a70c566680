package io.zol0.alerts;

/**
 * Something that became of a rule for a target in a round.
 *
 * @param value the last one; not a number where there is none any more
 * @param worst since it began
 * @param calls that the value is made of; 0 where it is not of calls
 * @param badForNanos how long it was bad before it was raised
 * @param plain of a score what it is the score of; else the value
 */
record Turning(
        Kind kind, Rule rule, Target target, double value, double worst, long calls, long badForNanos, double plain) {
    Turning(Kind kind, Rule rule, Target target, double value, double worst, long calls, long badForNanos) {
        this(kind, rule, target, value, worst, calls, badForNanos, value);
    }

    enum Kind {
        BEGAN,
        GOES_ON,
        AGAIN,
        ENDED
    }

    /** What tells its alert apart from all others. */
    String fingerprint() {
        return fingerprint(rule.id(), target.key());
    }

    static String fingerprint(long ruleId, String targetKey) {
        return ruleId + "/" + targetKey;
    }
}
