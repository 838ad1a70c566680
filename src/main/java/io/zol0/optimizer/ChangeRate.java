package io.zol0.optimizer;

import io.zol0.cache.ChangeRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How soon the body of an endpoint becomes another one, from fetches at irregular times that tell only whether there was a change
 * between two of them (censored observation).
 *
 * <p>Changes by chance at one rate: the maximum likelihood of Cho and Garcia-Molina, "Estimating Frequency of Change", ACM TOIT 3
 * (2003), section 5.1, with their half a span against a change in every one (4.2). Changes at regular intervals: the chance of one in a
 * span is the span's share of the interval. Where that is likelier by {@link #BETTER}, or a curve of another of the {@link Shapes} by
 * {@link #MUCH_BETTER}, changes are said to be so; the interval of their pace is where the likelihood is within that of 95 % (Wilks
 * 1938). The chance of a change within a time is the mean over all shapes, each as probable as what was seen makes it ({@link Likely}):
 * where a longer TTL has kept shorter spans from being seen, it is between what the shapes say of them.
 */
final class ChangeRate {
    /** With fewer fetches of the same nothing is said. */
    static final int LEAST = 30;

    /** Half the 99 % point of chi-square with one degree of freedom. */
    private static final double BETTER = 3.32;

    /** The same for curves with a shape and a share more. */
    private static final double MUCH_BETTER = 5.5;

    /** Half the 95 % point of chi-square with one degree of freedom. */
    private static final double WITHIN = 1.92;

    private static final double TAIL = 0.025;
    private static final double SLOWEST = 1e-9;
    private static final double FASTEST = 1e4;

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
    private final double slower;
    private final double faster;
    private final @Nullable Likely likely;

    private ChangeRate(
            Shape shape,
            long fetches,
            long changes,
            double pace,
            double slower,
            double faster,
            @Nullable Likely likely) {
        this.shape = shape;
        this.fetches = fetches;
        this.changes = changes;
        this.pace = pace;
        this.slower = slower;
        this.faster = faster;
        this.likely = likely;
    }

    /** What the cache has seen of an endpoint; empty where there is not enough data. */
    static Optional<ChangeRate> of(ChangeRecord record) {
        return of(Sighting.of(record), Runs.of(record));
    }

    /** Empty where there is not enough data. */
    static Optional<ChangeRate> of(List<Sighting> seen) {
        return of(seen, Runs.UNKNOWN);
    }

    static Optional<ChangeRate> of(List<Sighting> seen, Runs runs) {
        long fetches = seen.stream().mapToLong(s -> s.changed() + s.unchanged()).sum();
        long changes = seen.stream().mapToLong(Sighting::changed).sum();
        if (fetches < LEAST) {
            return Optional.empty();
        }
        if (changes == 0) {
            double watched =
                    seen.stream().mapToDouble(s -> s.seconds() * s.unchanged()).sum();
            return Optional.of(new ChangeRate(Shape.STILL, fetches, 0, WITHIN / watched, 0, 1, null));
        }
        double byChance = byChance(seen, fetches);
        double ofChance = likelihood(seen, t -> -Math.expm1(-byChance * t));
        double interval = regular(seen, byChance);
        double ofRegular = likelihood(seen, t -> Math.min(Shapes.SURE, t / interval));
        boolean regular = ofRegular > ofChance + BETTER;
        double best = regular ? ofRegular : ofChance;
        double pace = regular ? 1 / interval : byChance;
        DoubleBinaryOperator curve = regular
                ? (t, scale) -> Math.min(Shapes.SURE, t * scale * pace)
                : (t, scale) -> -Math.expm1(-t * scale * pace);
        Likely likely = Likely.of(seen, runs);
        boolean uneven = !regular && likely.isUneven(best, MUCH_BETTER);
        return Optional.of(new ChangeRate(
                uneven ? Shape.UNEVEN : regular ? Shape.REGULAR : Shape.CHANCE,
                fetches,
                changes,
                pace,
                bound(seen, curve, best - WITHIN, 1 / 1.1),
                bound(seen, curve, best - WITHIN, 1.1),
                likely));
    }

    /** The same endpoints, each by what all of them are like. */
    static Map<Long, ChangeRate> together(Map<Long, ChangeRate> each) {
        double[] alike = Likely.among(each.values().stream()
                .flatMap(rate -> Optional.ofNullable(rate.likely).stream())
                .toList());
        Map<Long, ChangeRate> all = new TreeMap<>();
        each.forEach((id, rate) -> all.put(id, rate.given(alike)));
        return all;
    }

    private ChangeRate given(double[] alike) {
        return likely == null
                ? this
                : new ChangeRate(shape, fetches, changes, pace, slower, faster, likely.given(alike));
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
        return likely == null ? 0 : likely.changedAfter(seconds);
    }

    /** The same, where the truth is at the slow end of what 95 of 100 cases are within, by what a TTL may be. */
    double changedAfterAtLeast(double seconds) {
        return likely == null ? atMostSoFast(seconds * slower) : likely.changedAfter(seconds * pace(1 - TAIL));
    }

    /** The same, where it is at the fast end. */
    double changedAfterAtMost(double seconds) {
        return likely == null ? atMostSoFast(seconds * faster) : likely.changedAfter(seconds * pace(TAIL));
    }

    double changedAfter(Duration time) {
        return changedAfter(time.toNanos() / 1e9);
    }

    /** The curve, run faster by so many standard deviations of what a TTL may be, and never slower than it is likely to be. */
    double changedAfter(double seconds, double deviations) {
        return likely == null
                ? atMostSoFast(seconds)
                : likely.changedAfter(seconds * Math.max(1, pace(Normal.below(-deviations))));
    }

    /** The TTLs that may be the longest within a budget, shortest first; none where no change was seen. */
    List<Likely.Longest> longest(double budget) {
        return likely == null ? List.of() : likely.longest(budget);
    }

    /** The longest TTL within the usual budget by the likely curve, where answers are served at all ages alike. */
    double longestLikely() {
        return likely == null ? 0 : likely.longestLikely();
    }

    /** By how much faster the curve runs where the longest TTL within the usual budget is shorter with a probability only. */
    private double pace(double probability) {
        return likely == null ? 1 : likely.faster(probability);
    }

    private double atMostSoFast(double seconds) {
        return -Math.expm1(-seconds * pace);
    }

    /** By how much slower or faster the curve may run. */
    private static double bound(List<Sighting> seen, DoubleBinaryOperator curve, double least, double step) {
        DoubleUnaryOperator at = scale -> likelihood(seen, t -> curve.applyAsDouble(t, scale));
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
            double likelihood = likelihood(seen, t -> Math.min(Shapes.SURE, t / interval));
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
            if (likelihood(seen, t -> Math.min(Shapes.SURE, t / left))
                    < likelihood(seen, t -> Math.min(Shapes.SURE, t / right))) {
                low = left;
            } else {
                high = right;
            }
        }
        return (low + high) / 2;
    }

    private static double likelihood(List<Sighting> seen, DoubleUnaryOperator changed) {
        double sum = 0;
        for (Sighting s : seen) {
            double p = Math.clamp(changed.applyAsDouble(s.seconds()), 1e-300, 1 - 1e-15);
            sum += s.changed() * Math.log(p) + s.unchanged() * Math.log1p(-p);
        }
        return sum;
    }
}
