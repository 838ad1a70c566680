package io.zol0.optimizer;

import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.ChangedMeanwhile;
import io.zol0.catalog.ChangedSince;
import io.zol0.catalog.CurrentSetting;
import io.zol0.catalog.HistoryFilter;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.UnknownSetting;
import io.zol0.catalog.UnknownUpstream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Moves recommendations on that were approved: to their trial, from slice to slice, to the verdict and through the day after.
 *
 * <p>What is to happen is told by the slices and the clock alone, so that whoever goes on after a restart does the same;
 * {@link InForce} does it and writes it down.
 */
@Component
class Life {
    /** Nobody looked for so long: what happened meanwhile is not known, and the slice does not count. */
    static final Duration GAP = Duration.ofSeconds(60);

    /** How long a kept one is watched. */
    static final Duration WATCH = Duration.ofDays(1);

    /** How long an approved one waits for calls. */
    private static final Duration WAIT = Duration.ofDays(1);

    private static final Logger log = LoggerFactory.getLogger(Life.class);
    private static final Duration LAG = Duration.ofSeconds(2);

    private final RecommendationTable table;
    private final TrialTable trials;
    private final Catalog catalog;
    private final Subjects subjects;
    private final Meter meter;
    private final InForce inForce;
    private final Bystander bystander;

    Life(
            RecommendationTable table,
            TrialTable trials,
            Catalog catalog,
            Subjects subjects,
            Meter meter,
            InForce inForce,
            Bystander bystander) {
        this.table = table;
        this.trials = trials;
        this.catalog = catalog;
        this.subjects = subjects;
        this.meter = meter;
        this.inForce = inForce;
        this.bystander = bystander;
    }

    /** One look at everything that is under way. */
    void round(Instant now) {
        for (Recommendation each : table.all(State.TRIAL)) {
            guarded(each, now, () -> trials.of(each.id()).ifPresent(trial -> new OfTrial(each, trial, now).go()));
        }
        for (Recommendation each : table.all(State.WATCHED)) {
            guarded(each, now, () -> trials.of(each.id()).ifPresent(trial -> new OfTrial(each, trial, now).watch()));
        }
        for (Recommendation each : table.all(State.APPROVED)) {
            if (!trials.isAnyOf(each.upstreamId())) {
                guarded(each, now, () -> start(each, now));
            }
        }
    }

    /** What stands in the way of one must not stop the others. */
    private void guarded(Recommendation each, Instant now, Runnable work) {
        try {
            work.run();
        } catch (InForce.MovedMeanwhile e) {
            log.debug("Recommendation {} waits for the next round.", each.id(), e);
        } catch (ChangedMeanwhile | ChangedSince | UnknownSetting | UnknownUpstream | InvalidDraft e) {
            inForce.end(each, now, "The setting cannot be changed any more: " + e.getMessage());
        }
    }

    private void start(Recommendation each, Instant now) {
        CurrentSetting current = catalog.current(each.advice().setting());
        if (!subjects.isThere(each.advice())) {
            inForce.end(each, now, "What it is about is not there any more.");
            return;
        }
        Meter.Baseline hour = meter.baseline(each.advice(), each.advice().mayWait(subjects.now(each.advice())));
        if (hour.counts().aimOf() < Slots.LEAST_CALLS) {
            if (now.isAfter(each.changedAt().plus(WAIT))) {
                inForce.end(
                        each,
                        now,
                        "Too few calls to try it: fewer than %d in an hour, for a day.".formatted(Slots.LEAST_CALLS));
            }
            return;
        }
        Slots slots = Slots.of(each, hour, meter);
        Trial trial = new Trial(
                each.id(),
                now,
                null,
                slots.length(),
                slots.washout(),
                slots.slices(),
                hour.slowFrom(),
                hour.counts(),
                Arm.CONTROL,
                1,
                0,
                current.version(),
                null,
                "",
                List.of());
        if (each.atOnce()) {
            inForce.applyAtOnce(each, trial, hour.counts(), now);
            return;
        }
        if (each.byAutopilot() && slots.chance() < TrialCourse.LEAST_CHANCE) {
            inForce.end(
                    each,
                    now,
                    "Not worth the traffic of a trial: %d slices of %s would show it with a probability of %s only."
                            .formatted(slots.slices(), Words.time(slots.length()), Words.percent(slots.chance())));
            return;
        }
        inForce.begin(
                each,
                trial,
                Odds.bounded(each.probability() * slots.chance()),
                "At most %d slices of %s, half of them with the advice in force; the first %s of each are not counted. If it does what is expected, that shows with a probability of %s."
                        .formatted(
                                slots.slices(),
                                Words.time(slots.length()),
                                Words.time(slots.washout()),
                                Words.percent(slots.chance())));
    }

