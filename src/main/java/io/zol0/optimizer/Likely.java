package io.zol0.optimizer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the bodies of one endpoint change, with all that what was seen leaves open: each of the {@link Shapes} with its probability, and
 * with the distribution of its pace.
 *
 * <p>A burst counts as one event, however many fetches saw a change in it: where changes come in runs, the logarithm of the likelihood is
 * divided by their mean length (P. McCullagh and J. Nelder, Generalized Linear Models, 1989, section 4.5), and shapes without runs have to
 * explain them by chance. How probable each shape is before anything is seen of an endpoint can be learned from others
 * (H. Robbins, "An empirical Bayes approach to statistics", Third Berkeley Symposium, 1956), by EM over the shares of shapes.
 */
final class Likely {
    private static final double OUT_OF_QUESTION = 12;
    private static final double HOPELESS = 2 * OUT_OF_QUESTION;
    private static final int FURTHEST = 400;

    /** Shapes of bursts are like the one before. */
    private static final int NEAR = 8;

    /** Less probable shapes are left out. */
    private static final double SELDOM = 1e-3;

    /** The pace of a shape is taken at so many points, half a standard deviation apart. */
    private static final int POINTS = 13;

    private static final double[] DEVIATIONS = new double[POINTS];
    private static final double[] SHARES = new double[POINTS];

    /** What is believed before the first endpoint counts as much as one endpoint. */
    private static final double BELIEF = 1;

    private static final int ROUNDS = 200;

    static {
        for (int i = 0; i < POINTS; i++) {
            DEVIATIONS[i] = (i - (POINTS - 1) / 2) / 2.0;
            double from = i == 0 ? 0 : Normal.below(DEVIATIONS[i] - 0.25);
            SHARES[i] = (i == POINTS - 1 ? 1 : Normal.below(DEVIATIONS[i] + 0.25)) - from;
        }
    }

    private final Shapes shapes;
    private final List<Fit> fits;
    private final double[] weights;

    private @Nullable Curve curve;

    /**
     * A shape held against what was seen.
     *
     * @param evidence logarithm of how likely it makes it, over all paces
     * @param likelihood the same, not as a logarithm, against the likeliest
     * @param pace binary logarithm of its pace
     * @param deviation standard deviation of that
     * @param best logarithm of the likelihood at the best pace, each change for itself
     * @param length changes that count as one
     */
    private record Fit(
            int shape, double evidence, double likelihood, double pace, double deviation, double best, double length) {
        Fit against(double likeliest) {
            return new Fit(shape, evidence, Math.exp(evidence - likeliest), pace, deviation, best, length);
        }
    }

    private Likely(Shapes shapes, List<Fit> fits, double[] prior) {
        this.shapes = shapes;
        this.fits = fits;
        this.weights = new double[fits.size()];
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = prior[fits.get(i).shape()] * fits.get(i).likelihood();
            sum += weights[i];
        }
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    /** Of sightings of which at least one was a change. */
    static Likely of(List<Sighting> seen, Runs runs) {
        Shapes shapes = Shapes.get();
        List<Fit> fits = new Search(shapes, seen, runs).fits();
        double best = fits.stream().mapToDouble(Fit::evidence).max().orElse(0);
        return new Likely(
                shapes,
                fits.stream()
                        .filter(fit -> fit.evidence() > best - OUT_OF_QUESTION)
                        .map(fit -> fit.against(best))
                        .toList(),
                shapes.atFirst());
    }

    /** How probable each shape is for another endpoint like these. */
    static double[] among(Collection<Likely> others) {
        double[] believed = Shapes.get().atFirst();
        double[] shares = believed;
        for (int round = 0; round < ROUNDS; round++) {
            double[] next = new double[shares.length];
            for (int shape = 0; shape < next.length; shape++) {
                next[shape] = BELIEF * believed[shape];
            }
            for (Likely each : others) {
                double sum = 0;
                for (Fit fit : each.fits) {
                    sum += shares[fit.shape()] * fit.likelihood();
                }
                for (Fit fit : each.fits) {
                    next[fit.shape()] += shares[fit.shape()] * fit.likelihood() / sum;
                }
            }
            double all = Arrays.stream(next).sum();
            shares = Arrays.stream(next).map(share -> share / all).toArray();
        }
        return shares;
    }

    /** The same endpoint, where each shape has been so probable before. */
    Likely given(double[] prior) {
        return new Likely(shapes, fits, prior);
    }

    /** Whether a shape that is neither by chance nor regular is likelier by so much than something else. */
    boolean isUneven(double other, double by) {
        return fits.stream()
                .anyMatch(fit -> fit.shape() != Shapes.CHANCE
                        && fit.shape() != Shapes.REGULAR
                        && (fit.best() - other) / fit.length() > by);
    }

    /** The probability of a change within a time. */
    double changedAfter(double seconds) {
        return curve().at(seconds);
    }

