package io.zol0.api;

import io.zol0.catalog.Problem;
import io.zol0.notify.Outcome;
import java.util.function.ToLongFunction;

/** What came of changing channels and routes, as the REST API says it. */
final class Outcomes {
    private Outcomes() {}

    /**
     * What it is now.
     *
     * @param what such as {@code channel number 3}
     * @throws Unfit where something is wrong with it
     * @throws Stale where somebody was faster
     * @throws Missing where it is gone
     */
    static <T> T saved(Outcome<T> outcome, String what, ToLongFunction<T> version) {
        return switch (outcome) {
            case Outcome.Saved<T>(T now) -> now;
            case Outcome.Refused<T>(var flaws) ->
                throw new Unfit(
                        Unfit.Why.SENSE,
                        flaws.stream()
                                .map(flaw -> new Problem(flaw.field(), flaw.sentence()))
                                .toList());
            case Outcome.Stale<T>(T now) -> throw new Stale(what, version.applyAsLong(now));
            case Outcome.Gone<T> gone -> throw new Missing("There is no %s.".formatted(what));
        };
    }
}
