package io.zol0.optimizer;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What demand is coming, step by step, with an interval of 90 % and with the score of this very way of forecasting on the past.
 *
 * <p>Exponential smoothing with a daily and a weekly season and an autoregressive remainder (J. W. Taylor, "Short-term electricity
 * demand forecasting using double seasonal exponential smoothing", Journal of the Operational Research Society 54, 2003) of the square
 * roots, which makes the noise of counts about equal at each level (Bartlett 1936), or of the logarithms, which lets a rhythm grow with
 * its level. Which, and how fast each part follows, is chosen from a small grid by the error of forecasts of the last days. Intervals are quantiles of the errors made at that distance when the last days are forecast from
 * what came before. Seasonal naive, that it is scored against, takes the same step of the week before, or of the day before where there
 * are no two weeks.
 */
public final class Forecast {
    private static final double[] LEVEL = {0.003, 0.02, 0.06};
    private static final double[] DAY = {0.02, 0.1};
    private static final double[] WEEK = {0.05, 0.3};
    private static final double[] REMAINDER = {0, 0.5, 0.9};
    private static final int MOST_ORIGINS = 48;
    private static final double TAIL = 0.05;

    private final double[] expected;
    private final double[] low;
    private final double[] high;
    private final double error;
    private final double naiveError;

    private Forecast(double[] expected, double[] low, double[] high, double error, double naiveError) {
        this.expected = expected;
        this.low = low;
        this.high = high;
        this.error = error;
        this.naiveError = naiveError;
    }

    /** When something is used up: the step in which, counted from 0; empty where it is not within the forecast. */
    public record Exhaustion(OptionalDouble earliest, OptionalDouble expected, OptionalDouble latest) {}

    /**
     * Empty where there are no two whole days.
     *
     * @param past amounts of each step, oldest first, 0 or more
     * @param stepsOfDay steps in a day, such as 24
     * @param ahead steps to forecast
     */
    public static Optional<Forecast> of(double[] past, int stepsOfDay, int ahead) {
        if (past.length < 2 * stepsOfDay) {
            return Optional.empty();
        }
        int longest = Math.min(past.length, 8 * 7 * stepsOfDay);
        boolean weekly = longest >= 14 * stepsOfDay;
        int horizon = Math.min(ahead, stepsOfDay);
        int scored = Math.min(longest / 3, 7 * stepsOfDay);
        int season = weekly ? 7 * stepsOfDay : stepsOfDay;
        int first = Math.max(season, longest - scored);
        int origins = Math.clamp(longest - horizon - first + 1, 0, MOST_ORIGINS);
        Trials best = null;
        Calendar calendar = new Calendar(longest + Math.max(ahead, horizon), stepsOfDay, weekly);
        for (boolean logarithms : new boolean[] {false, true}) {
            double[] scaled = new double[longest];
            for (int i = 0; i < longest; i++) {
                double amount = Math.max(0, past[past.length - longest + i]);
                scaled[i] = logarithms ? Math.log1p(amount) : Math.sqrt(amount);
            }
            for (double level : LEVEL) {
                for (double day : DAY) {
                    for (double week : weekly ? WEEK : new double[] {0}) {
                        for (double remainder : REMAINDER) {
                            Trials tried = new Trials(
                                    new Smoothing(scaled, longest - scored, calendar, level, day, week, remainder),
                                    logarithms,
                                    first,
                                    origins,
                                    horizon,
                                    best == null ? Double.POSITIVE_INFINITY : best.error);
                            if (best == null || tried.error < best.error) {
                                best = tried;
                            }
                        }
                    }
                }
            }
        }
        return best == null ? Optional.empty() : Optional.of(best.forecast(season, ahead));
    }

    /** A choice of how fast each part follows, tried on the last days: from each of some moments on, a day ahead. */
    private static final class Trials {
        private final Smoothing smoothing;
        private final boolean logarithms;
        private final double[][] errors;
        private final int[] from;
        private double error;

        /** @param beaten mean error of the best so far: what is above it already is not tried to the end */
        Trials(Smoothing smoothing, boolean logarithms, int first, int origins, int horizon, double beaten) {
            this.smoothing = smoothing;
            this.logarithms = logarithms;
            this.errors = new double[horizon][origins];
            this.from = new int[origins];
            int done = 0;
            int last = smoothing.values.length - horizon - first;
            for (int o = 0; o < origins; o++) {
                from[o] = first + (int) ((long) last * o / Math.max(1, origins - 1));
                while (done < from[o]) {
                    smoothing.step(done++);
                }
                for (int h = 0; h < horizon; h++) {
                    double truth = smoothing.values[from[o] + h];
                    double said = Math.max(0, smoothing.ahead(from[o], h));
                    errors[h][o] = truth - said;
                    error += Math.abs(amount(truth) - amount(said)) / Math.max(1, origins * horizon);
                }
                if (error > beaten) {
                    return;
                }
            }
            if (origins == 0) {
                error = Double.MAX_VALUE;
            }
            while (done < smoothing.values.length) {
                smoothing.step(done++);
            }
        }

        private double amount(double scaled) {
            // Not expm1, which is exact for the smallest amounts and takes much longer.
            return logarithms ? Math.exp(scaled) - 1 : scaled * scaled;
        }

        Forecast forecast(int season, int ahead) {
            double naive = 0;
            int horizon = errors.length;
            for (int origin : from) {
                for (int h = 0; h < horizon; h++) {
                    // At a distance of up to a season, the step of the season before is known.
                    naive += Math.abs(amount(smoothing.values[origin + h])
                            - amount(smoothing.values[origin + h - season * (h / season + 1)]));
                }
            }
            double[] expected = new double[ahead];
            double[] low = new double[ahead];
            double[] high = new double[ahead];
            for (int h = 0; h < ahead; h++) {
                double said = Math.max(0, smoothing.ahead(smoothing.values.length, h));
                double[] near = near(errors, Math.min(h, horizon - 1));
                expected[h] = amount(said);
                low[h] = amount(Math.max(0, said + quantile(near, TAIL, smoothing.deviation())));
                high[h] = amount(Math.max(0, said + quantile(near, 1 - TAIL, smoothing.deviation())));
            }
            return new Forecast(
                    expected,
                    low,
                    high,
                    from.length == 0 ? 0 : error,
                    naive / Math.max(1.0, (double) from.length * horizon));
        }
    }

    /** Expected amount of each step ahead. */
    public double[] expected() {
        return expected.clone();
    }

    /** Lower end of the interval of 90 % of each step. */
    public double[] low() {
        return low.clone();
    }

    /** Upper end of it. */
    public double[] high() {
        return high.clone();
    }

    /** Mean absolute error on the past, up to a day ahead, in units of the amounts. */
    public double error() {
        return error;
    }

    /** The same of seasonal naive, at the same times. */
    public double naiveError() {
        return naiveError;
    }

    /** Both as a ratio: below 1 is better than naive. */
    public double score() {
        return naiveError == 0 ? (error == 0 ? 1 : Double.POSITIVE_INFINITY) : error / naiveError;
    }

    /**
     * When so much will be used up. Both ends of the interval suppose that all steps lie at their own ends, so that they are wide.
     *
     * @param left amount that is left now
     */
    public Exhaustion exhaustion(double left) {
        return new Exhaustion(usedUp(high, left), usedUp(expected, left), usedUp(low, left));
    }

    private static OptionalDouble usedUp(double[] amounts, double left) {
        double sum = 0;
        for (int i = 0; i < amounts.length; i++) {
            if (sum + amounts[i] > left) {
                return OptionalDouble.of(i + (left - sum) / amounts[i]);
            }
            sum += amounts[i];
        }
        return OptionalDouble.empty();
    }

    /** Errors at a distance and the ones beside it, as there are few of each. */
    private static double[] near(double[][] errors, int h) {
        int from = Math.max(0, h - 2);
        int to = Math.min(errors.length - 1, h + 2);
        int each = errors[h].length;
        double[] near = new double[(to - from + 1) * each];
        for (int i = from; i <= to; i++) {
            System.arraycopy(errors[i], 0, near, (i - from) * each, each);
        }
        Arrays.sort(near);
        return near;
    }

    private static double quantile(double[] sorted, double share, double deviation) {
        if (sorted.length < 20) {
            return Normal.quantile(share) * deviation;
        }
        double at = share * (sorted.length + 1) - 1;
        int below = Math.clamp((int) Math.floor(at), 0, sorted.length - 2);
        return sorted[below] + Math.clamp(at - below, 0, 1) * (sorted[below + 1] - sorted[below]);
    }

    /** One choice of how fast each part follows, run over the past. */
    private static final class Smoothing {
        private final double[] values;
        private final Calendar calendar;
        private final double followLevel;
        private final double followDay;
        private final double followWeek;
        private final double remainder;
        private final double[] ofDay;
        private final double[] ofWeek;

        /** What is left of the remainder after so many steps. */
        private final double[] left;

        private double level;
        private double last;
        private double squares;
        private long counted;

        /** @param known steps that the first guess of the seasons is made of: those that no score is made of */
        Smoothing(
                double[] values,
                int known,
                Calendar calendar,
                double followLevel,
                double followDay,
                double followWeek,
                double remainder) {
            this.values = values;
            this.calendar = calendar;
            this.followLevel = followLevel;
            this.followDay = followDay;
            this.followWeek = followWeek;
            this.remainder = remainder;
            int day = calendar.day;
            boolean weekly = calendar.weekly;
            int season = weekly ? 7 * day : day;
            int learn = Math.max(1, known / season) * season;
            level = Arrays.stream(values, 0, learn).average().orElse(0);
            ofDay = new double[day];
            ofWeek = new double[weekly ? 7 * day : 1];
            left = new double[day];
            for (int i = 0; i < day; i++) {
                left[i] = (i == 0 ? 1 : left[i - 1]) * remainder;
            }
            for (int i = 0; i < learn; i++) {
                ofDay[i % day] += (values[i] - level) * day / learn;
            }
            for (int i = 0; i < learn && weekly; i++) {
                ofWeek[i % season] += (values[i] - level - ofDay[i % day]) * season / learn;
            }
        }

        void step(int i) {
            int ofTheDay = calendar.ofDay[i];
            int ofTheWeek = calendar.ofWeek[i];
            double season = level + ofDay[ofTheDay] + ofWeek[ofTheWeek];
            double off = values[i] - season - remainder * last;
            squares += off * off;
            counted++;
            double seen = values[i] - season;
            level += followLevel * off;
            ofDay[ofTheDay] += followDay * off;
            if (calendar.weekly) {
                ofWeek[ofTheWeek] += followWeek * off;
            }
            last = seen;
        }

        double ahead(int origin, int steps) {
            int i = origin + steps;
            double kept = steps < left.length ? left[steps] : Math.pow(remainder, steps + 1.0);
            return level + ofDay[calendar.ofDay[i]] + ofWeek[calendar.ofWeek[i]] + kept * last;
        }

        double deviation() {
            return counted == 0 ? 0 : Math.sqrt(squares / counted);
        }
    }

    /** The place of each step in its day and its week; without a week there is one place, at which nothing is kept. */
    private static final class Calendar {
        private final int day;
        private final boolean weekly;
        private final int[] ofDay;
        private final int[] ofWeek;

        Calendar(int steps, int day, boolean weekly) {
            this.day = day;
            this.weekly = weekly;
            this.ofDay = new int[steps];
            this.ofWeek = new int[steps];
            for (int i = 0; i < steps; i++) {
                ofDay[i] = i % day;
                ofWeek[i] = weekly ? i % (7 * day) : 0;
            }
        }
    }
}