    /** How much faster that runs where the longest TTL within the usual budget is shorter with a probability only. */
    double faster(double probability) {
        return curve().faster(probability);
    }

    /** The longest TTL within the usual budget by {@link #changedAfter}, where answers are served at all ages alike. */
    double longestLikely() {
        return curve().ofMean;
    }

    private Curve curve() {
        Curve found = curve;
        if (found == null) {
            found = new Curve();
            curve = found;
        }
        return found;
    }

    /** The mean over the shapes as a table, and how the longest TTLs lie about its own. */
    private final class Curve {
        private static final int EACH_DOUBLING = 8;
        private static final int LEAST_DOUBLINGS = -7;
        private static final int SIZE = 30 * EACH_DOUBLING;
        private static final double[] TIMES = new double[SIZE];

        static {
            for (int i = 0; i < SIZE; i++) {
                TIMES[i] = Math.pow(2, LEAST_DOUBLINGS + (double) i / EACH_DOUBLING);
            }
        }

        private final double[] values = new double[SIZE];
        private final List<Longest> usual;
        private final double[] seconds;
        private final double[] upTo;
        private final double ofMean;

        Curve() {
            for (int i = 0; i < weights.length; i++) {
                if (weights[i] > SELDOM) {
                    Fit fit = fits.get(i);
                    double pace = Math.pow(2, fit.pace());
                    for (int j = 0; j < SIZE; j++) {
                        values[j] += weights[i] * shapes.at(fit.shape(), pace * time(j));
                    }
                }
            }
            double all =
                    Arrays.stream(weights).filter(weight -> weight > SELDOM).sum();
            for (int j = 0; j < SIZE; j++) {
                values[j] /= all;
            }
            usual = within(TtlChoice.USUAL_BUDGET);
            seconds = usual.stream().mapToDouble(Longest::seconds).toArray();
            upTo = new double[seconds.length];
            double sum = 0;
            for (int i = 0; i < upTo.length; i++) {
                sum += usual.get(i).probability();
                upTo[i] = sum;
            }
            ofMean = withinBudget();
        }

        private static double time(int place) {
            return TIMES[place];
        }

        double at(double time) {
            double place = (Math.log(time) / Math.log(2) - LEAST_DOUBLINGS) * EACH_DOUBLING;
            if (place <= 0) {
                return values[0] * time / time(0);
            }
            int below = (int) place;
            return below >= SIZE - 1
                    ? values[SIZE - 1]
                    : values[below]
                            + (values[below + 1] - values[below])
                                    * (time - time(below))
                                    / (time(below + 1) - time(below));
        }

        double faster(double probability) {
            int place = Arrays.binarySearch(upTo, probability);
            return ofMean / seconds[Math.min(seconds.length - 1, place < 0 ? -place - 1 : place)];
        }

        /** Of the mean, by trapezoids from one time of the table to the next. */
        private double withinBudget() {
            double integral = values[0] * time(0) / 2;
            for (int i = 1; i < SIZE; i++) {
                double more = (values[i] + values[i - 1]) / 2 * (time(i) - time(i - 1));
                double before = integral / time(i - 1);
                double then = (integral + more) / time(i);
                if (then > TtlChoice.USUAL_BUDGET) {
                    double part = Math.clamp((TtlChoice.USUAL_BUDGET - before) / (then - before), 0, 1);
                    return time(i - 1) + part * (time(i) - time(i - 1));
                }
                integral += more;
            }
            return time(SIZE - 1);
        }
    }

    /**
     * A TTL that may be the longest at which the share of outdated answers is within the budget, where they are served at all ages alike,
     * and the probability that it is.
     */
    record Longest(double seconds, double probability) {}

    /** All of them, shortest first. */
    List<Longest> longest(double budget) {
        return budget == TtlChoice.USUAL_BUDGET ? curve().usual : within(budget);
    }

