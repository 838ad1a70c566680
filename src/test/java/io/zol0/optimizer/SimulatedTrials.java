package io.zol0.optimizer;

import io.zol0.optimizer.Calibration.Scored;
import io.zol0.optimizer.TrialCourse.Judgement;
import io.zol0.optimizer.TrialCourse.Piece;
import io.zol0.optimizer.TrialCourse.Plan;
import io.zol0.optimizer.TrialCourse.Say;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Advice of which some is right, some makes no difference and some does harm (latency or failures that are injected), predicted with an
 * error that is known and tried in slices whose traffic has moods; judged by the production {@link TrialCourse}, scored by the
 * production {@link Calibration}, against what is true.
 */
final class SimulatedTrials {
    private static final int LOOKS = 20;
    private static final int MOST_PAIRS = 40;
    private static final int SLICES_BEFORE = 2;
    /** Each trial has a randomness of its own, so that what is drawn next does not depend on how one ends. */
    private static final long FIRST_RUN = 1_000;

    private final int trials;
    private final double mood;
    private final double harmful;
    private final double useless;
    private final double predictionError;

    /**
     * What came of it.
     *
     * @param falseKeeps share of what was kept that was not better
     * @param harmStopped share of the harmful that were stopped within a slice or 200 calls
     * @param falseStops share of the harmless that were stopped for harm
     * @param brier of the corrected predictions, in the order of time
     * @param brierRaw without the correction
     * @param brierOfTheMean of who always says the share that is kept
     */
    record Result(
            int kept,
            double falseKeeps,
            int harmful,
            double harmStopped,
            double falseStops,
            double undecided,
            double brier,
            double brierRaw,
            double brierOfTheMean) {}

    SimulatedTrials(int trials, Random constants) {
        this.trials = trials;
        this.mood = 0.05 + 0.1 * constants.nextDouble();
        this.harmful = 0.03 + 0.05 * constants.nextDouble();
        this.useless = 0.1 + 0.2 * constants.nextDouble();
        this.predictionError = 0.02 + 0.03 * constants.nextDouble();
    }

    Result run(long seed) {
        Random random = Seeds.of(seed, 0);
        List<Scored> raw = new ArrayList<>();
        List<Scored> corrected = new ArrayList<>();
        int kept = 0;
        int falseKeeps = 0;
        int harms = 0;
        int stoppedInTime = 0;
        int falseStops = 0;
        int undecided = 0;
        for (int done = 0; done < trials; ) {
            Drawn drawn = draw(random);
            if (drawn == null) {
                continue;
            }
            done++;
            double better = drawn.better();
            boolean isHarmful = drawn.harmful();
            double probability = drawn.probability();
            Outcome outcome = run(Seeds.of(seed, FIRST_RUN + done), drawn, better, isHarmful);
            boolean keep = outcome.judgement().say() == Say.BETTER;
            Calibration calibration = new Calibration(raw);
            corrected.add(new Scored(calibration.corrected(probability), keep));
            raw.add(new Scored(probability, keep));
            if (keep) {
                kept++;
                falseKeeps += better <= 0 || isHarmful ? 1 : 0;
            }
            boolean harm = outcome.judgement().say() == Say.HARM;
            if (isHarmful) {
                harms++;
                stoppedInTime += harm && (outcome.trialCalls() <= 200 || outcome.trialSlices() <= 1) ? 1 : 0;
            } else {
                falseStops += harm ? 1 : 0;
            }
            undecided += outcome.judgement().say() == Say.NO_DIFFERENCE ? 1 : 0;
        }
        double share = kept / (double) trials;
        return new Result(
                kept,
                kept == 0 ? 0 : falseKeeps / (double) kept,
                harms,
                harms == 0 ? 1 : stoppedInTime / (double) harms,
                falseStops / (double) Math.max(1, trials - harms),
                undecided / (double) trials,
                Calibration.brier(corrected),
                Calibration.brier(raw),
                share * (1 - share));
    }

    /** What is tried; {@code better} and {@code harmful} are what nobody knows. */
    private record Drawn(
            double before,
            double better,
            double error,
            double predicted,
            boolean harmful,
            int calls,
            int pairs,
            double probability) {}

