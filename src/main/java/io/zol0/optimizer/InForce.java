package io.zol0.optimizer;

import io.zol0.catalog.AppliedChange;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.ChangeOrigin;
import io.zol0.catalog.ChangedSince;
import io.zol0.catalog.SettingChange;
import io.zol0.optimizer.RecommendationStep.Kind;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Puts advice in force, takes it back, and writes down what is in force.
 *
 * <p>That is written in the transaction that changes the setting, so that whoever goes on after a crash finds both as they are. Each
 * change is made from the version that the trial left: where somebody else changed the setting it is refused.
 */
@Component
class InForce {
    private static final int LONGEST_REASON = 500;

    private final RecommendationTable table;
    private final TrialTable trials;
    private final Catalog catalog;
    private final Subjects subjects;
    private final ApplicationEventPublisher events;
    private final TransactionTemplate transaction;

    InForce(
            RecommendationTable table,
            TrialTable trials,
            Catalog catalog,
            Subjects subjects,
            ApplicationEventPublisher events,
            PlatformTransactionManager transactions) {
        this.table = table;
        this.trials = trials;
        this.catalog = catalog;
        this.subjects = subjects;
        this.events = events;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * The first slice of a trial.
     *
     * @param probability that it says keep
     */
    void begin(Recommendation each, Trial trial, double probability, String text) {
        inTransaction(each.id(), State.APPROVED, State.TRIAL, null, trial.beganAt(), () -> {
            trials.add(trial);
            trials.begin(each.id(), 1, Arm.CONTROL, trial.beganAt(), 0, trial.inForce());
            table.predict(each.id(), probability);
            step(each, trial.beganAt(), Kind.STARTED, text, 0);
        });
    }

    /** Applies it without a trial: the hour before stands in for the slices without the advice. */
    void applyAtOnce(Recommendation each, Trial trial, Counts hour, Instant now) {
        catalog.apply(change(each, trial.inForce(), "Applied without a trial: " + each.title()), applied -> {
            requireNew(applied, trial.inForce());
            require(table.move(each.id(), State.APPROVED, State.WATCHED, null, now));
            trials.add(trial);
            trials.begin(each.id(), 1, Arm.CONTROL, now, 0, trial.inForce());
            trials.count(each.id(), 1, hour, now);
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

    /** The next slice, with the advice or without it. */
    void next(Recommendation each, Trial trial, Arm arm, String why, Instant now) {
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

    /** The slice that runs does not count, and the setting is as it was until it is repeated. */
    void interrupt(Recommendation each, Trial trial, Slice slice, String why, Instant now) {
        if (trial.arm() == Arm.TRIAL) {
            revert(
                    each,
                    trial,
                    "Interrupted.",
                    reverted -> rest(each, trial, slice, reverted.id(), why, reverted.id(), now));
        } else {
            transaction.executeWithoutResult(status -> rest(each, trial, slice, trial.inForce(), why, 0, now));
        }
        events.publishEvent(new RecommendationsChanged());
    }

    private void rest(
            Recommendation each, Trial trial, Slice interrupted, long inForce, String why, long change, Instant now) {
        trials.drop(each.id(), interrupted.number());
        trials.begin(each.id(), trial.slice() + 1, Arm.CONTROL, now, 0, inForce);
        trials.drop(each.id(), trial.slice() + 1);
        step(each, now, Kind.INTERRUPTED, why, change);
    }

    /** The verdict: what is kept stays in force, or comes into force; everything else is taken back. */
    void conclude(Recommendation each, Trial trial, Verdict verdict, String why, Instant now) {
        if (verdict == Verdict.KEEP) {
            keep(each, trial, why, now);
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

    private void keep(Recommendation each, Trial trial, String why, Instant now) {
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

    /** What was kept got worse while it was watched: it is taken back. */
    void regressed(Recommendation each, Trial trial, String why, Instant now) {
        revert(each, trial, why, reverted -> {
            require(table.move(each.id(), State.WATCHED, State.DONE, Verdict.REVERT, now));
            trials.end(each.id(), now, why, 0, reverted.id());
            step(each, now, Kind.TAKEN_BACK, why, reverted.id());
        });
        events.publishEvent(new RecommendationsChanged());
    }

    /** The day is over, and it stays. */
    void watched(Recommendation each, Instant now) {
        inTransaction(each.id(), State.WATCHED, State.DONE, null, now, () -> {
            trials.endSlice(each.id(), now);
            step(each, now, Kind.WATCHED, "Watched for a day: nothing got worse, it stays.", 0);
        });
    }

    private SettingChange change(Recommendation each, long version, String reason) {
        return new SettingChange(
                each.advice().setting(),
                version,
                each.advice().applied(subjects.now(each.advice())),
                bounded(reason),
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
        catalog.revert(
                trial.appliedChange(),
                trial.inForce(),
                bounded("%s %s".formatted(why, each.title())),
                ChangeOrigin.OPTIMIZER,
                together);
    }

    /** Somebody else decided about the setting: it stays as it is. */
    void end(Recommendation each, Instant now, String why) {
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

    private static String bounded(String reason) {
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    }

    /** Somebody else moved it on first: the next round looks again. */
    static final class MovedMeanwhile extends RuntimeException {
        private static final long serialVersionUID = 1;

        MovedMeanwhile() {
            super("The recommendation was moved on by somebody else meanwhile.");
        }
    }
}
