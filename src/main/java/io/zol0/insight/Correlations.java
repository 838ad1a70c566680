package io.zol0.insight;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Looks through all pairs of traces for those that depend on each other. */
final class Correlations {
    /** Of the findings, how many may be false on average. */
    static final double LEVEL = 0.05;

    /** Most findings that are told, the strongest. */
    static final int MOST = 200;

    /** A pair whose chance is above that is never a finding. */
    private static final double WORTH = 0.01;

    private Correlations() {}

    /**
     * What was found.
     *
     * @param findings the strongest first, by the end of the interval nearer to zero
     * @param pairs how many were looked at
     * @param tied how many were left out, since they belong together by what they are
     * @param unusable how many traces had too few values, or one value only
     */
    record Found(List<Finding> findings, long pairs, long tied, int unusable) {}

    private record Pair(int one, int other, RankCorrelation correlation) {}

    /**
     * Looks through all pairs.
     *
     * @param traces of one length
     * @param lags how many steps to look to either side
     */
    static Found among(List<Trace> traces, long firstSecond, Duration step, int lags) {
        long seconds = step.toSeconds();
        List<Ranks> ranks = traces.parallelStream()
                .map(trace -> Ranks.of(Season.removed(trace.values(), firstSecond, seconds)))
                .toList();
        int[] usable = IntStream.range(0, traces.size())
                .filter(i -> ranks.get(i).count() >= RankCorrelation.LEAST_POINTS
                        && !ranks.get(i).isConstant())
                .toArray();
        long tied = 0;
        for (int a = 0; a < usable.length; a++) {
            for (int b = a + 1; b < usable.length; b++) {
                tied += Ties.areTied(
                                traces.get(usable[a]).quantity(),
                                traces.get(usable[b]).quantity())
                        ? 1
                        : 0;
            }
        }
        List<Pair> worth = IntStream.range(0, usable.length)
                .parallel()
                .boxed()
                .flatMap(a -> IntStream.range(a + 1, usable.length)
                        .filter(b -> !Ties.areTied(
                                traces.get(usable[a]).quantity(),
                                traces.get(usable[b]).quantity()))
                        .mapToObj(b -> new Pair(
                                usable[a],
                                usable[b],
                                RankCorrelation.search(ranks.get(usable[a]), ranks.get(usable[b]), lags))))
                .filter(pair -> pair.correlation().chance() <= WORTH)
                .toList();
        long pairs = (long) usable.length * (usable.length - 1) / 2 - tied;
        double[] adjusted = FalseDiscoveries.adjusted(
                worth.stream().mapToDouble(pair -> pair.correlation().chance()).toArray(), Math.max(1, pairs));
        List<Finding> findings = new ArrayList<>();
        for (int i = 0; i < worth.size(); i++) {
            if (adjusted[i] <= LEVEL) {
                findings.add(finding(traces, worth.get(i), step, adjusted[i]));
            }
        }
        findings.sort(Comparator.comparingDouble(Finding::atLeast).reversed());
        return new Found(
                List.copyOf(findings.subList(0, Math.min(MOST, findings.size()))),
                pairs,
                tied,
                traces.size() - usable.length);
    }

    private static Finding finding(List<Trace> traces, Pair pair, Duration step, double adjusted) {
        RankCorrelation found = pair.correlation();
        Quantity one = traces.get(pair.one()).quantity();
        Quantity other = traces.get(pair.other()).quantity();
        boolean turned = found.lag() < 0;
        RankCorrelation forward = new RankCorrelation(
                Math.abs(found.lag()),
                found.rho(),
                found.low(),
                found.high(),
                found.points(),
                found.effective(),
                found.chance());
        return new Finding(
                turned ? other : one, turned ? one : other, step.multipliedBy(forward.lag()), forward, adjusted);
    }
}
