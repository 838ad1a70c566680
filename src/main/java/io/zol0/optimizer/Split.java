package io.zol0.optimizer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Minutes in which there was less of something than a level, against those in which there was more: what would be bad if there never were
 * more. The level is the one that explains best which minutes were bad (the change point of a binomial share, by the ratio of
 * likelihoods; D. Hinkley and E. Hinkley, "Inference about the change-point in a sequence of binomial variables", Biometrika 57, 1970).
 * It is an observation and no experiment, which is what a trial is for.
 *
 * @param level up to which it was well
 * @param below share of calls that were bad in minutes up to the level, with its interval
 * @param above the same above it
 * @param now the same of all minutes
 */
record Split(double level, Odds below, Odds above, double now, long calls, int minutesBelow, int minutesAbove) {
    /** Minutes on either side without which nothing is said. */
    static final int LEAST_MINUTES = 5;

    /** Calls on either side without which nothing is said. */
    static final int LEAST_CALLS = 200;

    /** Half the 99.99 % point of chi-square with one degree of freedom, as the best of many levels is taken. */
    private static final double BETTER = 7.6;

    /** A minute: how much there was, how many calls, and how many of them were bad. */
    record Minute(double much, long calls, long bad) {}

    /** Empty where no level makes a difference that chance does not; minutes without calls say nothing. */
    static Optional<Split> of(List<Minute> minutes) {
        List<Minute> sorted = new ArrayList<>(minutes);
        sorted.removeIf(minute -> minute.calls() == 0);
        sorted.sort(Comparator.comparingDouble(Minute::much));
        long all = sorted.stream().mapToLong(Minute::calls).sum();
        long bad = sorted.stream().mapToLong(Minute::bad).sum();
        double none = likelihood(bad, all);
        long callsBelow = 0;
        long badBelow = 0;
        double best = BETTER;
        Split found = null;
        for (int i = 0; i + 1 < sorted.size(); i++) {
            callsBelow += sorted.get(i).calls();
            badBelow += sorted.get(i).bad();
            int above = sorted.size() - i - 1;
            if (i + 1 < LEAST_MINUTES
                    || above < LEAST_MINUTES
                    || callsBelow < LEAST_CALLS
                    || all - callsBelow < LEAST_CALLS
                    || sorted.get(i).much() == sorted.get(i + 1).much()) {
                continue;
            }
            double ratio = likelihood(badBelow, callsBelow) + likelihood(bad - badBelow, all - callsBelow) - none;
            double shareBelow = (double) badBelow / callsBelow;
            double shareAbove = (double) (bad - badBelow) / (all - callsBelow);
            if (shareAbove > shareBelow && ratio > best) {
                best = ratio;
                found = new Split(
                        sorted.get(i).much(),
                        Odds.ofShare(shareBelow, callsBelow),
                        Odds.ofShare(shareAbove, all - callsBelow),
                        (double) bad / all,
                        all,
                        i + 1,
                        above);
            }
        }
        return Optional.ofNullable(found);
    }

    private static double likelihood(long bad, long all) {
        return term(bad, all) + term(all - bad, all);
    }

    private static double term(long part, long all) {
        return part == 0 ? 0 : part * Math.log((double) part / all);
    }
}
