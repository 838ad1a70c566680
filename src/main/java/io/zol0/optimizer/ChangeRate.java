package io.zol0.optimizer;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * How soon the body of an endpoint becomes another one, from fetches at irregular times that tell only whether there was a change
 * between two of them (censored observation).
 *
 * <p>Changes by chance at one rate: the maximum likelihood of Cho and Garcia-Molina, "Estimating Frequency of Change", ACM TOIT 3
 * (2003), section 5.1, with their half a span against a change in every one (4.2). Changes at regular intervals: the chance of one in a
 * span is the span's share of the interval. Where neither fits (bursts, a day's rhythm, bodies of different pace under one endpoint):
 * any concave curve, by its nonparametric maximum likelihood (L. Duembgen, S. Freitag and G. Jongbloed, "Consistency of concave
 * regression, with an application to current-status data", Mathematical Methods of Statistics 13, 2004). However changes come, as long as
 * they come alike at all times, the chance of one within a time is concave in that time, since it is the integral of how many gaps are
 * longer (D. R. Cox, Renewal Theory, 1962, section 5.2); and each concave curve is a mixture of regular changes, so that it is found by EM
 * over a grid of their intervals. A richer shape is taken only where its logarithm of likelihood is better by {@link #BETTER} or
 * {@link #MUCH_BETTER}. Where a longer TTL has kept spans short of it from being seen, a simple shape says nothing of them but what it
 * says of longer ones: who is careful takes the larger of it and the concave curve, which rests on short spans of earlier days.
 * The interval is where the likelihood of the whole curve, run slower or faster, is within that of 95 % (Wilks 1938).
 */
final class ChangeRate {
    /** With fewer fetches of the same nothing is said. */
    static final int LEAST = 30;

    /** Half the 99 % point of chi-square with one degree of freedom. */
    private static final double BETTER = 3.32;

    /** The same for a mixture, which has a rate and a share more. */
    private static final double MUCH_BETTER = 5.5;

    /** Half the 95 % point of chi-square with one degree of freedom. */
    private static final double WITHIN = 1.92;

    private static final double SLOWEST = 1e-9;
    private static final double FASTEST = 1e4;
    private static final int EACH_DOUBLING = 2;
    private static final int RATES = 20 * EACH_DOUBLING;
    private static final int SLOWER = 8 * EACH_DOUBLING;
    private static final int FIRST_ROUNDS = 6;
    private static final int ROUNDS = 60;

    /** With less to be gained over chance no curve is looked for. */
    private static final double WORTH_A_LOOK = 1;

    /** Spans are known by classes of a fifth of their length, so that a regular change is never quite certain. */
    private static final double SURE = 0.995;

    /** How changes come. */
    enum Shape {
        /** None was seen. */
        STILL,
        /** By chance, at one rate. */
        CHANCE,
        /** At regular intervals. */
        REGULAR,
        /** At several paces: bursts, rhythms, or different bodies. */
        UNEVEN
    }

    private final Shape shape;
    private final long fetches;
    private final long changes;
    private final double pace;
    private final Concave curve;
    private final double slower;
    private final double faster;
    private final Concave careful;

    /** A concave curve: intervals of regular changes as their rates, and the share of each. */
    private record Concave(double[] rates, double[] shares) {
        static final Concave NONE = new Concave(new double[0], new double[0]);

        double at(double seconds) {
            double changed = 0;
            for (int i = 0; i < rates.length; i++) {
                changed += shares[i] * Math.min(1, rates[i] * seconds);
            }
            return changed;
        }
    }

    private ChangeRate(
            Shape shape,
            long fetches,
            long changes,
            double pace,
            Concave curve,
            double slower,
            double faster,
            Concave careful) {
        this.shape = shape;
        this.fetches = fetches;
        this.changes = changes;
        this.pace = pace;
        this.curve = curve;
        this.slower = slower;
        this.faster = faster;
        this.careful = careful;
    }

    /** Empty where there is not enough data. */
    static Optional<ChangeRate> of(List<Sighting> seen) {
        long fetches = seen.stream().mapToLong(s -> s.changed() + s.unchanged()).sum();
        long changes = seen.stream().mapToLong(Sighting::changed).sum();
        if (fetches < LEAST) {
            return Optional.empty();
        }
        if (changes == 0) {
            double watched =
                    seen.stream().mapToDouble(s -> s.seconds() * s.unchanged()).sum();
            return Optional.of(
                    new ChangeRate(Shape.STILL, fetches, 0, WITHIN / watched, Concave.NONE, 0, 1, Concave.NONE));
        }
        double byChance = byChance(seen, fetches);
        Concave curve = Concave.NONE;
        double pace = byChance;
        Shape shape = Shape.CHANCE;
        double likelihood = likelihood(seen, t -> -Math.expm1(-byChance * t));
        double interval = regular(seen, byChance);
        double ofRegular = likelihood(seen, t -> Math.min(SURE, t / interval));
        if (ofRegular > likelihood + BETTER) {
            shape = Shape.REGULAR;
            likelihood = ofRegular;
            pace = 1 / interval;
        }
        Concave careful = Concave.NONE;
        if (shape == Shape.CHANCE && likelihood + WORTH_A_LOOK < saturated(seen)) {
            Concave concave = concave(seen, grid(byChance));
            double ofConcave = likelihood(seen, concave::at);
            if (ofConcave > likelihood + MUCH_BETTER) {
                shape = Shape.UNEVEN;
                likelihood = ofConcave;
                curve = concave;
            } else {
                careful = concave;
            }
        }
        ChangeRate found = new ChangeRate(shape, fetches, changes, pace, curve, 1, 1, careful);
        return Optional.of(new ChangeRate(
                shape,
                fetches,
                changes,
                pace,
                curve,
                found.bound(seen, likelihood - WITHIN, 1 / 1.1),
                found.bound(seen, likelihood - WITHIN, 1.1),
                careful));
    }

    Shape shape() {
        return shape;
    }

    /** Fetches that it rests on. */
    long fetches() {
        return fetches;
    }

    /** Of these, those that saw another body. */
    long changes() {
        return changes;
    }

    /** Changes in a second; 0 where none was seen. Of several rates, the one rate that comes nearest. */
    double perSecond() {
        return shape == Shape.STILL ? 0 : pace;
    }

    /** Lower end of the 95 % interval of {@link #perSecond}. */
    double low() {
        return pace * slower;
    }

    /** Upper end of it. */
    double high() {
        return pace * faster;
    }

    /** The probability that the body has become another one after so long. */
    double changedAfter(double seconds) {
        return shape == Shape.STILL ? 0 : probability(seconds);
    }

    /** The same, where the truth is at the slow end of the interval. */
    double changedAfterAtLeast(double seconds) {
        return probability(seconds * slower);
    }

    /** The same, where it is at the fast end. */
    double changedAfterAtMost(double seconds) {
        return probability(seconds * faster);
    }

    double changedAfter(Duration time) {
        return changedAfter(time.toNanos() / 1e9);
    }

    /** Standard deviation of the logarithm of the pace, upwards. */
    double deviation() {
        return shape == Shape.STILL ? 1 : Math.max(1e-9, Math.log(faster) / 1.96);
    }

    /** The curve, run faster by so many standard deviations of the pace, and never below what a curve of any shape says. */
    double changedAfter(double seconds, double deviations) {
        return shape == Shape.STILL
                ? probability(seconds)
                : Math.max(careful.at(seconds), probability(seconds * Math.exp(deviations * deviation())));
    }

    private double probability(double seconds) {
        return switch (shape) {
            case REGULAR -> Math.min(1, seconds * pace);
            case STILL, CHANCE -> -Math.expm1(-seconds * pace);
            case UNEVEN -> curve.at(seconds);
        };
    }

    private double bound(List<Sighting> seen, double least, double step) {
        DoubleUnaryOperator at = scale -> likelihood(
                seen, t -> shape == Shape.REGULAR ? Math.min(SURE, t * scale * pace) : probability(t * scale));
        double inside = 1;
        double outside = step;
        while (at.applyAsDouble(outside) > least && outside < 1e6 && outside > 1e-6) {
            inside = outside;
            outside *= outside > 1 ? Math.max(step, outside) : Math.min(step, outside);
        }
        for (int i = 0; i < 14; i++) {
            double middle = Math.sqrt(inside * outside);
            if (at.applyAsDouble(middle) > least) {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        return inside;
    }

    private static double byChance(List<Sighting> seen, long fetches) {
        double still = 0;
        double all = 0;
        for (Sighting s : seen) {
            still += s.unchanged() * s.seconds();
            all += (s.changed() + s.unchanged()) * s.seconds();
        }
        still += all / fetches / 2;
        double low = SLOWEST;
        double high = FASTEST;
        for (int i = 0; i < 60; i++) {
            double rate = Math.sqrt(low * high);
            double expected = 0;
            for (Sighting s : seen) {
                expected += s.changed() == 0 ? 0 : s.changed() * s.seconds() / Math.expm1(rate * s.seconds());
            }
            if (expected > still) {
                low = rate;
            } else {
                high = rate;
            }
        }
        return Math.sqrt(low * high);
    }

    /** The interval that makes regular changes most likely, by golden section in its logarithm. */
    private static double regular(List<Sighting> seen, double rate) {
        double best = 1 / rate;
        double bestLikelihood = Double.NEGATIVE_INFINITY;
        for (int i = -12; i <= 12; i++) {
            double interval = Math.pow(2, i / 4.0) / rate;
            double likelihood = likelihood(seen, t -> Math.min(SURE, t / interval));
            if (likelihood > bestLikelihood) {
                bestLikelihood = likelihood;
                best = interval;
            }
        }
        double low = best / 1.2;
        double high = best * 1.2;
        for (int i = 0; i < 14; i++) {
            double left = low + (high - low) * 0.382;
            double right = low + (high - low) * 0.618;
            if (likelihood(seen, t -> Math.min(SURE, t / left)) < likelihood(seen, t -> Math.min(SURE, t / right))) {
                low = left;
            } else {
                high = right;
            }
        }
        return (low + high) / 2;
    }

    private static double[] grid(double rate) {
        double[] rates = new double[RATES];
        for (int i = 0; i < RATES; i++) {
            rates[i] = rate * Math.pow(2, (double) (i - SLOWER) / EACH_DOUBLING);
        }
        return rates;
    }

    /** First over the whole grid, then over the intervals that are left, of which the likeliest curve has few. */
    private static Concave concave(List<Sighting> seen, double[] grid) {
        double[] even = new double[grid.length];
        Arrays.fill(even, 1.0 / grid.length);
        Concave first = mixture(seen, new Concave(grid, even), FIRST_ROUNDS, 1e-6);
        return mixture(seen, first, ROUNDS, 1e-4);
    }

    /** EM, with the steps of Varadhan and Roland (SQUAREM, Scandinavian Journal of Statistics 35, 2008), as it creeps alone. */
    private static Concave mixture(List<Sighting> seen, Concave from, int rounds, double least) {
        Mixing mixing = new Mixing(seen, from.rates());
        int size = from.rates().length;
        double[] shares = from.shares();
        for (int round = 0; round < rounds; round++) {
            double[] once = mixing.step(shares);
            double[] twice = mixing.step(once);
            double moved = 0;
            double bent = 0;
            for (int i = 0; i < size; i++) {
                moved += square(once[i] - shares[i]);
                bent += square(twice[i] - 2 * once[i] + shares[i]);
            }
            if (moved < 1e-11 || bent == 0) {
                shares = twice;
                break;
            }
            double far = Math.max(1, Math.sqrt(moved / bent));
            double[] further = new double[size];
            double sum = 0;
            for (int i = 0; i < size; i++) {
                double step = once[i] - shares[i];
                further[i] =
                        Math.max(1e-12, shares[i] + 2 * far * step + far * far * (twice[i] - 2 * once[i] + shares[i]));
                sum += further[i];
            }
            for (int i = 0; i < size; i++) {
                further[i] /= sum;
            }
            shares = mixing.likelihood(further) >= mixing.likelihood(twice) ? further : twice;
        }
        double[] found = mixing.step(shares);
        int[] kept = IntStream.range(0, size).filter(i -> found[i] > least).toArray();
        double all = IntStream.of(kept).mapToDouble(i -> found[i]).sum();
        return new Concave(
                IntStream.of(kept).mapToDouble(i -> from.rates()[i]).toArray(),
                IntStream.of(kept).mapToDouble(i -> found[i] / all).toArray());
    }

    /** Shares of rates, and how well they explain what was seen. */
    private static final class Mixing {
        private final double[][] still;
        private final double[] changed;
        private final double[] unchanged;
        private final double all;

        Mixing(List<Sighting> seen, double[] rates) {
            still = new double[rates.length][seen.size()];
            changed = seen.stream().mapToDouble(Sighting::changed).toArray();
            unchanged = seen.stream().mapToDouble(Sighting::unchanged).toArray();
            all = Arrays.stream(changed).sum() + Arrays.stream(unchanged).sum();
            for (int i = 0; i < rates.length; i++) {
                for (int j = 0; j < changed.length; j++) {
                    still[i][j] = Math.max(0, 1 - rates[i] * seen.get(j).seconds());
                }
            }
        }

        private double[] stills(double[] shares) {
            double[] sums = new double[changed.length];
            for (int i = 0; i < still.length; i++) {
                for (int j = 0; j < sums.length; j++) {
                    sums[j] += shares[i] * still[i][j];
                }
            }
            return sums;
        }

        double likelihood(double[] shares) {
            double[] sums = stills(shares);
            double sum = 0;
            for (int j = 0; j < sums.length; j++) {
                sum += changed[j] * Math.log(Math.max(1e-12, 1 - sums[j]));
                sum += unchanged[j] * Math.log(Math.max(1e-12, sums[j]));
            }
            return sum;
        }

        double[] step(double[] shares) {
            double[] sums = stills(shares);
            double[] next = new double[shares.length];
            for (int i = 0; i < shares.length; i++) {
                double belongs = 0;
                for (int j = 0; j < sums.length; j++) {
                    belongs += still[i][j] * unchanged[j] / Math.max(1e-12, sums[j])
                            + (1 - still[i][j]) * changed[j] / Math.max(1e-12, 1 - sums[j]);
                }
                next[i] = shares[i] * belongs / all;
            }
            return next;
        }
    }

    private static double square(double x) {
        return x * x;
    }

    private static double likelihood(List<Sighting> seen, DoubleUnaryOperator changed) {
        double sum = 0;
        for (Sighting s : seen) {
            double p = Math.clamp(changed.applyAsDouble(s.seconds()), 1e-300, 1 - 1e-15);
            sum += s.changed() * Math.log(p) + s.unchanged() * Math.log1p(-p);
        }
        return sum;
    }

    /** No curve does better than the shares that were seen. */
    private static double saturated(List<Sighting> seen) {
        double sum = 0;
        for (Sighting s : seen) {
            double all = s.changed() + s.unchanged();
            sum += s.changed() == 0 ? 0 : s.changed() * Math.log(s.changed() / all);
            sum += s.unchanged() == 0 ? 0 : s.unchanged() * Math.log(s.unchanged() / all);
        }
        return sum;
    }
}
