package io.zol0.optimizer;

import io.zol0.cache.ChangeRecord;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/**
 * How often the same is asked for again: what a store that keeps it for some time would answer of it, as a renewal process of the
 * times between requests that were seen (D. R. Cox, Renewal Theory, 1962). Some hundred courses of requests are drawn once, the same
 * for the same record; beyond their end requests are as frequent as on average. The first request of a course, which is most of what a
 * short TTL answers, is not drawn: its time is distributed as the times that were seen are.
 */
final class Revisits {
    private static final int COURSES = 96;
    private static final int STEPS = 64;
    private static final double SHORTEST = 0.91;
    private static final double LONGEST = 1.09;

    private final double[][] courses = new double[COURSES][STEPS];
    private final double[] residuals = new double[COURSES];
    private final double[] gaps;
    private final double[] shares;
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
        gaps = seconds.clone();
        shares = Arrays.stream(counts)
                .mapToDouble(count -> again == 0 ? 0 : (double) count / again)
                .toArray();
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
            int[] strata = new int[COURSES];
            double[] at = new double[COURSES];
            for (int j = 0; j < STEPS; j++) {
                // Each step of all courses takes every part of the distribution once (Latin hypercube).
                for (int i = 0; i < COURSES; i++) {
                    int other = random.nextInt(i + 1);
                    strata[i] = strata[other];
                    strata[other] = i;
                }
                for (int i = 0; i < COURSES; i++) {
                    double part = (strata[i] + random.nextDouble()) / COURSES;
                    at[i] += within(seconds[place(upTo, part * sum)], random);
                    courses[i][j] = at[i];
                }
            }
            for (int i = 0; i < COURSES; i++) {
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

    /** Share of requests that a store answers which keeps an answer for so many seconds. */
    double hits(double fresh) {
        if (repeated == 0) {
            return 0;
        }
        double hits = 0;
        for (int i = 0; i < shares.length && gaps[i] * SHORTEST < fresh; i++) {
            hits += COURSES * shares[i] * part(gaps[i], fresh);
        }
        for (double[] course : courses) {
            int served = before(course, fresh);
            hits += served < STEPS ? Math.max(0, served - 1) : STEPS - 1 + (fresh - course[STEPS - 1]) / mean;
        }
        return hits * repeated / (hits + COURSES);
    }

    /** The chance that an answer of an age is outdated, read off at the ages that requests have. */
    Curve curve(DoubleUnaryOperator changed) {
        return new Curve(changed);
    }

    /** A store that keeps an answer for {@code fresh} seconds, and for {@code stale} more gives it while it fetches another. */
    Served serve(double fresh, double stale, Curve changed) {
        if (repeated == 0) {
            return new Served(0, 1, 0);
        }
        double hits = 0;
        double outdated = 0;
        for (int i = 0; i < shares.length && gaps[i] * SHORTEST < fresh; i++) {
            double first = COURSES * shares[i] * part(gaps[i], fresh);
            hits += first;
            outdated +=
                    first == 0 ? 0 : first * changed.at((gaps[i] * SHORTEST + Math.min(fresh, gaps[i] * LONGEST)) / 2);
        }
        int both = 0;
        for (int i = 0; i < COURSES; i++) {
            double[] course = courses[i];
            int j = before(course, fresh);
            hits += Math.max(0, j - 1);
            outdated += j == 0 ? 0 : changed.upTo(i, j) - changed.upTo(i, 1);
            double next;
            if (j < STEPS) {
                next = course[j];
            } else {
                double from = course[STEPS - 1];
                hits += (fresh - from) / mean;
                outdated += (changed.integral(fresh) - changed.integral(from)) / mean;
                next = fresh + residuals[i];
            }
            if (next < fresh + stale) {
                both++;
                outdated += changed.at(next);
            }
        }
        // Each course ends with a fetch; where it was answered from the store as well, it is one request all the same.
        double share = repeated / (hits + COURSES);
        // What is asked for the first time is always fetched.
        return new Served((hits + both) * share, COURSES * share + 1 - repeated, outdated * share);
    }

    /** A curve as a table with equal steps of the logarithm, its sums along each course, and its integral. */
    final class Curve {
        private static final int EACH_DOUBLING = 8;
        private static final double YOUNGEST = 1.0 / 64;
        private static final int SIZE = 32 * EACH_DOUBLING;
        private static final double STEP = EACH_DOUBLING / 0.6931471805599453;

        private final double[] values = new double[SIZE];
        private final double[] integrals = new double[SIZE];
        private final double[][] sums = new double[COURSES][0];

        Curve(DoubleUnaryOperator changed) {
            double before = 0;
            double valueBefore = 0;
            for (int i = 0; i < SIZE; i++) {
                double age = age(i);
                values[i] = changed.applyAsDouble(age);
                integrals[i] = (i == 0 ? 0 : integrals[i - 1]) + (values[i] + valueBefore) / 2 * (age - before);
                before = age;
                valueBefore = values[i];
            }
        }

        private static double age(int place) {
            return YOUNGEST * Math.pow(2, (double) place / EACH_DOUBLING);
        }

        double at(double age) {
            if (age <= YOUNGEST) {
                return values[0] * age / YOUNGEST;
            }
            double place = Math.log(age / YOUNGEST) * STEP;
            int below = (int) place;
            return below >= SIZE - 1
                    ? values[SIZE - 1]
                    : values[below] + (place - below) * (values[below + 1] - values[below]);
        }

        double integral(double age) {
            if (age <= YOUNGEST) {
                return values[0] * age / YOUNGEST * age / 2;
            }
            int below = (int) Math.min(SIZE - 1.0, Math.log(age / YOUNGEST) * STEP);
            return integrals[below] + (values[below] + at(age)) / 2 * (age - age(below));
        }

        /** Sum over the first requests of a course. */
        double upTo(int course, int requests) {
            double[] known = sums[course];
            if (known.length == 0) {
                known = new double[STEPS + 1];
                for (int j = 0; j < STEPS; j++) {
                    known[j + 1] = known[j] + at(courses[course][j]);
                }
                sums[course] = known;
            }
            return known[requests];
        }
    }

    private static int before(double[] course, double fresh) {
        int place = Arrays.binarySearch(course, fresh);
        return place < 0 ? -place - 1 : place;
    }

    /** Of a class of times, the part that is before one. */
    private static double part(double seconds, double before) {
        return Math.clamp((before / seconds - SHORTEST) / (LONGEST - SHORTEST), 0, 1);
    }

    /** A class stands for times around its middle, a fifth apart. */
    private static double within(double seconds, SplittableRandom random) {
        return seconds * (SHORTEST + (LONGEST - SHORTEST) * random.nextDouble());
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
