package io.zol0.metrics;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which single calls are asked for.
 *
 * @param from the first time at which they began
 * @param to the time before which they began
 * @param outcomes how they ended; none for any
 * @param caller who called; null for anybody
 * @param order which come first
 * @param after the place of the last call of the page before; null for the first page
 * @param most how many at most, 1 to {@link #MOST}
 */
public record CallQuestion(
        Scope scope,
        Instant from,
        Instant to,
        Set<Outcome> outcomes,
        @Nullable String caller,
        Order order,
        @Nullable CallPlace after,
        int most) {
    /** Most calls of a page. */
    public static final int MOST = 500;

    /** Which calls come first. */
    public enum Order {
        NEWEST,
        SLOWEST
    }

    public CallQuestion {
        if (most < 1 || most > MOST) {
            throw new IllegalArgumentException(most + " calls were asked for, but a page has 1 to " + MOST + ".");
        }
        outcomes = outcomes.isEmpty() ? EnumSet.noneOf(Outcome.class) : EnumSet.copyOf(outcomes);
    }

    /** The newest calls of a scope, however they ended. */
    public static CallQuestion newest(Scope scope, Instant from, Instant to, int most) {
        return new CallQuestion(scope, from, to, Set.of(), null, Order.NEWEST, null, most);
    }

    /** The slowest calls of a scope, however they ended. */
    public static CallQuestion slowest(Scope scope, Instant from, Instant to, int most) {
        return new CallQuestion(scope, from, to, Set.of(), null, Order.SLOWEST, null, most);
    }

    /** The page that comes after a place. */
    public CallQuestion after(CallPlace place) {
        return new CallQuestion(scope, from, to, outcomes, caller, order, place, most);
    }
}