    /** A trial at one moment. */
    private final class OfTrial {
        private final Recommendation each;
        private final Instant now;
        private Trial trial;

        OfTrial(Recommendation each, Trial trial, Instant now) {
            this.each = each;
            this.trial = trial;
            this.now = now;
        }

        void go() {
            if (endedByOthers()) {
                return;
            }
            Optional<String> hurt = bystander.hurt(trial.beganAt());
            if (hurt.isPresent()) {
                inForce.takeBack(each, now, Finder.OPTIMIZER, hurt.get(), () -> {});
                return;
            }
            Slice slice = trial.running();
            if (slice == null) {
                log.warn("The trial of recommendation {} has lost its slice.", each.id());
                next(Arm.CONTROL, "A slice was lost.");
                return;
            }
            if (isInterrupted(slice)) {
                interrupted(slice);
                return;
            }
            if (!slice.usable()) {
                next(Slots.arm(trial.slicesDone()), "The slice before was interrupted.");
                return;
            }
            count(slice);
            TrialCourse.Guard broken = Course.judge(trial).guard();
            if (broken != null) {
                conclude(Verdict.REVERT, Course.words(broken, trial.total(Arm.TRIAL), trial.total(Arm.CONTROL)));
            } else if (!now.isBefore(slice.beganAt().plus(trial.sliceLength()))) {
                endSlice();
            }
        }

        void watch() {
            if (endedByOthers()) {
                return;
            }
            Slice slice = trial.running();
            if (slice != null && !isInterrupted(slice)) {
                count(slice);
            } else if (slice != null) {
                trials.count(each.id(), slice.number(), slice.counts(), pieceOf(now));
            }
            Optional<String> broken = Course.regression(each, trial);
            if (broken.isPresent()) {
                String why = "It got worse while it was watched: " + broken.get();
                inForce.regressed(each, trial, why, now);
            } else if (slice != null && !now.isBefore(slice.beganAt().plus(WATCH))) {
                inForce.watched(each, now);
            }
        }

        /** Whether somebody else changed the setting, or it is gone. */
        private boolean endedByOthers() {
            if (!subjects.isThere(each.advice())) {
                if (trial.appliedChange() != 0) {
                    inForce.takeBack(each, now, Finder.OPTIMIZER, "What it is about is not there any more.", () -> {});
                } else {
                    inForce.end(each, now, "What it is about is not there any more.");
                }
                return true;
            }
            CurrentSetting current = catalog.current(each.advice().setting());
            if (current.version() == trial.inForce()) {
                return false;
            }
            String who = catalog.history(HistoryFilter.of(each.advice().setting()), 0, 1).stream()
                    .findFirst()
                    .map(AppliedChange::who)
                    .orElse("somebody");
            inForce.end(each, now, "%s changed the setting: it stays as it is now.".formatted(who));
            return true;
        }

        /** Nobody looked for a while, or the clock was set. */
        private boolean isInterrupted(Slice slice) {
            return now.isBefore(slice.readTo().minus(GAP))
                    || now.isAfter(slice.readTo().plus(GAP));
        }

