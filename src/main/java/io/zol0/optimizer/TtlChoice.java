package io.zol0.optimizer;

import java.time.Duration;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * What a TTL does to an endpoint: the share of requests answered from the store, and of these the share that is outdated, both as
 * functions of the TTL; and the TTL that is as long as the budget of outdated answers allows.
 *
 * <p>The chance that an answer of an age is outdated is {@link ChangeRate}'s, the ages at which answers are served are
 * {@link Revisits}'. A choice keeps the budget in 19 of 20 cases: the curve is taken {@link #CAUTION} standard deviations
 * faster than estimated. Serving stale while fetching another answer lets nobody wait but serves older answers; it is chosen where,
 * within the same budget, it costs no more than {@link #DEARER} of the fetches.
 */
final class TtlChoice {
    /** Share of answers from the store that may be outdated where nobody said another. */
    static final double USUAL_BUDGET = 0.01;

    /** Requests without which nothing is said. */
    static final int LEAST = 30;

    private static final double CAUTION = 1.8;
    private static final double DEARER = 1.02;
    private static final double SHORTEST = 1;
    private static final double LONGEST = Duration.ofDays(7).toSeconds();

    private final ChangeRate changes;
    private final Revisits revisits;
    private final Revisits.Curve likely;
    private final Revisits.Curve atLeast;
    private final Revisits.Curve atMost;

    private TtlChoice(ChangeRate changes, Revisits revisits) {
        this.changes = changes;
        this.revisits = revisits;
        this.likely = revisits.curve(changes::changedAfter);
        this.atLeast =
                revisits.curve(changes.shape() == ChangeRate.Shape.STILL ? age -> 0 : changes::changedAfterAtLeast);
        this.atMost = revisits.curve(changes::changedAfterAtMost);
    }

    /** How an answer is kept. */
    enum Way {
        /** Fetched before, or while the caller waits. */
        NONE,
        /** Kept for the TTL. */
        TTL,
        /** Kept for the TTL, and given for as long again while another is fetched. */
        STALE_WHILE_REVALIDATE
    }

    /**
     * What is to be expected.
     *
     * @param hits share of requests answered from the store
     * @param fetches share of requests that cause a fetch
     * @param outdated share of the answers from the store that the upstream would not give any more
     * @param outdatedLow lower end of the 95 % interval of that
     * @param outdatedHigh upper end
     */
    record Effect(double hits, double fetches, double outdated, double outdatedLow, double outdatedHigh) {}

    /** A way to keep the endpoint's answers, and what is to be expected of it. */
    record Choice(Way way, Duration ttl, Duration stale, Effect effect) {}

    /** Empty where there is not enough data. */
    static Optional<TtlChoice> of(Optional<ChangeRate> changes, Revisits revisits) {
        return revisits.requests() < LEAST ? Optional.empty() : changes.map(rate -> new TtlChoice(rate, revisits));
    }

    /** What is to be expected of a TTL, with stale answers for so long after it. */
    Effect effect(Duration ttl, Duration stale) {
        double fresh = ttl.toNanos() / 1e9;
        double more = stale.toNanos() / 1e9;
        Revisits.Served served = revisits.serve(fresh, more, likely);
        return new Effect(
                served.hits(),
                served.fetches(),
                served.outdatedOfHits(),
                revisits.serve(fresh, more, atLeast).outdatedOfHits(),
                revisits.serve(fresh, more, atMost).outdatedOfHits());
    }

    /**
     * The longest TTL, in whole seconds from one second to a week, that keeps the share of outdated answers within the budget;
     * {@link Way#NONE} where one second is too long already.
     *
     * @param budget share of the answers from the store, above 0 and below 1
     */
    Choice choose(double budget) {
        return choose(budget, CAUTION);
    }

    Choice choose(double budget, double caution) {
        Revisits.Curve careful = careful(caution);
        double plain = longest(budget, fresh -> 0, careful);
        if (plain < SHORTEST) {
            return new Choice(Way.NONE, Duration.ZERO, Duration.ZERO, effect(Duration.ZERO, Duration.ZERO));
        }
        double ttl = Math.floor(plain);
        double fetches = revisits.serve(ttl, 0, likely).fetches();
        double refreshed = longest(budget, fresh -> fresh, careful);
        if (refreshed >= SHORTEST) {
            double fresh = Math.floor(refreshed);
            if (revisits.serve(fresh, fresh, likely).fetches() <= fetches * DEARER) {
                Duration of = Duration.ofSeconds((long) fresh);
                return new Choice(Way.STALE_WHILE_REVALIDATE, of, of, effect(of, of));
            }
        }
        Duration of = Duration.ofSeconds((long) ttl);
        return new Choice(Way.TTL, of, Duration.ZERO, effect(of, Duration.ZERO));
    }

    /**
     * The longest TTL within the budget where nobody shall wait for a fetch: answers are given for as long again while another is
     * fetched, and at least for as long as they are now; {@link Way#NONE} where one second is too long already.
     *
     * @param kept for how long past its freshness an answer is given now
     */
    Choice chooseStale(double budget, Duration kept) {
        double seconds = kept.toNanos() / 1e9;
        double longest = longest(budget, ttl -> Math.max(ttl, seconds), careful(CAUTION));
        Duration of = Duration.ofSeconds((long) Math.floor(longest));
        Duration stale = of.compareTo(kept) > 0 ? of : kept;
        return longest < SHORTEST
                ? new Choice(Way.NONE, Duration.ZERO, Duration.ZERO, effect(Duration.ZERO, Duration.ZERO))
                : new Choice(Way.STALE_WHILE_REVALIDATE, of, stale, effect(of, stale));
    }

    private Revisits.Curve careful(double caution) {
        return revisits.curve(age -> changes.changedAfter(age, caution));
    }

    private double longest(double budget, DoubleUnaryOperator stale, Revisits.Curve careful) {
        if (!keeps(SHORTEST, stale, budget, careful)) {
            return 0;
        }
        if (keeps(LONGEST, stale, budget, careful)) {
            return LONGEST;
        }
        double low = SHORTEST;
        double high = LONGEST;
        for (int i = 0; i < 14; i++) {
            double middle = Math.sqrt(low * high);
            if (keeps(middle, stale, budget, careful)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean keeps(double ttl, DoubleUnaryOperator stale, double budget, Revisits.Curve careful) {
        return revisits.serve(ttl, stale.applyAsDouble(ttl), careful).outdatedOfHits() <= budget;
    }
}
