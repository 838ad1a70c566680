package io.zol0.optimizer;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often the predictions came true.
 *
 * @param trials that came to a verdict
 * @param kept of them
 * @param needed verdicts without which there is no score
 * @param brier mean square of what was said less what came true; null with too few verdicts
 * @param brierOfMean the same of who always says the share that is kept, for comparison
 * @param bins predictions by their probability
 */
public record ScoreCard(
        int trials,
        int kept,
        int needed,
        @Nullable Double brier,
        @Nullable Double brierOfMean,
        List<Calibration.Bin> bins) {
    public ScoreCard {
        bins = List.copyOf(bins);
    }

    static ScoreCard of(List<Calibration.Scored> scored) {
        Calibration calibration = new Calibration(scored);
        return new ScoreCard(
                scored.size(),
                kept(scored),
                Calibration.LEAST,
                calibration.brier().isPresent() ? calibration.brier().getAsDouble() : null,
                calibration.brierOfTheMean().isPresent()
                        ? calibration.brierOfTheMean().getAsDouble()
                        : null,
                calibration.bins());
    }

    static int kept(List<Calibration.Scored> scored) {
        return (int) scored.stream().filter(Calibration.Scored::cameTrue).count();
    }
}
