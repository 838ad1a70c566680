package io.zol0.ui.optimizer;

import io.zol0.catalog.SettingKind;
import io.zol0.optimizer.Aim;
import io.zol0.optimizer.Arm;
import io.zol0.optimizer.Confidence;
import io.zol0.optimizer.Counts;
import io.zol0.optimizer.Effect;
import io.zol0.optimizer.Evidence;
import io.zol0.optimizer.Recommendation;
import io.zol0.optimizer.ScoreCard;
import io.zol0.optimizer.State;
import io.zol0.optimizer.Trial;
import io.zol0.optimizer.Verdict;
import io.zol0.ui.parts.Figures;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Recommendations and trials in sentences. */
final class RecommendationWords {
    private RecommendationWords() {}

    static String confidence(Confidence confidence) {
        return switch (confidence) {
            case Confidence.Earned(double probability, int right, int of) ->
                String.format(Locale.ROOT, "sure %.2f (%d of %d were kept)", probability, right, of);
            case Confidence.NotYet(int verdicts, int needed) ->
                "how sure: not enough yet, %d of %d verdicts".formatted(verdicts, needed);
        };
    }

    static String expected(Effect effect) {
        return "Expected: %s (%s to %s) of %s %s, instead of %s."
                .formatted(
                        Figures.percent(effect.expected()),
                        Figures.percent(effect.low()),
                        Figures.percent(effect.high()),
                        effect.aim().of(),
                        effect.aim().what(),
                        Figures.percent(effect.now()));
    }

    static String risk(Recommendation recommendation) {
        return "Risk: %s. It is taken back at once when calls fail, are refused by the provider or take long more often than without it%s."
                .formatted(
                        recommendation.risk().words(),
                        isCached(recommendation)
                                ? ", or when more than 1 % of the answers from the cache are outdated"
                                : "");
    }

    private static boolean isCached(Recommendation recommendation) {
        return recommendation.advice().setting().kind() == SettingKind.CACHE_POLICY;
    }

    static String measured(Recommendation recommendation) {
        return "A trial measures which share of %s %s, in slices of time with the new setting and without it."
                .formatted(
                        recommendation.effect().aim().of(),
                        recommendation.effect().aim().what());
    }

    static String state(Recommendation recommendation) {
        Verdict verdict = recommendation.verdict();
        return recommendation.state() == State.DONE && verdict != null
                ? verdict.words()
                : recommendation.state().words();
    }

    /** How far a trial is; why it ended where it did. */
    static String progress(Trial trial) {
        if (trial.endedAt() != null) {
            return trial.reason();
        }
        if (trial.arm() == Arm.WATCH) {
            return "In force, and compared with the hour before for a day.";
        }
        int done = trial.slicesDone();
        Duration left = trial.sliceLength().multipliedBy(Math.max(0, trial.slicesNeeded() - done));
        return "Slice %d of at most %d: %s is in force. At most %s more."
                .formatted(
                        Math.min(done + 1, trial.slicesNeeded()),
                        trial.slicesNeeded(),
                        trial.arm() == Arm.TRIAL ? "the new setting" : "the setting as it was",
                        Figures.time(left));
    }

    /** What came out so far. */
    static String effect(Aim aim, Trial trial) {
        Counts with =
                trial.arm() == Arm.WATCH ? trial.total(Arm.TRIAL).plus(trial.total(Arm.WATCH)) : trial.total(Arm.TRIAL);
        Counts without = trial.total(Arm.CONTROL);
        if (with.aimOf() < 1 || without.aimOf() < 1) {
            return "Not enough yet to compare: %d of %d slices are over, and both sorts need calls."
                    .formatted(trial.slicesDone(), trial.slicesNeeded());
        }
        Trial.Difference difference = trial.effect();
        String both = "So far %s of %s %s with it, %s without it (%s and %s)."
                .formatted(
                        Figures.percent(with.aim()),
                        aim.of(),
                        aim.what(),
                        Figures.percent(without.aim()),
                        Figures.count(Math.round(with.aimOf())),
                        Figures.count(Math.round(without.aimOf())));
        return difference == null || Double.isInfinite(difference.low())
                ? both + " Whether that is chance is told after 12 slices."
                : both
                        + " Difference: %s (%s to %s)."
                                .formatted(
                                        points(difference.mean()), points(difference.low()), points(difference.high()));
    }

    /** What must not get worse, side by side. */
    static String guards(Recommendation recommendation, Trial trial) {
        Counts with = trial.total(trial.arm() == Arm.WATCH ? Arm.WATCH : Arm.TRIAL);
        Counts without = trial.total(Arm.CONTROL);
        if (with.calls() == 0 || without.calls() == 0) {
            return "Guardrails are checked every 10 s: failed calls, refusals by the provider, calls slower than %s%s."
                    .formatted(Figures.time(trial.slowFrom()), isCached(recommendation) ? ", outdated answers" : "");
        }
        String sides =
                "Guardrails, with it against without: failed %s against %s, refused by the provider %s against %s, slower than %s %s against %s"
                        .formatted(
                                share(with.failed(), with.calls()),
                                share(without.failed(), without.calls()),
                                share(with.refusedByProvider(), with.calls()),
                                share(without.refusedByProvider(), without.calls()),
                                Figures.time(trial.slowFrom()),
                                share(with.slow(), with.calls()),
                                share(without.slow(), without.calls()));
        return isCached(recommendation) && with.served() > 0
                ? sides
                        + ", outdated %s against %s."
                                .formatted(
                                        share(with.outdated(), with.served()),
                                        share(without.outdated(), without.served()))
                : sides + ".";
    }

    private static String share(double part, long whole) {
        return whole == 0 ? "–" : Figures.percent(part / whole);
    }

    private static String points(double difference) {
        return (difference > 0 ? "+" : difference < 0 ? "−" : "") + Figures.percent(Math.abs(difference));
    }

    static String scores(ScoreCard card) {
        Double brier = card.brier();
        if (brier == null) {
            return "Not enough verdicts yet to say how often the predictions are right: %d of %d.%s"
                    .formatted(
                            card.trials(),
                            card.needed(),
                            card.trials() == 0 ? "" : " %d of them said keep.".formatted(card.kept()));
        }
        return String.format(
                Locale.ROOT,
                "%d of %d trials were kept. Brier score %.3f: 0 is a prophet, 0.25 a coin%s.",
                card.kept(),
                card.trials(),
                brier,
                card.brierOfMean() == null
                        ? ""
                        : String.format(Locale.ROOT, ", and always saying the mean gives %.3f", card.brierOfMean()));
    }

    static String cell(Evidence.Unit unit, @Nullable Double value) {
        if (value == null) {
            return "–";
        }
        return switch (unit) {
            case SHARE -> Figures.percent(value);
            case MILLIS -> Figures.time(Duration.ofNanos(Math.round(value * 1e6)));
            case COUNT -> Figures.count(Math.round(value));
            case WEIGHT -> Figures.number(value);
        };
    }
}
