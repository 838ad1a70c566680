package io.zol0.optimizer;

import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the slices of a trial say so far: go on, harm, better, worse, or that no difference can be shown. It is computed from the slices
 * alone, so that it may be asked after every call and again after a restart, and says the same.
 *
 * <p>Slices come in pairs, one with the advice and one without, in the order of {@link #isTrial}, so that what drifts in time falls on
 * both alike. What is to become less is compared by pairs ({@link SequentialTest.Pairs}); what must not become more, by calls, while
 * a slice still runs ({@link SequentialTest.Harm}). Harm has to be proven and to be {@link Plan#tolerated} more, as a proof alone may
 * be of a difference that nobody would notice.
 *
 * <p>A first slice with the advice has little beside it to be held against, so that the hour before counts as well: the evidence is the
 * mean of that against the slices alone and of that against slices and hour together, which has the same level, as the mean of two
 * martingales is one. Where the provider has got worse since that hour, with the advice and without it, the second speaks for a harm
 * that it does not do; so the slices alone have to speak for it too, at {@link #VERDICT_ALPHA}.
 */
final class TrialCourse {
    /** Chance of taking advice back for harm that it does not do, for each guard. */
    static final double HARM_ALPHA = 0.005;

    /** Advice with a smaller {@link #chanceOfBetter} is not worth the traffic of a trial. */
    static final double LEAST_CHANCE = 0.6;

    /** Chance to see what was expected, if it is there. */
    private static final double POWER = 0.95;

    private static final Piece NOTHING = new Piece(false, true, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Chance of calling a difference what is none. */
    static final double VERDICT_ALPHA = 0.05;

    private TrialCourse() {}

    /** What must not become more. */
    enum Guard {
        FAILED("calls that failed"),
        REFUSED("calls that the provider refused"),
        SLOW("calls that took too long"),
        OUTDATED("answers that were outdated");

        private final String words;

        Guard(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** What the slices say. */
    enum Say {
        GO_ON,
        HARM,
        BETTER,
        WORSE,
        NO_DIFFERENCE
    }

    /**
     * A slice, or as much of it as is over.
     *
     * @param trial whether the advice was in force
     * @param over whether the slice has ended
     * @param outdated answers from the store that the upstream would not have given any more
     * @param served answers from the store
     * @param aimCount of what is to become less
     * @param aimOf of what could be so
     */
    record Piece(
            boolean trial,
            boolean over,
            long calls,
            double failed,
            double refused,
            double slow,
            double outdated,
            double served,
            double aimCount,
            double aimOf) {
        double of(Guard guard) {
            return switch (guard) {
                case FAILED -> failed;
                case REFUSED -> refused;
                case SLOW -> slow;
                case OUTDATED -> outdated;
            };
        }

        long all(Guard guard) {
            return guard == Guard.OUTDATED ? Math.round(served) : calls;
        }
    }

    /**
     * How it was planned.
     *
     * @param pairs of slices after which it ends
     * @param least by how much the aim, a share, has to become less to be worth keeping; 0 or more
     * @param tolerated share of calls that may be bad more than beside the trial
     * @param budget share of answers from the store that may be outdated
     */
    record Plan(int pairs, double least, double tolerated, double budget) {
        static final double USUAL_TOLERANCE = 0.005;
    }

    /**
     * What is said, and why.
     *
     * @param guard that broke; null where none did
     * @param effect by how much the aim is more with the advice, as a share: below 0 is better
     * @param pairs that are over
     */
    record Judgement(Say say, @Nullable Guard guard, SequentialTest.Interval effect, int pairs, int needed) {}

    /**
     * Whether the advice is in force in a slice, the first being 0. The first eight take turns, beginning without it and then with it, so
     * that it is not in force twice before as much is known without it; after them come blocks of without, with, with, without. Either
     * way as many pairs begin with it as without it.
     */
    static boolean isTrial(int slice) {
        if (slice < 8) {
            return (slice & 1) == (slice < 4 ? 1 : 0);
        }
        return switch (slice & 3) {
            case 0, 3 -> false;
            default -> true;
        };
    }

    /**
     * Pairs to plan for.
     *
     * @param expected by how much the aim is expected to change, a share
     * @param deviation standard deviation of the difference within a pair
     */
    static int pairsNeeded(double expected, double deviation, int most) {
        double effect = Math.abs(expected) / Math.max(deviation, 1e-9);
        return effect == 0 ? most : (int) Math.min(most, SequentialTest.pairs(effect, VERDICT_ALPHA, POWER));
    }

    /**
     * The probability that a trial of so many pairs says {@link Say#BETTER}, if nothing breaks.
     *
     * @param expected by how much the aim is expected to become less, a share above 0
     * @param error standard deviation of that expectation
     * @param deviation standard deviation of the difference within a pair
     */
    static double chanceOfBetter(double expected, double error, double deviation, int pairs) {
        double needed = deviation * SequentialTest.halfWidth(pairs, VERDICT_ALPHA);
        return Normal.below((expected - needed) / Math.hypot(Math.max(error, 1e-9), deviation / Math.sqrt(pairs)));
    }

    /** Standard deviation of the difference of a share within a pair of slices of so many calls, where calls are by chance. */
    static double deviation(double share, double expectedShare, double callsInSlice) {
        double now = Math.clamp(share, 0, 1);
        double then = Math.clamp(expectedShare, 0, 1);
        return Math.sqrt((now * (1 - now) + then * (1 - then)) / Math.max(1, callsInSlice));
    }

    /** The same where nothing is known of before. */
    static Judgement judge(Plan plan, List<Piece> pieces) {
        return judge(plan, NOTHING, pieces);
    }

    /**
     * @param before what happened before the first slice; of no calls where nothing is known of it
     * @param pieces usable slices in the order of {@link #isTrial}; the last may still run
     */
    static Judgement judge(Plan plan, Piece before, List<Piece> pieces) {
        SequentialTest.Pairs pairs = new SequentialTest.Pairs(VERDICT_ALPHA, plan.pairs());
        for (int i = 0; i + 1 < pieces.size(); i += 2) {
            Piece one = pieces.get(i);
            Piece other = pieces.get(i + 1);
            boolean isPair = one.trial() != other.trial() && one.over() && other.over();
            if (isPair && one.aimOf() > 0 && other.aimOf() > 0) {
                double first = one.aimCount() / one.aimOf();
                double second = other.aimCount() / other.aimOf();
                pairs.add(one.trial() ? first - second : second - first);
            }
        }
        SequentialTest.Interval effect = pairs.interval();
        int count = (int) pairs.count();
        Guard broken = broken(plan, before, pieces);
        Say say;
        if (broken != null) {
            say = Say.HARM;
        } else if (effect.isBelow(-plan.least())) {
            say = Say.BETTER;
        } else if (effect.isAbove(0)) {
            say = Say.WORSE;
        } else {
            say = count >= plan.pairs() ? Say.NO_DIFFERENCE : Say.GO_ON;
        }
        return new Judgement(say, broken, effect, count, plan.pairs());
    }

    /** All slices so far against one another: single pairs would use a control that was lucky twice while its pair is not over. */
    private static @Nullable Guard broken(Plan plan, Piece before, List<Piece> pieces) {
        for (Guard guard : EnumSet.complementOf(EnumSet.of(Guard.OUTDATED))) {
            long trial = 0;
            long control = 0;
            double trialBad = 0;
            double controlBad = 0;
            for (Piece piece : pieces) {
                trial += piece.trial() ? piece.all(guard) : 0;
                control += piece.trial() ? 0 : piece.all(guard);
                trialBad += piece.trial() ? piece.of(guard) : 0;
                controlBad += piece.trial() ? 0 : piece.of(guard);
            }
            if (trial > 0 && control > 0) {
                SequentialTest.Harm beside = harm(trial, trialBad, control, controlBad);
                SequentialTest.Harm withBefore =
                        harm(trial, trialBad, control + before.all(guard), controlBad + before.of(guard));
                boolean proven = (beside.evidence() + withBefore.evidence()) / 2 >= 1 / HARM_ALPHA
                        && beside.evidence() >= 1 / VERDICT_ALPHA;
                if (proven && beside.trialShare() > beside.otherShare() + plan.tolerated()) {
                    return guard;
                }
            }
        }
        SequentialTest.Above above = new SequentialTest.Above(Math.clamp(plan.budget(), 1e-6, 0.99), HARM_ALPHA);
        pieces.stream().filter(Piece::trial).forEach(piece -> above.add(piece.served(), piece.outdated()));
        return above.isProven() ? Guard.OUTDATED : null;
    }

    private static SequentialTest.Harm harm(long trial, double trialBad, long control, double controlBad) {
        SequentialTest.Harm harm = new SequentialTest.Harm(HARM_ALPHA);
        harm.add((double) trial / (trial + control), trial, trialBad, control, controlBad);
        return harm;
    }
}
