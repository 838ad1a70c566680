package io.zol0.alerts;

/**
 * How fast an error budget burns: the share of failed calls by the share that may fail, over a long and a short window at once,
 * so that the alert tells of what matters and ends soon after it is over (Beyer et al., "The Site Reliability Workbook",
 * chapter 5).
 */
final class Burn {
    private Burn() {}

    /** The lesser of both windows; 1 is as fast as it may, so that the budget lasts exactly its time. */
    static double rate(double objective, double longShare, double shortShare) {
        return Math.min(longShare, shortShare) / (1 - objective);
    }
}
