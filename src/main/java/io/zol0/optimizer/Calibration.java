package io.zol0.optimizer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far predicted probabilities can be believed, from what came true: the Brier score (Brier 1950), the share that came true among
 * predictions of about the same probability, and a correction of the next ones.
 *
 * <p>The correction is Platt's, a line through the log odds (Platt 1999), fitted to its posterior mode with a normal prior around "as
 * said" (intercept 0 &plusmn; 1, slope 1 &plusmn; 0.5): with few verdicts it hardly moves, and each one moves it less.
 */
public final class Calibration {
    /** Verdicts without which no score is told. */
    public static final int LEAST = 20;

    /** Of what is handed over, the newest so many count. */
    static final int MOST = 2_000;

    private static final int BINS = 10;
    private static final double INTERCEPT_PRECISION = 1;
    private static final double SLOPE_PRECISION = 4;
    private static final double NEAREST = 0.001;

    private final List<Scored> scored;
    private final double intercept;
    private final double slope;

    /**
     * A prediction and what came of it.
     *
     * @param predicted probability that it would come true, 0 to 1
     */
    public record Scored(double predicted, boolean cameTrue) {
        public Scored {
            if (!(predicted >= 0 && predicted <= 1)) {
                throw new IllegalArgumentException("A probability is from 0 to 1; it was " + predicted + ".");
            }
        }
    }

    /** Predictions of about the same probability: how many, what they said on average, and the share that came true. */
    public record Bin(double from, double to, int count, double predicted, double cameTrue) {}

    /** @param scored oldest first */
    public Calibration(List<Scored> scored) {
        this.scored = List.copyOf(scored.subList(Math.max(0, scored.size() - MOST), scored.size()));
        double a = 0;
        double b = 1;
        for (int i = 0; i < 50; i++) {
            double gradientA = INTERCEPT_PRECISION * a;
            double gradientB = SLOPE_PRECISION * (b - 1);
            double aa = INTERCEPT_PRECISION;
            double ab = 0;
            double bb = SLOPE_PRECISION;
            for (Scored one : this.scored) {
                double x = logOdds(one.predicted());
                double off = share(a + b * x) - (one.cameTrue() ? 1 : 0);
                gradientA += off;
                gradientB += off * x;
                // A quarter bounds the curvature from above, so that every step goes down (Boehning and Lindsay 1988).
                aa += 0.25;
                ab += 0.25 * x;
                bb += 0.25 * x * x;
            }
            double determinant = aa * bb - ab * ab;
            a -= (bb * gradientA - ab * gradientB) / determinant;
            b -= (aa * gradientB - ab * gradientA) / determinant;
        }
        // More said must not mean less believed.
        this.slope = Math.max(0.05, b);
        this.intercept = a;
    }

    /** Verdicts that there are. */
    public int count() {
        return scored.size();
    }

    /** Whether there are enough verdicts to tell a score. */
    public boolean isEnough() {
        return scored.size() >= LEAST;
    }

    /** Mean square of the difference between what was said and 1 or 0: 0 is a prophet, 0.25 is a coin. Empty with too few verdicts. */
    public OptionalDouble brier() {
        return isEnough() ? OptionalDouble.of(brier(scored)) : OptionalDouble.empty();
    }

    static double brier(List<Scored> scored) {
        return scored.stream()
                .mapToDouble(one -> Math.pow(one.predicted() - (one.cameTrue() ? 1 : 0), 2))
                .average()
                .orElse(Double.NaN);
    }

    /** Brier score of who always says the share that comes true, for comparison. Empty with too few verdicts. */
    public OptionalDouble brierOfTheMean() {
        double share = scored.stream().filter(Scored::cameTrue).count() / Math.max(1.0, scored.size());
        return isEnough() ? OptionalDouble.of(share * (1 - share)) : OptionalDouble.empty();
    }

    /** Tenths of the predicted probability, without the empty ones. */
    public List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            int bin = i;
            List<Scored> in = scored.stream()
                    .filter(one -> Math.min(BINS - 1, (int) (one.predicted() * BINS)) == bin)
                    .toList();
            if (!in.isEmpty()) {
                bins.add(new Bin(
                        i / (double) BINS,
                        (i + 1) / (double) BINS,
                        in.size(),
                        in.stream().mapToDouble(Scored::predicted).average().orElseThrow(),
                        in.stream().filter(Scored::cameTrue).count() / (double) in.size()));
            }
        }
        return List.copyOf(bins);
    }

    /** The probability to state in the place of one that was estimated. */
    public double corrected(double predicted) {
        return share(intercept + slope * logOdds(predicted));
    }

    /** What there is instead of a score where there are too few verdicts: "not enough yet: 3 of 20". */
    public Optional<String> notEnough() {
        return isEnough() ? Optional.empty() : Optional.of("not enough yet: " + scored.size() + " of " + LEAST);
    }

    private static double logOdds(double probability) {
        double p = Math.clamp(probability, NEAREST, 1 - NEAREST);
        return Math.log(p / (1 - p));
    }

    private static double share(double logOdds) {
        return 1 / (1 + Math.exp(-logOdds));
    }
}
