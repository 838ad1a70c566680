package io.zol0.optimizer;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * In which ways bodies change, whatever their pace: the chance of a change within a time as a curve of one scale each. By chance at one
 * rate, at regular intervals, at rates that differ (by the time of the day, or from body to body: a gamma distribution of them), and in
 * bursts: a share of all moments lies in a burst, in which changes are a gap apart, and bursts come by chance. Logarithms are tabulated,
 * so that a curve is held against what was seen by looking up.
 */
final class Shapes {
    /** Spans are known by classes of a fifth of their length, so that a change is never quite certain. */
    static final double SURE = 0.995;

    static final int CHANCE = 0;
    static final int REGULAR = 1;

    /** Steps of the table for each doubling of the time. */
    static final int EACH_DOUBLING = 32;

    private static final int LEAST_DOUBLINGS = -22;
    private static final int SIZE = (5 - LEAST_DOUBLINGS) * EACH_DOUBLING;
    private static final double LATTICE = Math.sqrt(2);
    private static final double FEWEST_IN_A_BURST = 0.5;
    private static final double MOST_IN_A_BURST = 2_000;

    private static WeakReference<Shapes> kept = new WeakReference<>(null);

    private final List<Unit> all = new ArrayList<>();
    private final float[][] changed;
    private final float[][] unchanged;
    private final double[] usual;
    private final int simple;

    /** A curve at the pace at which what is not a burst comes once in a unit of time. */
    private record Unit(double differ, double inBurst, double gap) {
        double at(double time) {
            return inBurst * Math.min(1, time / gap) + (1 - inBurst) * rest(time);
        }

        private double rest(double time) {
            return differ < 0
                    ? Math.min(1, time)
                    : differ == 0 ? -Math.expm1(-time) : 1 - Math.pow(1 + differ * time, -1 / differ);
        }

        /** Mean over the times from 0 on. */
        double mean(double to) {
            double burst = to < gap ? to / (2 * gap) : 1 - gap / (2 * to);
            return inBurst * burst + (1 - inBurst) * restMean(to);
        }

        private double restMean(double to) {
            if (differ < 0) {
                return to < 1 ? to / 2 : 1 - 1 / (2 * to);
            }
            if (to < 1e-5) {
                return to / 2;
            }
            return differ == 0
                    ? 1 + Math.expm1(-to) / to
                    : differ == 1
                            ? 1 - Math.log1p(to) / to
                            : 1 - (Math.pow(1 + differ * to, 1 - 1 / differ) - 1) / ((differ - 1) * to);
        }
    }

    private Shapes() {
        for (double differ : new double[] {0, -1, 0.3, 1}) {
            all.add(new Unit(differ, 0, 1));
        }
        simple = all.size();
        for (double gap = 1.0 / 4096; gap < 0.5; gap *= LATTICE) {
            for (double inBurst = 0.001; inBurst < 0.75; inBurst *= LATTICE) {
                if (inBurst / gap >= FEWEST_IN_A_BURST && inBurst / gap < MOST_IN_A_BURST) {
                    all.add(new Unit(0, inBurst, gap));
                }
            }
        }
        changed = new float[all.size()][SIZE];
        unchanged = new float[all.size()][SIZE];
        usual = IntStream.range(0, all.size())
                .mapToDouble(shape -> search(shape, TtlChoice.USUAL_BUDGET))
                .toArray();
        for (int shape = 0; shape < all.size(); shape++) {
            for (int i = 0; i < SIZE; i++) {
                double time = Math.pow(2, LEAST_DOUBLINGS + (double) i / EACH_DOUBLING);
                double probability = Math.min(SURE, all.get(shape).at(time));
                changed[shape][i] = (float) Math.log(probability);
                unchanged[shape][i] = (float) Math.log1p(-probability);
            }
        }
    }

    /** The same for all who use them at a time; not kept in between. */
    static synchronized Shapes get() {
        Shapes found = kept.get();
        if (found == null) {
            found = new Shapes();
            kept = new WeakReference<>(found);
        }
        return found;
    }

    int size() {
        return all.size();
    }

    boolean isBursts(int shape) {
        return shape >= simple;
    }

    /** Whether it is the one before with longer bursts. */
    boolean isLongerBurst(int shape) {
        return shape > simple && all.get(shape).gap() == all.get(shape - 1).gap();
    }

    /** Before anything was seen: bursts are as likely as everything else together. */
    double[] atFirst() {
        double[] weights = new double[size()];
        for (int shape = 0; shape < weights.length; shape++) {
            weights[shape] = isBursts(shape) ? 0.5 / (weights.length - simple) : 0.5 / simple;
        }
        return weights;
    }

    /** By how much more likely a change is after another one, where bodies differ; of bursts and regular changes it is not known. */
    double heterogeneity(int shape) {
        return all.get(shape).differ();
    }

    double at(int shape, double time) {
        return all.get(shape).at(time);
    }

    /** The longest time over which the mean is within a budget. */
    double longest(int shape, double budget) {
        return budget == TtlChoice.USUAL_BUDGET ? usual[shape] : search(shape, budget);
    }

    private double search(int shape, double budget) {
        double low = 1e-9;
        double high = 1e3;
        for (int i = 0; i < 40; i++) {
            double middle = Math.sqrt(low * high);
            if (all.get(shape).mean(middle) <= budget) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * Logarithm of the likelihood of what was seen.
     *
     * @param faster the pace, in steps of the table
     * @param spans times, in steps of the table from a second on
     */
    double likelihood(int shape, int faster, int[] spans, double[] changedThen, double[] unchangedThen) {
        float[] yes = changed[shape];
        float[] no = unchanged[shape];
        int from = faster - LEAST_DOUBLINGS * EACH_DOUBLING;
        double sum = 0;
        for (int i = 0; i < spans.length; i++) {
            int place = Math.clamp(spans[i] + (long) from, 0, SIZE - 1);
            sum += changedThen[i] * yes[place] + unchangedThen[i] * no[place];
        }
        return sum;
    }
}
