package io.zol0.optimizer;

/**
 * Tests that may be looked at after every observation without losing their level: who stops as soon as one speaks is wrong with at
 * most the stated probability, whenever that is. All state is a few numbers.
 */
final class SequentialTest {
    private SequentialTest() {}

    /** A 1 - alpha confidence sequence at this moment. */
    record Interval(double estimate, double low, double high) {
        static final Interval UNKNOWN = new Interval(Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

        boolean isAbove(double value) {
            return low > value;
        }

        boolean isBelow(double value) {
            return high < value;
        }
    }

    /**
     * Whether bad events are more frequent among the calls of a trial than among the others, by the arm in which each bad event fell.
     * If both are as frequent, an event falls into the trial with the share of calls that the trial had; the likelihood of where they
     * fell, mixed over some shares above it, against that share is a martingale, and the chance that it ever
     * exceeds {@code 1 / alpha} is alpha (Ville 1939; mixture sequential probability ratio test, Robbins 1970; Johari, Koomen, Pekelis
     * and Walsh, "Always Valid Inference", Operations Research 2022). Exact for rare events too.
     *
     * <p>The share of calls may be another with each step, as it is with alternating slices. Bursts of failures that
     * hit one slice only count as many: at worst a trial is stopped for nothing.
     */
    static final class Harm {
        /** Odds of the trial's events, as multiples of equal ones, that the prior spreads its weight over. */
        private static final double[] MULTIPLES = {1.5, 2.5, 5, 10, 25, 100};

        private final double alpha;
        private final double[] logs = new double[MULTIPLES.length];
        private long trialCalls;
        private long otherCalls;
        private double trialBad;
        private double otherBad;
        private double strongest;

        /** @param alpha chance of stopping a trial that does no harm */
        Harm(double alpha) {
            this.alpha = alpha;
        }

        /**
         * What came in since the last time, in both arms over stretches of time that are comparable.
         *
         * @param trialShare share of the calls that fell to the trial then, above 0 and below 1
         */
        void add(double trialShare, long trialCalls, double trialBad, long otherCalls, double otherBad) {
            this.trialCalls += trialCalls;
            this.otherCalls += otherCalls;
            this.trialBad += trialBad;
            this.otherBad += otherBad;
            for (int i = 0; i < MULTIPLES.length; i++) {
                double share = MULTIPLES[i] * trialShare / (MULTIPLES[i] * trialShare + 1 - trialShare);
                logs[i] +=
                        trialBad * Math.log(share / trialShare) + otherBad * Math.log((1 - share) / (1 - trialShare));
            }
            strongest = Math.max(strongest, evidence());
        }

        /** How much more likely harm makes what was seen: 1 says nothing, above {@code 1 / alpha} it is taken for true. */
        double evidence() {
            double sum = 0;
            for (double log : logs) {
                sum += Math.exp(Math.min(700, log));
            }
            return sum / logs.length;
        }

        /** Whether harm was proven at any look. */
        boolean isProven() {
            return strongest >= 1 / alpha;
        }

        /** Share of bad calls in the trial. */
        double trialShare() {
            return trialBad / trialCalls;
        }

        /** Share of bad calls beside it. */
        double otherShare() {
            return otherBad / otherCalls;
        }

        long trialCalls() {
            return trialCalls;
        }
    }

    /**
     * Whether a share is above what is allowed, whatever the others do: the likelihood of what was seen, mixed over higher shares,
     * against the allowed one. Valid for any true share up to it, as the ratio of likelihoods only falls with fewer events.
     */
    static final class Above {
        private static final int GRID = 24;

        private final double allowed;
        private final double alpha;
        private final double[] logs = new double[GRID];
        private double calls;
        private double bad;
        private double strongest;

        /** @param allowed share above 0 and below 1 */
        Above(double allowed, double alpha) {
            this.allowed = allowed;
            this.alpha = alpha;
        }

        void add(double calls, double bad) {
            this.calls += calls;
            this.bad += bad;
            for (int i = 0; i < GRID; i++) {
                // Odds from a quarter above the allowed ones upwards, each 1.35 times the one before.
                double odds = allowed / (1 - allowed) * 1.25 * Math.pow(1.35, i);
                double share = odds / (1 + odds);
                logs[i] +=
                        bad * Math.log(share / allowed) + (calls - bad) * (Math.log1p(-share) - Math.log1p(-allowed));
            }
            strongest = Math.max(strongest, evidence());
        }

        double evidence() {
            double sum = 0;
            for (double log : logs) {
                sum += Math.exp(Math.min(700, log));
            }
            return sum / GRID;
        }

        boolean isProven() {
            return strongest >= 1 / alpha;
        }

        double share() {
            return bad / calls;
        }

        double calls() {
            return calls;
        }
    }

