package io.zol0.optimizer;

import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.ChangeOrigin;
import io.zol0.catalog.ChangedMeanwhile;
import io.zol0.catalog.ChangedSince;
import io.zol0.catalog.CurrentSetting;
import io.zol0.catalog.HistoryFilter;
import io.zol0.catalog.InvalidDraft;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.UnknownSetting;
import io.zol0.catalog.UnknownUpstream;
import io.zol0.optimizer.RecommendationStep.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Moves recommendations on that were approved: to their trial, from slice to slice, to the verdict and through the day after.
 *
 * <p>What is in force is written in the transaction that changes the setting, so that whoever goes on after a crash finds both as
 * they are. Each change is made from the version that the trial left: where somebody else changed the setting it is refused,
 * and the trial ends.
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
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    Life(
            RecommendationTable table,
            TrialTable trials,
            Catalog catalog,
            Subjects subjects,
            Meter meter,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.trials = trials;
        this.catalog = catalog;
        this.subjects = subjects;
        this.meter = meter;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
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
        } catch (MovedMeanwhile e) {
            log.debug("Recommendation {} waits for the next round.", each.id(), e);
        } catch (ChangedMeanwhile | ChangedSince | UnknownSetting | UnknownUpstream | InvalidDraft e) {
            end(each, now, "The setting cannot be changed any more: " + e.getMessage());
        }
    }

    private void start(Recommendation each, Instant now) {
        CurrentSetting current = catalog.current(each.advice().setting());
        if (!subjects.isThere(each.advice())) {
            end(each, now, "What it is about is not there any more.");
            return;
        }
        Meter.Baseline hour = meter.baseline(each.advice());
        if (hour.counts().aimOf() < Slots.LEAST_CALLS) {
            if (now.isAfter(each.changedAt().plus(WAIT))) {
                end(
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
                Arm.CONTROL,
                1,
                0,
                current.version(),
                null,
                "",
                List.of());
        if (each.atOnce()) {
            applyAtOnce(each, trial, hour, now);
            return;
        }
        if (each.byAutopilot() && slots.chance() < TrialCourse.LEAST_CHANCE) {
            end(
                    each,
                    now,
                    "Not worth the traffic of a trial: %d slices of %s would show it with a probability of %s only."
                            .formatted(slots.slices(), Words.time(slots.length()), Words.percent(slots.chance())));
            return;
        }
        inTransaction(each.id(), State.APPROVED, State.TRIAL, null, now, () -> {
            trials.add(trial);
            trials.begin(each.id(), 1, Arm.CONTROL, now, 0, current.version());
            table.predict(each.id(), Odds.bounded(each.probability() * slots.chance()));
            step(
                    each,
                    now,
                    Kind.STARTED,
                    "At most %d slices of %s, half of them with the advice in force; the first %s of each are not counted. If it does what is expected, that shows with a probability of %s."
                            .formatted(
                                    slots.slices(),
                                    Words.time(slots.length()),
                                    Words.time(slots.washout()),
                                    Words.percent(slots.chance())),
                    0);
        });
    }

    /** The hour before stands in for the slices without the advice. */
    private void applyAtOnce(Recommendation each, Trial trial, Meter.Baseline hour, Instant now) {
        catalog.apply(change(each, trial.inForce(), "Applied without a trial: " + each.title()), applied -> {
            requireNew(applied, trial.inForce());
            require(table.move(each.id(), State.APPROVED, State.WATCHED, null, now));
            trials.add(trial);
            trials.begin(each.id(), 1, Arm.CONTROL, now, 0, trial.inForce());
            trials.count(each.id(), 1, hour.counts(), now);
            trials.begin(each.id(), 2, Arm.WATCH, now, applied.id(), applied.id());
            step(
                    each,
                    now,
                    Kind.KEPT,
                    "Applied without a trial; compared with the hour before for a day.",
                    applied.id());
        });
        events.publishEvent(new RecommendationsChanged());
    }

    private SettingChange change(Recommendation each, long version, String reason) {
        return new SettingChange(
                each.advice().setting(),
                version,
                each.advice().applied(subjects.now(each.advice())),
                reason.length() > 500 ? reason.substring(0, 500) : reason,
                ChangeOrigin.OPTIMIZER);
    }

    /**
     * Takes back what is in force of one, if anything is, and ends it.
     *
     * @param together runs in the same transaction
     * @throws ChangedSince where somebody changed the setting since
     */
    void takeBack(Recommendation each, Instant now, String who, String why, Runnable together) {
        Trial trial = trials.of(each.id()).orElse(null);
        if (trial == null || trial.appliedChange() == 0) {
            inTransaction(each.id(), each.state(), State.DONE, Verdict.ENDED, now, () -> {
                if (trial != null) {
                    trials.end(each.id(), now, why, 0, trial.inForce());
                }
                table.addStep(each.id(), now, who, Kind.TAKEN_BACK, why, 0);
                together.run();
            });
            return;
        }
        boolean kept = each.verdict() == Verdict.KEEP;
        revert(each, trial, why, reverted -> {
            require(table.move(each.id(), each.state(), State.DONE, kept ? null : Verdict.ENDED, now));
            trials.end(each.id(), now, why, 0, reverted.id());
            table.addStep(each.id(), now, who, Kind.TAKEN_BACK, why, reverted.id());
            together.run();
        });
        events.publishEvent(new RecommendationsChanged());
    }

    private void revert(Recommendation each, Trial trial, String why, Consumer<AppliedChange> together) {
        String reason = "%s %s".formatted(why, each.title());
        catalog.revert(
                trial.appliedChange(),
                trial.inForce(),
                reason.length() > 500 ? reason.substring(0, 500) : reason,
                ChangeOrigin.OPTIMIZER,
                together);
    }

    /** Somebody else decided about the setting: it stays as it is. */
    private void end(Recommendation each, Instant now, String why) {
        inTransaction(each.id(), each.state(), State.DONE, each.verdict() == null ? Verdict.ENDED : null, now, () -> {
            trials.of(each.id()).ifPresent(trial -> trials.end(each.id(), now, why, 0, trial.inForce()));
            step(each, now, Kind.ENDED, why, 0);
        });
    }

    private void inTransaction(
            long id, State from, State to, @Nullable Verdict verdict, Instant now, Runnable together) {
        transaction.executeWithoutResult(status -> {
            require(table.move(id, from, to, verdict, now));
            together.run();
        });
        events.publishEvent(new RecommendationsChanged());
    }

    private void step(Recommendation each, Instant now, Kind kind, String text, long change) {
        table.addStep(each.id(), now, Finder.OPTIMIZER, kind, text, change);
    }

    private static void require(boolean moved) {
        if (!moved) {
            throw new MovedMeanwhile();
        }
    }

    private static void requireNew(AppliedChange applied, long before) {
        if (applied.id() <= before) {
            throw new MovedMeanwhile();
        }
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
                revert(each, trial, why, reverted -> {
                    require(table.move(each.id(), State.WATCHED, State.DONE, Verdict.REVERT, now));
                    trials.end(each.id(), now, why, 0, reverted.id());
                    step(each, now, Kind.TAKEN_BACK, why, reverted.id());
                });
                events.publishEvent(new RecommendationsChanged());
            } else if (slice != null && !now.isBefore(slice.beganAt().plus(WATCH))) {
                inTransaction(each.id(), State.WATCHED, State.DONE, null, now, () -> {
                    trials.endSlice(each.id(), now);
                    step(each, now, Kind.WATCHED, "Watched for a day: nothing got worse, it stays.", 0);
                });
            }
        }

        /** Whether somebody else changed the setting, or it is gone. */
        private boolean endedByOthers() {
            if (!subjects.isThere(each.advice())) {
                if (trial.appliedChange() != 0) {
                    takeBack(each, now, Finder.OPTIMIZER, "What it is about is not there any more.", () -> {});
                } else {
                    end(each, now, "What it is about is not there any more.");
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
            end(each, now, "%s changed the setting: it stays as it is now.".formatted(who));
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
            if (trial.arm() == Arm.TRIAL) {
                revert(each, trial, "Interrupted.", reverted -> rest(slice, reverted.id(), why, reverted.id()));
            } else {
                transaction.executeWithoutResult(status -> rest(slice, trial.inForce(), why, 0));
            }
            events.publishEvent(new RecommendationsChanged());
        }

        /** Without the advice until the next round, which repeats the slice. */
        private void rest(Slice interrupted, long inForce, String why, long change) {
            trials.drop(each.id(), interrupted.number());
            trials.begin(each.id(), trial.slice() + 1, Arm.CONTROL, now, 0, inForce);
            trials.drop(each.id(), trial.slice() + 1);
            step(each, now, Kind.INTERRUPTED, why, change);
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
            int number = trial.slice() + 1;
            if (arm == trial.arm()) {
                transaction.executeWithoutResult(
                        status -> trials.begin(each.id(), number, arm, now, trial.appliedChange(), trial.inForce()));
            } else if (arm == Arm.TRIAL) {
                catalog.apply(change(each, trial.inForce(), "On trial, " + why + " " + each.title()), applied -> {
                    requireNew(applied, trial.inForce());
                    trials.begin(each.id(), number, arm, now, applied.id(), applied.id());
                });
            } else {
                revert(
                        each,
                        trial,
                        "On trial, without it: " + why,
                        reverted -> trials.begin(each.id(), number, arm, now, 0, reverted.id()));
            }
            events.publishEvent(new RecommendationsChanged());
        }

        private void conclude(Verdict verdict, String why) {
            if (verdict == Verdict.KEEP) {
                keep(why);
            } else if (trial.appliedChange() != 0) {
                revert(each, trial, verdict == Verdict.REVERT ? "It was worse." : "No difference.", reverted -> {
                    require(table.move(each.id(), State.TRIAL, State.DONE, verdict, now));
                    trials.end(each.id(), now, why, 0, reverted.id());
                    step(each, now, Kind.VERDICT, why, reverted.id());
                });
            } else {
                inTransaction(each.id(), State.TRIAL, State.DONE, verdict, now, () -> {
                    trials.end(each.id(), now, why, 0, trial.inForce());
                    step(each, now, Kind.VERDICT, why, 0);
                });
            }
            events.publishEvent(new RecommendationsChanged());
        }

        private void keep(String why) {
            int number = trial.slice() + 1;
            if (trial.appliedChange() != 0) {
                inTransaction(each.id(), State.TRIAL, State.WATCHED, Verdict.KEEP, now, () -> {
                    trials.end(each.id(), now, why, trial.appliedChange(), trial.inForce());
                    trials.begin(each.id(), number, Arm.WATCH, now, trial.appliedChange(), trial.inForce());
                    step(each, now, Kind.VERDICT, why, trial.appliedChange());
                });
                return;
            }
            catalog.apply(change(each, trial.inForce(), "Kept: " + why), applied -> {
                requireNew(applied, trial.inForce());
                require(table.move(each.id(), State.TRIAL, State.WATCHED, Verdict.KEEP, now));
                trials.end(each.id(), now, why, applied.id(), applied.id());
                trials.begin(each.id(), number, Arm.WATCH, now, applied.id(), applied.id());
                step(each, now, Kind.VERDICT, why, applied.id());
            });
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

    /** Somebody else moved it on first: the next round looks again. */
    static final class MovedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1;

        MovedMeanwhile() {
            super("The recommendation was moved on by somebody else meanwhile.");
        }
    }
}
