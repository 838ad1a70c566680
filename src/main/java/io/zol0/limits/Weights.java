package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/** Reads what a call weighs from a query field by the table of a cost. */
final class Weights {
    private static final int MOST_DIGITS = 18;

    private Weights() {}

    static long of(Cost cost, LimitedCall call) {
        String field = cost.field();
        return field == null ? cost.weight() : of(cost, call.query(field));
    }

    private static long of(Cost cost, @Nullable CharSequence text) {
        long number = text == null ? -1 : number(text);
        if (number >= 0) {
            for (int i = 0; i < cost.steps().size(); i++) {
                Cost.Step step = cost.steps().get(i);
                if (number <= step.upTo()) {
                    return step.weight();
                }
            }
        }
        return cost.weight();
    }

    /** A whole number of digits only; -1 for anything else. */
    private static long number(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > MOST_DIGITS) {
            return -1;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }
}