    private List<Longest> within(double budget) {
        List<Longest> all = new ArrayList<>();
        double kept = Arrays.stream(weights).filter(weight -> weight > SELDOM).sum();
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > SELDOM) {
                Fit fit = fits.get(i);
                double longest = shapes.longest(fit.shape(), budget);
                for (int j = 0; j < POINTS; j++) {
                    all.add(new Longest(
                            longest / Math.pow(2, fit.pace() + DEVIATIONS[j] * fit.deviation()),
                            weights[i] / kept * SHARES[j]));
                }
            }
        }
        all.sort(Comparator.comparingDouble(Longest::seconds));
        return all;
    }

    /** The pace of each shape at which it is likeliest, its spread, and how likely the shape is. */
    private static final class Search {
        private final Shapes shapes;
        private final Runs runs;
        private final int[] spans;
        private final double[] changed;
        private final double[] unchanged;
        private final double share;
        private final double length;
        private final double drift;
        private final int start;
        private double best = Double.NEGATIVE_INFINITY;

        Search(Shapes shapes, List<Sighting> seen, Runs runs) {
            this.shapes = shapes;
            this.runs = runs;
            spans = new int[seen.size()];
            changed = new double[spans.length];
            unchanged = new double[spans.length];
            double time = 0;
            double rounded = 0;
            for (int i = 0; i < spans.length; i++) {
                Sighting each = seen.get(i);
                double steps = Shapes.EACH_DOUBLING * Math.log(each.seconds()) / Math.log(2);
                spans[i] = (int) Math.round(steps);
                changed[i] = each.changed();
                unchanged[i] = each.unchanged();
                time += (changed[i] + unchanged[i]) * each.seconds();
                rounded += (steps - spans[i]) * (changed[i] + unchanged[i]);
            }
            double changes = Arrays.stream(changed).sum();
            double all = changes + Arrays.stream(unchanged).sum();
            share = changes / all;
            drift = rounded / all;
            length = runs.length(share);
            start = (int) Math.round(Shapes.EACH_DOUBLING * Math.log(changes / time) / Math.log(2));
        }

        List<Fit> fits() {
            List<Fit> found = new ArrayList<>();
            double most = saturated();
            int at = start;
            int first = start;
            double before = 0;
            boolean hopeless = false;
            for (int shape = 0; shape < shapes.size(); shape++) {
                boolean bursts = shapes.isBursts(shape);
                if (!bursts || !shapes.isLongerBurst(shape)) {
                    hopeless = false;
                    before = Double.NEGATIVE_INFINITY;
                    at = bursts ? first : start;
                }
                if (hopeless) {
                    continue;
                }
                double counted = bursts ? length : 1;
                at = likeliest(shape, at, bursts ? NEAR : Shapes.EACH_DOUBLING);
                first = before == Double.NEGATIVE_INFINITY ? at : first;
                double here = likelihood(shape, at);
                double likely = (here - most) / counted + runsUnder(shape);
                best = Math.max(best, likely);
                if (likely >= best - OUT_OF_QUESTION) {
                    found.add(around(shape, at, here, counted, likely));
                }
                // The longer the bursts, the less likely from then on.
                hopeless = likely < before && likely < best - HOPELESS;
                before = likely;
            }
            return found;
        }

        private double runsUnder(int shape) {
            double heterogeneity = shapes.heterogeneity(shape);
            return shapes.isBursts(shape)
                    ? runs.likelihood(share, 1)
                    : heterogeneity < 0 ? runs.likelihood(0, share) : runs.likelihood(share * (1 + heterogeneity));
        }

        private double likelihood(int shape, int faster) {
            return shapes.likelihood(shape, faster, spans, changed, unchanged);
        }

        private int likeliest(int shape, int from, int first) {
            int at = from;
            double here = likelihood(shape, at);
            for (int step = first; step >= 1; step /= 2) {
                int towards = step;
                double next = likelihood(shape, at + towards);
                if (next <= here) {
                    towards = -step;
                    next = likelihood(shape, at + towards);
                }
                for (int turn = 0; next > here && turn < FURTHEST; turn++) {
                    at += towards;
                    here = next;
                    next = likelihood(shape, at + towards);
                }
            }
            return at;
        }

        private Fit around(int shape, int at, double here, double counted, double likely) {
            double bent = (2 * here - likelihood(shape, at + NEAR) - likelihood(shape, at - NEAR)) / counted;
            int stride = bent <= 0 ? NEAR : (int) Math.clamp(NEAR / Math.sqrt(bent) / 2, 1, FURTHEST / 20.0);
            double sum = 1;
            double first = 0;
            double second = 0;
            for (int side = -1; side <= 1; side += 2) {
                for (int i = stride; i < FURTHEST; i += stride) {
                    double drop = (likelihood(shape, at + side * i) - here) / counted;
                    if (drop < -6) {
                        break;
                    }
                    double weight = Math.exp(drop);
                    sum += weight;
                    first += weight * side * i;
                    second += weight * i * i;
                }
            }
            double mean = first / sum;
            double deviation = Math.sqrt(Math.max(1.0 / 12, second / sum - mean * mean));
            return new Fit(
                    shape,
                    likely + Math.log(sum * stride),
                    1,
                    (at + mean - drift) / Shapes.EACH_DOUBLING,
                    deviation / Shapes.EACH_DOUBLING,
                    here,
                    counted);
        }

        /** No curve does better than the shares that were seen. */
        private double saturated() {
            double sum = 0;
            for (int i = 0; i < spans.length; i++) {
                double all = changed[i] + unchanged[i];
                sum += changed[i] == 0 ? 0 : changed[i] * Math.log(changed[i] / all);
                sum += unchanged[i] == 0 ? 0 : unchanged[i] * Math.log(unchanged[i] / all);
            }
            return sum;
        }
    }
}
