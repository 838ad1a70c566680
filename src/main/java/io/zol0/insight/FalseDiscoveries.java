package io.zol0.insight;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Adjusts chances for how many questions were asked, so that among the findings kept at a level the expected share of false ones
 * is at most that level, however the questions depend on each other (Benjamini and Yekutieli 2001).
 */
final class FalseDiscoveries {
    private FalseDiscoveries() {}

    /**
     * The adjusted chance of each; a finding is kept where it is at most the level.
     *
     * @param chances those that may matter
     * @param questions how many were asked in all, no fewer than there are chances
     */
    static double[] adjusted(double[] chances, long questions) {
        int n = chances.length;
        Integer[] order = IntStream.range(0, n).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> chances[i]));
        double dependence = Math.log(questions) + 0.5772156649015329 + 0.5 / Math.max(1, questions);
        double[] adjusted = new double[n];
        double least = 1;
        for (int place = n - 1; place >= 0; place--) {
            least = Math.min(least, chances[order[place]] * questions * Math.max(1, dependence) / (place + 1));
            adjusted[order[place]] = least;
        }
        return adjusted;
    }
}
