package io.zol0.insight;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How well things are from 0 to 1: the mean of the terms that were measured, by their weights. What was not measured is left
 * out and said.
 *
 * @param score null where no term with a weight was measured
 * @param weights the version of the weights; 0 for those that were shipped
 */
public record HealthScore(@Nullable Double score, long weights, List<Part> terms, List<LeftOut> missing) {
    private static final double WORTH_NAMING = 0.005;

    /**
     * A part of the score.
     *
     * @param weight share of the score that it decides: the weights of those that were measured are 1 together
     * @param value from 0 to 1
     * @param measured the figure that it was made of
     * @param good the figure up to which, or from which on, it is 1
     * @param bad the figure at which it is 0
     * @param words the measurements that the figure was made of
     */
    public record Part(Term term, double weight, double value, double measured, double good, double bad, String words) {
        /** How much it takes from the score. */
        public double lost() {
            return weight * (1 - value);
        }
    }

    /**
     * A term that could not be measured.
     *
     * @param weight as it is set
     */
    public record LeftOut(Term term, double weight, String why) {}

    /** The score of what was measured. */
    public static HealthScore of(Measured measured, HealthWeights weights) {
        double all = measured.figures().keySet().stream()
                .mapToDouble(term -> weights.of(term).weight())
                .sum();
        List<Part> parts = new ArrayList<>();
        List<LeftOut> missing = new ArrayList<>();
        for (Term term : Term.values()) {
            TermSetting setting = weights.of(term);
            Measured.Figure figure = measured.figures().get(term);
            if (setting.weight() == 0) {
                missing.add(new LeftOut(term, 0, "Its weight is 0."));
            } else if (figure == null) {
                missing.add(
                        new LeftOut(term, setting.weight(), measured.why().getOrDefault(term, "It was not measured.")));
            } else {
                parts.add(new Part(
                        term,
                        setting.weight() / all,
                        setting.value(figure.value()),
                        figure.value(),
                        setting.good(),
                        setting.bad(),
                        figure.words()));
            }
        }
        Double score = parts.isEmpty()
                ? null
                : Math.clamp(
                        parts.stream()
                                .mapToDouble(part -> part.weight() * part.value())
                                .sum(),
                        0.0,
                        1.0);
        return new HealthScore(score, weights.version(), parts, missing);
    }

    /** What takes most from it; empty where nothing takes anything worth naming. */
    public Optional<Part> worst() {
        return terms.stream().filter(part -> part.lost() >= WORTH_NAMING).max(Comparator.comparingDouble(Part::lost));
    }
}
