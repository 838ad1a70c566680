package io.zol0.optimizer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * What a TTL does to an endpoint: the share of requests answered from the store, and of these the share that is outdated, both as
 * functions of the TTL; and the TTL that is as long as the budget of outdated answers allows.
 *
 * <p>The chance that an answer of an age is outdated is {@link ChangeRate}'s, the ages at which answers are served are
 * {@link Revisits}'. What is chosen is the TTL that with the highest probability keeps the budget and has at least {@link #HITS} of the
 * hits of the longest TTL that does, and that is as likely as not to keep the budget: where a shorter one costs hardly any hits it is
 * careful, where each second counts it is close. Serving stale while fetching another answer lets nobody wait but serves older answers; it
 * is chosen where, within the same budget, it costs no more than {@link #DEARER} of the fetches.
 */
final class TtlChoice {
    /** Share of answers from the store that may be outdated where nobody said another. */
    static final double USUAL_BUDGET = 0.01;

    /** Requests without which nothing is said. */
    static final int LEAST = 30;

    /** Standard deviations, where nothing else makes a choice careful: 19 of 20 cases. */
    private static final double CAUTION = 1.645;

    private static final double HITS = 0.95;

    /** A probability by so much higher is not worth a shorter TTL. */
    private static final double AS_GOOD = 0.005;

    private static final int EACH_DOUBLING = 32;
    private static final int DOWN = 3 * EACH_DOUBLING;
    private static final int UP = EACH_DOUBLING;
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
        List<Likely.Longest> possible = changes.longest(budget);
        if (possible.isEmpty()) {
            return choose(budget, CAUTION);
        }
        Revisits.Curve careful = careful(0);
        double limit = longest(budget, fresh -> 0, careful);
        return choose(budget, careful, limit, limit < SHORTEST ? 1 : surest(possible, limit) / limit);
    }

    Choice choose(double budget, double caution) {
        Revisits.Curve careful = careful(caution);
        return choose(budget, careful, longest(budget, fresh -> 0, careful), 1);
    }

    /** The TTL up to a limit that most probably keeps the budget and has the hits; of those that are as good the longest. */
    private double surest(List<Likely.Longest> possible, double limit) {
        // They are for answers that are served at all ages alike; requests have their own.
        double scale = longest(USUAL_BUDGET, fresh -> 0, likely) / changes.longestLikely();
        double[] seconds = new double[possible.size()];
        double[] upTo = new double[seconds.length + 1];
        for (int i = 0; i < seconds.length; i++) {
            seconds[i] = Math.floor(Math.max(1, possible.get(i).seconds() * scale));
            upTo[i + 1] = upTo[i] + possible.get(i).probability();
        }
        double[] hits = new double[DOWN + UP + 1];
        for (int i = 0; i < hits.length; i++) {
            hits[i] = revisits.hits(Math.floor(at(limit, i - DOWN)));
        }
        double best = limit;
        double highest = -1;
        int same = hits.length - 1;
        for (int i = DOWN; i >= 0 && at(limit, i - DOWN) >= SHORTEST; i--) {
            while (same > i && hits[same] * HITS > hits[i]) {
                same--;
            }
            double most = same == hits.length - 1 ? Double.POSITIVE_INFINITY : Math.floor(at(limit, same + 1 - DOWN));
            double probability = upTo[first(seconds, most)] - upTo[first(seconds, Math.floor(at(limit, i - DOWN)))];
            if (probability > highest + AS_GOOD) {
                highest = probability;
                best = at(limit, i - DOWN);
            }
        }
        return best;
    }

    /** Place of the first that is not below a value. */
    private static int first(double[] sorted, double value) {
        int place = Arrays.binarySearch(sorted, value);
        if (place < 0) {
            return -place - 1;
        }
        while (place > 0 && sorted[place - 1] >= value) {
            place--;
        }
        return place;
    }

    private static double at(double limit, int step) {
        return limit * Math.pow(2, (double) step / EACH_DOUBLING);
    }

    /** The longest by a curve, or so much shorter. */
    private Choice choose(double budget, Revisits.Curve careful, double longest, double shorter) {
        double plain = shorter * longest;
        if (plain < SHORTEST) {
            return new Choice(Way.NONE, Duration.ZERO, Duration.ZERO, effect(Duration.ZERO, Duration.ZERO));
        }
        double ttl = Math.floor(plain);
        double fetches = revisits.serve(ttl, 0, likely).fetches();
        double refreshed = shorter * longest(budget, fresh -> fresh, careful);
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