        private void interrupted(Slice slice) {
            String why = "Nobody looked from %s on, or the clock was set: this slice does not count and is repeated."
                    .formatted(slice.readTo());
            inForce.interrupt(each, trial, slice, why, now);
        }

        private void count(Slice slice) {
            Instant to = pieceOf(now.minus(LAG));
            Instant from = slice.readTo();
            Instant counted = nextPiece(slice.beganAt().plus(trial.washout()));
            Counts counts = slice.counts();
            Instant since = from.isAfter(counted) ? from : counted;
            if (to.isAfter(since)) {
                counts = counts.plus(
                        meter.counts(each.advice(), slice.arm() != Arm.CONTROL, trial.slowFrom(), since, to));
            }
            if (to.isAfter(from)) {
                trials.count(each.id(), slice.number(), counts, to);
                trial = trials.of(each.id()).orElse(trial);
            }
        }

        private void endSlice() {
            int done = trial.slicesDone() + 1;
            Trial ended = trials.of(each.id()).orElse(trial);
            if (done % 2 == 0) {
                trials.endSlice(each.id(), now);
                ended = trials.of(each.id()).orElse(trial);
                Optional<Verdict> verdict = verdict(ended);
                if (verdict.isPresent()) {
                    trial = ended;
                    conclude(verdict.get(), words(verdict.get(), ended));
                    return;
                }
            }
            trial = ended;
            next(Slots.arm(done), "Slice %d of at most %d.".formatted(done + 1, trial.slicesNeeded()));
        }

        private Optional<Verdict> verdict(Trial ended) {
            TrialCourse.Judgement judgement = Course.judge(ended);
            SequentialTest.Interval effect = judgement.effect();
            if (Double.isFinite(effect.low())) {
                trials.effect(each.id(), new Trial.Difference(effect.estimate(), effect.low(), effect.high()));
            }
            return switch (judgement.say()) {
                case BETTER -> Optional.of(Verdict.KEEP);
                case WORSE, HARM -> Optional.of(Verdict.REVERT);
                case NO_DIFFERENCE -> Optional.of(Verdict.UNDECIDED);
                case GO_ON ->
                    ended.slicesDone() >= ended.slicesNeeded() ? Optional.of(Verdict.UNDECIDED) : Optional.empty();
            };
        }

        private String words(Verdict verdict, Trial ended) {
            Counts without = ended.total(Arm.CONTROL);
            Counts with = ended.total(Arm.TRIAL);
            Trial.Difference effect = trials.of(each.id()).map(Trial::effect).orElse(null);
            return "%s of %s %s with it, %s without it, over %,d and %,d%s. %s"
                    .formatted(
                            Words.percent(with.aim()),
                            each.effect().aim().of(),
                            each.effect().aim().what(),
                            Words.percent(without.aim()),
                            Math.round(with.aimOf()),
                            Math.round(without.aimOf()),
                            effect == null
                                    ? ""
                                    : ", a difference of %s (%s to %s)"
                                            .formatted(
                                                    Words.percent(effect.mean()),
                                                    Words.percent(effect.low()),
                                                    Words.percent(effect.high())),
                            switch (verdict) {
                                case KEEP -> "It is kept and watched for a day.";
                                case REVERT -> "It was worse and is taken back.";
                                case UNDECIDED -> "No difference could be shown, so it is taken back.";
                                case ENDED -> "";
                            })
                    .strip();
        }

        private void next(Arm arm, String why) {
            inForce.next(each, trial, arm, why, now);
        }

        private void conclude(Verdict verdict, String why) {
            inForce.conclude(each, trial, verdict, why, now);
        }
    }

    private static Instant pieceOf(Instant time) {
        long piece = Meter.PIECE.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), piece) * piece);
    }

    private static Instant nextPiece(Instant time) {
        Instant piece = pieceOf(time);
        return piece.isBefore(time) ? piece.plus(Meter.PIECE) : piece;
    }
}
