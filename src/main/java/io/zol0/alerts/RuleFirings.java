package io.zol0.alerts;

/**
 * How a rule does.
 *
 * @param now alerts of it that are not over
 * @param lately alerts of it that began within seven days
 */
public record RuleFirings(long now, long lately) {
    public static final RuleFirings NONE = new RuleFirings(0, 0);
}
