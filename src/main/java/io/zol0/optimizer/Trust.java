package io.zol0.optimizer;

/**
 * The probability that what was predicted of a kind of advice holds at all, by what came of that kind: a stated prior of {@link #PRIOR},
 * worth {@link #WEIGHT} verdicts (a beta distribution), which each verdict moves.
 */
final class Trust {
    static final double PRIOR = 0.8;
    static final double WEIGHT = 5;

    private Trust() {}

    /**
     * Its mean.
     *
     * @param verdicts that there were of that kind
     * @param kept of them
     */
    static double after(long verdicts, long kept) {
        return (PRIOR * WEIGHT + kept) / (WEIGHT + verdicts);
    }
}
