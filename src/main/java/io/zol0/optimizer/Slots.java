package io.zol0.optimizer;

import java.time.Duration;

/**
 * How a trial is divided: slices without the advice and with it, in the order of {@link TrialCourse#isTrial}; so many that the expected
 * effect shows with a probability of 95 %.
 *
 * @param length of a slice
 * @param washout at its beginning, not counted
 * @param slices most that are needed; a multiple of four
 * @param chance probability that so many show what is expected, if it holds and nothing breaks
 */
record Slots(Duration length, Duration washout, int slices, double chance) {
    static final int BLOCK = 4;

    /** Beyond it a trial would take more than a day or two. */
    static final int MOST = 96;

    /** A slice with fewer calls says little by itself. */
    static final int LEAST_CALLS = 20;

    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final int WASHOUTS = 5;

    /** What the trial of an advice needs, by the last hour. */
    static Slots of(Recommendation recommendation, Meter.Baseline hour, Meter meter) {
        Duration washout = later(Meter.PIECE, recommendation.advice().washout());
        Duration enough = hour.aimedPerSecond() <= 0
                ? LONGEST
                : Duration.ofMillis((long) (LEAST_CALLS / hour.aimedPerSecond() * 1000))
                        .plus(washout);
        Duration wanted = later(SHORTEST, later(washout.multipliedBy(WASHOUTS), enough));
        Duration length = pieces(wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted);
        Duration kept = washout.compareTo(length.dividedBy(2)) > 0 ? length.dividedBy(2) : washout;
        Effect effect = recommendation.effect();
        double calls = Math.max(1, hour.aimedPerSecond() * length.minus(kept).toMillis() / 1e3);
        double byChance = TrialCourse.deviation(effect.now(), effect.expected(), calls);
        double seen = meter.deviation(recommendation.advice(), length) * Math.sqrt(2);
        double deviation = Double.isNaN(seen) ? byChance : Math.max(seen, byChance);
        int pairs = TrialCourse.pairsNeeded(effect.now() - effect.expected(), deviation, MOST / 2);
        int slices = Math.ceilDiv(2 * pairs, BLOCK) * BLOCK;
        int planned = Math.min(MOST, slices);
        double error = (effect.high() - effect.low()) / (2 * 1.96);
        return new Slots(
                length,
                kept,
                planned,
                TrialCourse.chanceOfBetter(effect.now() - effect.expected(), error, deviation, planned / 2));
    }

    /** What is in force in a slot, counted from 0. */
    static Arm arm(int slot) {
        return TrialCourse.isTrial(slot) ? Arm.TRIAL : Arm.CONTROL;
    }

    private static Duration later(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private static Duration pieces(Duration length) {
        long piece = Meter.PIECE.toMillis();
        return Duration.ofMillis(Math.ceilDiv(length.toMillis(), piece) * piece);
    }
}
