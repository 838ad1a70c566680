package io.zol0.optimizer;

import io.zol0.cache.ChangeRecord;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * How often the same is asked for again: what a store that keeps it for some time would answer of it, as a renewal process of the
 * times between requests that were seen (D. R. Cox, Renewal Theory, 1962). Some hundred courses of requests are drawn once, the same
 * for the same record; beyond their end requests are as frequent as on average.
 */
final class Revisits {
    private static final int COURSES = 128;
    private static final int STEPS = 64;

    private final double[][] courses = new double[COURSES][STEPS];
    private final double[] residuals = new double[COURSES];
    private final double mean;
    private final double repeated;
    private final long requests;

    /**
     * @param seconds classes of times between two requests for the same
     * @param counts how often each was seen
     * @param first requests for what was not asked for before
     */
    Revisits(double[] seconds, long[] counts, long first) {
        long again = Arrays.stream(counts).sum();
        requests = again + first;
        repeated = requests == 0 ? 0 : (double) again / requests;
        double[] upTo = new double[counts.length];
        double[] upToWeighted = new double[counts.length];
        double sum = 0;
        double weighted = 0;
        for (int i = 0; i < counts.length; i++) {
            sum += counts[i];
            weighted += counts[i] * seconds[i];
            upTo[i] = sum;
            upToWeighted[i] = weighted;
        }
        mean = again == 0 ? Double.POSITIVE_INFINITY : weighted / sum;
        if (again > 0) {
            SplittableRandom random = new SplittableRandom(1);
            for (int i = 0; i < COURSES; i++) {
                double at = 0;
                for (int j = 0; j < STEPS; j++) {
                    at += within(
                            seconds[
                                    place(
                                            upTo,
                                            (j == 0 ? (i + random.nextDouble()) / COURSES : random.nextDouble())
                                                    * sum)],
                            random);
                    courses[i][j] = at;
                }
                // The time from any moment to the next request: a gap, drawn by its length, from a point in it.
                residuals[i] = random.nextDouble()
                        * seconds[place(upToWeighted, (i + random.nextDouble()) / COURSES * weighted)];
            }
        }
    }

    /** What the cache has seen of an endpoint. */
    static Revisits of(ChangeRecord record) {
        int classes = record.asked().size();
        double[] seconds = new double[classes];
        long[] counts = new long[classes];
        for (int i = 0; i < classes; i++) {
            seconds[i] = ChangeRecord.spanSeconds(i);
            counts[i] = record.asked().get(i);
        }
        return new Revisits(seconds, counts, record.first());
    }

    /** Requests that it rests on. */
    long requests() {
        return requests;
    }

    /** Mean time between two requests for the same, in seconds; infinite where nothing was asked for twice. */
    double mean() {
        return mean;
    }

    /** What becomes of requests, as shares of them all. */
    record Served(double hits, double fetches, double outdated) {
        /** Of the requests answered from the store, the share that got what the upstream would not give any more. */
        double outdatedOfHits() {
            return hits == 0 ? 0 : outdated / hits;
        }
    }

    /**
     * A store that keeps an answer for {@code fresh} seconds, and for {@code stale} more gives it while it fetches another.
     *
     * @param changed the probability that an answer of an age in seconds is outdated
     */
    Served serve(double fresh, double stale, DoubleUnaryOperator changed) {
        if (repeated == 0) {
            return new Served(0, 1, 0);
        }
        double hits = 0;
        double fetches = 0;
        double outdated = 0;
        for (int i = 0; i < COURSES; i++) {
            double[] course = courses[i];
            int j = 0;
            while (j < STEPS && course[j] < fresh) {
                outdated += changed.applyAsDouble(course[j]);
                j++;
            }
            hits += j;
            double next;
            if (j < STEPS) {
                next = course[j];
            } else {
                double from = course[STEPS - 1];
                double more = (fresh - from) / mean;
                hits += more;
                outdated += more * average(changed, from, fresh);
                next = fresh + residuals[i];
            }
            fetches++;
            if (next < fresh + stale) {
                hits++;
                outdated += changed.applyAsDouble(next);
            }
        }
        double all = hits + fetches - (stale > 0 ? staleServes(fresh, stale) : 0);
        double share = repeated / all;
        // What is asked for the first time is always fetched.
        return new Served(hits * share, fetches * share + 1 - repeated, outdated * share);
    }

    /** Requests that are both answered from the store and the cause of a fetch. */
    private double staleServes(double fresh, double stale) {
        int both = 0;
        for (int i = 0; i < COURSES; i++) {
            double next = fresh + residuals[i];
            if (courses[i][STEPS - 1] >= fresh) {
                int j = Arrays.binarySearch(courses[i], fresh);
                next = courses[i][j < 0 ? -j - 1 : j];
            }
            both += next < fresh + stale ? 1 : 0;
        }
        return both;
    }

    /** Mean over an interval by Gauss and Legendre with four points in each of four parts. */
    private static double average(DoubleUnaryOperator of, double from, double to) {
        double sum = 0;
        double part = (to - from) / 4;
        for (int i = 0; i < 4; i++) {
            double middle = from + part * (i + 0.5);
            sum += 0.3478548451
                    * (of.applyAsDouble(middle - 0.4305681558 * part) + of.applyAsDouble(middle + 0.4305681558 * part));
            sum += 0.6521451549
                    * (of.applyAsDouble(middle - 0.1699905218 * part) + of.applyAsDouble(middle + 0.1699905218 * part));
        }
        return sum / 8;
    }

    /** A class stands for times around its middle, a fifth apart. */
    private static double within(double seconds, SplittableRandom random) {
        return seconds * (0.91 + 0.18 * random.nextDouble());
    }

    private static int place(double[] upTo, double number) {
        int low = 0;
        int high = upTo.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (upTo[middle] > number) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
