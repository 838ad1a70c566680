package io.zol0.optimizer;

import java.util.List;
import java.util.Optional;

/** What a trial says by the slices that were kept of it. */
final class Course {
    private Course() {}

    /** The judgement on the slices so far; the one that runs is looked at for harm only. */
    static TrialCourse.Judgement judge(Trial trial) {
        return TrialCourse.judge(
                plan(trial.slicesNeeded() / 2),
                piece(false, true, trial.before()),
                trial.slices().stream()
                        .filter(slice -> slice.usable() && slice.arm() != Arm.WATCH)
                        .map(slice -> piece(slice.arm() == Arm.TRIAL, slice.endedAt() != null, slice.counts()))
                        .toList());
    }

    /** What broke since it was kept, against the time before; empty while nothing did. */
    static Optional<String> regression(Recommendation of, Trial trial) {
        Counts before = trial.total(Arm.CONTROL);
        Counts since = trial.total(Arm.WATCH);
        TrialCourse.Judgement judgement = TrialCourse.judge(
                plan(Integer.MAX_VALUE), List.of(piece(false, true, before), piece(true, false, since)));
        TrialCourse.Guard guard = judgement.guard();
        return guard != null
                ? Optional.of(words(guard, since, before))
                : worse(before, since)
                        ? Optional.of("%s of %s %s since, %s before."
                                .formatted(
                                        Words.percent(since.aim()),
                                        of.effect().aim().of(),
                                        of.effect().aim().what(),
                                        Words.percent(before.aim())))
                        : Optional.empty();
    }

    /** Whether the aim is above what it was without the advice, with the chance of that being wrong. */
    private static boolean worse(Counts before, Counts since) {
        if (before.aimOf() < 1 || since.aimOf() < 1) {
            return false;
        }
        double allowed = Odds.ofShare(before.aim(), before.aimOf()).high() + TrialCourse.Plan.USUAL_TOLERANCE;
        SequentialTest.Above test = new SequentialTest.Above(Math.clamp(allowed, 1e-6, 0.99), TrialCourse.HARM_ALPHA);
        test.add(Math.round(since.aimOf()), since.aimCount());
        return test.isProven();
    }

    /** What broke, with the figures of both sides. */
    static String words(TrialCourse.Guard guard, Counts with, Counts without) {
        TrialCourse.Piece one = piece(true, true, with);
        TrialCourse.Piece other = piece(false, true, without);
        return "%s: %s of %,d with it, %s of %,d without it."
                .formatted(
                        Words.capital(guard.words()),
                        share(one, guard),
                        one.all(guard),
                        share(other, guard),
                        other.all(guard));
    }

    private static String share(TrialCourse.Piece piece, TrialCourse.Guard guard) {
        return piece.all(guard) == 0 ? "none" : Words.percent(piece.of(guard) / piece.all(guard));
    }

    private static TrialCourse.Plan plan(int pairs) {
        return new TrialCourse.Plan(pairs, 0, TrialCourse.Plan.USUAL_TOLERANCE, TtlChoice.USUAL_BUDGET);
    }

    private static TrialCourse.Piece piece(boolean trial, boolean over, Counts counts) {
        return new TrialCourse.Piece(
                trial,
                over,
                counts.calls(),
                counts.failed(),
                counts.refusedByProvider(),
                counts.slow(),
                counts.outdated(),
                counts.served(),
                counts.aimCount(),
                counts.aimOf());
    }
}
