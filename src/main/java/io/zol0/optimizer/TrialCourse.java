package io.zol0.optimizer;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the slices of a trial say so far: go on, harm, better, worse, or that no difference can be shown. It is computed from the slices
 * alone, so that it may be asked after every call and again after a restart, and says the same.
 *
 * <p>Slices come in pairs, one with the advice and one without, in the order of {@link #isTrial}: without, with, with, without, so that
 * what drifts in time falls on both alike. What is to become less is compared by pairs ({@link SequentialTest.Pairs}); what must
 * not become more, by calls, while a slice still runs ({@link SequentialTest.Harm}). Harm has to be proven and to be
 * {@link Plan#tolerated} more, as a proof alone may be of a difference that nobody would notice.
 */
final class TrialCourse {
    /** Chance of taking advice back for harm that it does not do, for each guard. */
    static final double HARM_ALPHA = 0.0025;

    /** Chance of calling a difference what is none. */
    static final double VERDICT_ALPHA = 0.05;

    private TrialCourse() {}

    /** What must not become more. */
    enum Guard {
        FAILED("calls that failed"),
        REFUSED("calls that the provider refused"),
        SLOW("calls slower than 99 in 100 were before"),
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
        static final double USUAL_TOLERANCE = 0.003;
    }

    /**
     * What is said, and why.
     *
     * @param guard that broke; null where none did
     * @param effect by how much the aim is more with the advice, as a share: below 0 is better
     * @param pairs that are over
     */
    record Judgement(Say say, @Nullable Guard guard, SequentialTest.Interval effect, int pairs, int needed) {}

    /** Whether the advice is in force in a slice, the first being 0. */
    static boolean isTrial(int slice) {
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
        return effect == 0 ? most : (int) Math.min(most, SequentialTest.pairs(effect, VERDICT_ALPHA, 0.8));
    }

    /** Standard deviation of the difference of a share within a pair of slices of so many calls, where calls are by chance. */
    static double deviation(double share, double expectedShare, double callsInSlice) {
        return Math.sqrt((share * (1 - share) + expectedShare * (1 - expectedShare)) / Math.max(1, callsInSlice));
    }

    /** @param pieces usable slices in the order of {@link #isTrial}; the last may still run */
    static Judgement judge(Plan plan, List<Piece> pieces) {
        SequentialTest.Pairs pairs = new SequentialTest.Pairs(VERDICT_ALPHA, plan.pairs());
        for (int i = 0; i + 1 < pieces.size(); i += 2) {
            Piece one = pieces.get(i);
            Piece other = pieces.get(i + 1);
            if (one.over() && other.over() && one.aimOf() > 0 && other.aimOf() > 0) {
                double first = one.aimCount() / one.aimOf();
                double second = other.aimCount() / other.aimOf();
                pairs.add(one.trial() ? first - second : second - first);
            }
        }
        SequentialTest.Interval effect = pairs.interval();
        int count = (int) pairs.count();
        Guard broken = broken(plan, pieces);
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

    private static @Nullable Guard broken(Plan plan, List<Piece> pieces) {
        List<Piece[]> pairs = comparable(pieces);
        Map<Guard, SequentialTest.Harm> harms = new EnumMap<>(Guard.class);
        for (Guard guard : Guard.values()) {
            SequentialTest.Harm harm = harms.computeIfAbsent(guard, g -> new SequentialTest.Harm(HARM_ALPHA));
            for (Piece[] pair : pairs) {
                long trial = pair[1].all(guard);
                long control = pair[0].all(guard);
                if (trial > 0 && control > 0) {
                    double share = (double) trial / (trial + control);
                    harm.add(share, trial, pair[1].of(guard), control, pair[0].of(guard));
                }
            }
            if (guard != Guard.OUTDATED
                    && harm.isProvenNow()
                    && harm.trialShare() > harm.otherShare() + plan.tolerated()) {
                return guard;
            }
        }
        SequentialTest.Above above = new SequentialTest.Above(Math.clamp(plan.budget(), 1e-6, 0.99), HARM_ALPHA);
        pieces.stream().filter(Piece::trial).forEach(piece -> above.add(piece.served(), piece.outdated()));
        return above.isProven() ? Guard.OUTDATED : null;
    }

    /** Each slice with the advice beside the one without of its pair; while that has not come, beside the last one that was. */
    private static List<Piece[]> comparable(List<Piece> pieces) {
        List<Piece[]> pairs = new ArrayList<>();
        Piece lastControl = null;
        for (int i = 0; i < pieces.size(); i += 2) {
            Piece one = pieces.get(i);
            Piece other = i + 1 < pieces.size() ? pieces.get(i + 1) : null;
            Piece trial = one.trial() ? one : other;
            Piece control = one.trial() ? other : one;
            boolean young = control == null || (!control.over() && lastControl != null);
            Piece beside = young ? lastControl : control;
            if (trial != null && beside != null) {
                pairs.add(new Piece[] {beside, trial});
            }
            if (control != null && control.over()) {
                lastControl = control;
            }
        }
        return pairs;
    }
}
