package io.zol0.api;

import io.zol0.optimizer.Advice;
import io.zol0.optimizer.Arm;
import io.zol0.optimizer.Calibration;
import io.zol0.optimizer.Confidence;
import io.zol0.optimizer.Counts;
import io.zol0.optimizer.Effect;
import io.zol0.optimizer.Evidence;
import io.zol0.optimizer.Recommendation;
import io.zol0.optimizer.RecommendationStep;
import io.zol0.optimizer.Risk;
import io.zol0.optimizer.ScoreCard;
import io.zol0.optimizer.Slice;
import io.zol0.optimizer.State;
import io.zol0.optimizer.Trial;
import io.zol0.optimizer.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recommendation as the REST API has it.
 *
 * @param confidence that a trial says keep, 0 to 1, corrected by what came of earlier predictions; null while there are too few verdicts
 * @param verdicts how many verdicts there are, of {@code verdictsNeeded} below which no confidence is told
 * @param value calls an hour that it is expected to better
 */
record RecommendationBody(
        long id,
        Advice.Kind kind,
        State state,
        @Nullable Verdict verdict,
        String subject,
        String environment,
        String title,
        String because,
        Advice advice,
        Effect effect,
        Evidence evidence,
        Risk risk,
        @Nullable Double confidence,
        int verdicts,
        int verdictsNeeded,
        double value,
        boolean byAutopilot,
        Instant foundAt,
        Instant changedAt) {

    static RecommendationBody of(Recommendation from, Confidence confidence) {
        Double sure = null;
        int verdicts = 0;
        switch (confidence) {
            case Confidence.Earned(double probability, int right, int of) -> {
                sure = probability;
                verdicts = of;
            }
            case Confidence.NotYet(int there, int needed) -> verdicts = there;
        }
        return new RecommendationBody(
                from.id(),
                from.advice().kind(),
                from.state(),
                from.verdict(),
                from.subject(),
                from.environment(),
                from.title(),
                from.because(),
                from.advice(),
                from.effect(),
                from.evidence(),
                from.risk(),
                sure,
                verdicts,
                Calibration.LEAST,
                from.value(),
                from.byAutopilot(),
                from.foundAt(),
                from.changedAt());
    }

    /** A page of them. */
    record Page(long total, List<RecommendationBody> recommendations) {}

    /** One with its trial and all its steps. */
    record Whole(
            RecommendationBody recommendation, @Nullable TrialBody trial, List<StepBody> steps) {}

    /** Something that happened; {@code settingChange} is the number of the change that went with it, or null. */
    record StepBody(
            Instant at,
            String who,
            RecommendationStep.Kind kind,
            String text,
            @Nullable Long settingChange) {
        static StepBody of(RecommendationStep step) {
            return new StepBody(
                    step.at(), step.who(), step.kind(), step.text(), step.changeId() == 0 ? null : step.changeId());
        }
    }

    /**
     * A trial: {@code slicesDone} of at most {@code slicesNeeded} slices are over.
     *
     * @param inForce what is in force now
     */
    record TrialBody(
            Instant beganAt,
            @Nullable Instant endedAt,
            Duration sliceLength,
            int slicesDone,
            int slicesNeeded,
            Arm inForce,
            Trial.@Nullable Difference effect,
            Counts with,
            Counts without,
            String reason,
            List<SliceBody> slices) {
        static TrialBody of(Trial trial) {
            return new TrialBody(
                    trial.beganAt(),
                    trial.endedAt(),
                    trial.sliceLength(),
                    trial.slicesDone(),
                    trial.slicesNeeded(),
                    trial.arm(),
                    trial.effect() == null || Double.isInfinite(trial.effect().low()) ? null : trial.effect(),
                    trial.total(Arm.TRIAL),
                    trial.total(Arm.CONTROL),
                    trial.reason(),
                    trial.slices().stream().map(SliceBody::of).toList());
        }
    }

    /** A slice of a trial. */
    record SliceBody(
            int number, Arm arm, Instant beganAt, @Nullable Instant endedAt, boolean usable, Counts counts) {
        static SliceBody of(Slice slice) {
            return new SliceBody(
                    slice.number(), slice.arm(), slice.beganAt(), slice.endedAt(), slice.usable(), slice.counts());
        }
    }

    /** How often the predictions came true; no score below {@code needed} verdicts. */
    record Scores(
            int trials,
            int kept,
            int needed,
            @Nullable Double brier,
            @Nullable Double brierOfMean,
            List<Calibration.Bin> bins) {
        static Scores of(ScoreCard card) {
            return new Scores(card.trials(), card.kept(), card.needed(), card.brier(), card.brierOfMean(), card.bins());
        }
    }
}