    /** Null where it is not worth a trial. */
    private @Nullable Drawn draw(Random random) {
        double before = 0.1 + 0.7 * random.nextDouble();
        double better = better(random, before);
        double error = predictionError * (0.5 + random.nextDouble());
        double predicted = better + error * random.nextGaussian();
        if (predicted < 0.1 * before) {
            return null;
        }
        boolean isHarmful = random.nextDouble() < harmful;
        int calls = 100 + random.nextInt(400);
        double deviation =
                Math.hypot(TrialCourse.deviation(before, before - predicted, calls), Math.sqrt(2) * mood * before);
        int pairs = TrialCourse.pairsNeeded(Math.max(predicted / 2, predicted - 1.64 * error), deviation, MOST_PAIRS);
        double probability = Math.clamp(TrialCourse.chanceOfBetter(predicted, error, deviation, pairs), 0.02, 0.98);
        return probability < TrialCourse.LEAST_CHANCE
                ? null
                : new Drawn(before, better, error, predicted, isHarmful, calls, pairs, probability);
    }

    private double better(Random random, double before) {
        return random.nextDouble() < useless
                ? 0
                : before * (random.nextDouble() < 0.15 ? -0.4 : 0.7) * random.nextDouble();
    }

    /**
     * The Brier score of who knows how all this is drawn and foresees what can be foreseen of a trial, by trying each again with what
     * its prediction leaves open drawn anew: nobody can do better but by luck.
     */
    double bestBrier(long seed, int draws) {
        Random random = Seeds.of(seed, 0);
        Random again = Seeds.of(seed, 1);
        double sum = 0;
        for (int done = 0; done < trials; ) {
            Drawn drawn = draw(random);
            if (drawn == null) {
                continue;
            }
            done++;
            int kept = 0;
            for (int i = 0; i < draws; i++) {
                double better;
                double off;
                do {
                    better = better(again, drawn.before());
                    off = (drawn.predicted() - better) / drawn.error();
                } while (again.nextDouble() >= Math.exp(-off * off / 2));
                Outcome outcome = run(again, drawn, better, again.nextDouble() < harmful);
                kept += outcome.judgement().say() == Say.BETTER ? 1 : 0;
            }
            double share = kept / (double) draws;
            // Without bias (Bessel).
            sum += share * (1 - share) * draws / (draws - 1);
        }
        return sum / trials;
    }

    private record Outcome(Judgement judgement, long trialCalls, int trialSlices) {}

    private Outcome run(Random random, Drawn drawn, double better, boolean harm) {
        double before = drawn.before();
        int calls = drawn.calls();
        Plan plan = new Plan(drawn.pairs(), 0, Plan.USUAL_TOLERANCE, TtlChoice.USUAL_BUDGET);
        boolean slow = random.nextBoolean();
        double strength = 0.08 + 0.2 * random.nextDouble();
        Piece hour = hourBefore(random, calls);
        List<Piece> pieces = new ArrayList<>();
        long trialCalls = 0;
        int trialSlices = 0;
        for (int slice = 0; ; slice++) {
            boolean trial = TrialCourse.isTrial(slice);
            trialSlices += trial ? 1 : 0;
            double now = Math.max(0.2, 1 + mood * random.nextGaussian());
            double aim = Math.clamp((trial ? before - better : before) * now, 0, 1);
            double failed = 0.01 * now + (trial && harm && !slow ? strength : 0);
            double late = 0.01 * now + (trial && harm && slow ? strength : 0);
            Piece piece = new Piece(trial, false, 0, 0, 0, 0, 0, 0, 0, 0);
            for (int look = 1; look <= LOOKS; look++) {
                int each = Math.max(1, calls / LOOKS);
                piece = new Piece(
                        trial,
                        look == LOOKS,
                        piece.calls() + each,
                        piece.failed() + hits(random, each, failed),
                        0,
                        piece.slow() + hits(random, each, late),
                        0,
                        0,
                        piece.aimCount() + hits(random, each, aim),
                        piece.aimOf() + each);
                trialCalls += trial ? each : 0;
                List<Piece> all = new ArrayList<>(pieces);
                all.add(piece);
                Judgement judgement = TrialCourse.judge(plan, hour, all);
                if (judgement.say() != Say.GO_ON) {
                    return new Outcome(judgement, trialCalls, trialSlices);
                }
            }
            pieces.add(piece);
        }
    }

    /** The hour before, as it is measured before a trial: two slices' calls, for none is longer than half an hour. */
    private Piece hourBefore(Random random, int calls) {
        int of = 0;
        int failed = 0;
        int late = 0;
        for (int slice = 0; slice < SLICES_BEFORE; slice++) {
            double now = Math.max(0.2, 1 + mood * random.nextGaussian());
            of += calls;
            failed += hits(random, calls, 0.01 * now);
            late += hits(random, calls, 0.01 * now);
        }
        return new Piece(false, true, of, failed, 0, late, 0, 0, 0, 0);
    }

    private static int hits(Random random, int calls, double share) {
        int hits = 0;
        for (int i = 0; i < calls; i++) {
            hits += random.nextDouble() < share ? 1 : 0;
        }
        return hits;
    }
}