    /**
     * The mean of differences between pairs, such as a slice with the trial and the slice beside it: the asymptotic confidence sequence
     * with a normal mixture (Robbins 1970; Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas, "Time-uniform central limit theory and
     * asymptotic confidence sequences", Annals of Statistics 2024, theorem 2.2). Its half width at n is
     * {@code s sqrt((2 (n rho^2 + 1) / (n^2 rho^2)) ln(sqrt(n rho^2 + 1) / alpha))}, s being the standard deviation. With few pairs the
     * normal approximation is too sure of itself: nothing is said before {@link #LEAST} pairs, and s is taken with the quantile of
     * Student's distribution in the place of the normal one's.
     */
    static final class Pairs {
        static final int LEAST = 6;

        private final double alpha;
        private final double rhoSquared;
        private long count;
        private double mean;
        private double squares;

        /** @param expected pairs after which the interval is to be narrowest against a fixed one */
        Pairs(double alpha, long expected) {
            this.alpha = alpha;
            double log = -2 * Math.log(alpha);
            rhoSquared = (log + Math.log(log) + 1) / Math.max(LEAST, expected);
        }

        void add(double difference) {
            count++;
            double off = difference - mean;
            mean += off / count;
            squares += off * (difference - mean);
        }

        long count() {
            return count;
        }

        double deviation() {
            return count < 2 ? Double.NaN : Math.sqrt(squares / (count - 1));
        }

        Interval interval() {
            if (count < LEAST) {
                return Interval.UNKNOWN;
            }
            double half = deviation() * halfWidth(count, rhoSquared, alpha);
            return new Interval(mean, mean - half, mean + half);
        }
    }

    /**
     * The mean of values from 0 to 1, whatever their distribution and without an assumption on how many: the empirical Bernstein
     * sequence with predictable plug-in (Waudby-Smith and Ramdas, "Estimating means of bounded random variables by betting", JRSS B
     * 2024, theorem 2).
     */
    static final class Bounded {
        private final double alpha;
        private long count;
        private double weights;
        private double weighted;
        private double spread;
        private double sum;
        private double squares;

        Bounded(double alpha) {
            this.alpha = alpha;
        }

        void add(double value) {
            double x = Math.clamp(value, 0, 1);
            double variance = (0.25 + squares) / (count + 1);
            double before = (0.5 + sum) / (count + 1);
            double lambda =
                    Math.min(Math.sqrt(2 * Math.log(2 / alpha) / (variance * (count + 1) * Math.log(count + 2))), 0.5);
            double off = x - before;
            weights += lambda;
            weighted += lambda * x;
            spread += off * off * (-Math.log1p(-lambda) - lambda);
            count++;
            sum += x;
            double mean = (0.5 + sum) / (count + 1);
            squares += (x - mean) * (x - mean);
        }

        Interval interval() {
            if (count == 0) {
                return Interval.UNKNOWN;
            }
            double middle = weighted / weights;
            double half = (Math.log(2 / alpha) + spread) / weights;
            return new Interval(sum / count, Math.max(0, middle - half), Math.min(1, middle + half));
        }
    }

    /**
     * Half width of the sequence for a standard deviation of 1 that was estimated: the normal mixture's, times the ratio of Student's
     * quantile to the normal one at the level that it works at (Cornish and Fisher).
     */
    private static double halfWidth(long count, double rhoSquared, double alpha) {
        double grown = count * rhoSquared + 1;
        double z = Math.sqrt(2 * grown / (count * rhoSquared) * Math.log(Math.sqrt(grown) / alpha));
        double degrees = count - 1.0;
        double z2 = z * z;
        double student = 1
                + (z2 + 1) / (4 * degrees)
                + (5 * z2 * z2 + 16 * z2 + 3) / (96 * degrees * degrees)
                + (3 * z2 * z2 * z2 + 19 * z2 * z2 + 17 * z2 - 15) / (384 * degrees * degrees * degrees);
        return z * student / Math.sqrt(count);
    }

    /** Half width of {@link Pairs} for a standard deviation of 1 where it was planned to end after so many. */
    static double halfWidth(long pairs, double alpha) {
        double log = -2 * Math.log(alpha);
        return halfWidth(pairs, (log + Math.log(log) + 1) / Math.max(Pairs.LEAST, pairs), alpha);
    }

    /**
     * Pairs after which a difference of means is seen with that power by {@link Pairs}.
     *
     * @param effect the difference, in standard deviations of a pair's difference, above 0
     * @param power probability to see it, such as 0.8
     */
    static long pairs(double effect, double alpha, double power) {
        double quantile = Normal.quantile(power);
        long low = Pairs.LEAST;
        long high = 1_000_000_000L;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (Math.abs(effect) >= halfWidth(middle, alpha) + quantile / Math.sqrt(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /**
     * Calls in each of two arms after which a difference of shares is seen with that power by a test that may be looked at at any time,
     * by the normal approximation; {@link Long#MAX_VALUE} where there is no difference.
     */
    static long callsInEachArm(double share, double otherShare, double alpha, double power) {
        double off = Math.abs(share - otherShare);
        if (off == 0) {
            return Long.MAX_VALUE;
        }
        double variance = share * (1 - share) + otherShare * (1 - otherShare);
        return pairs(off / Math.sqrt(Math.max(variance, 1e-12)), alpha, power);
    }
}
