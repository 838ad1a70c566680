package io.zol0.limits;

/**
 * What holds calls back whatever the estimate says: the time to come back that a provider asked for, refusals in a row, and a ban
 * of late. Times are seconds.
 */
final class Caution {
    /** No provider known bans before so many refusals in a row. */
    static final int REFUSABLE = 3;

    private static final double FIRST_PAUSE = 0.5;
    private static final double LONGEST_PAUSE = 60;
    private static final double FIRST_BAN = 120;
    private static final int LONGEST_BAN = 3;
    private static final int CALLS_OF_CARE = 200;

    private double closedUntil = Double.NEGATIVE_INFINITY;
    private boolean scouting;
    private int inRow;
    private int bans;
    private int care;

    /** Seconds until calls may go; 0 where they may. */
    double closedFor(double now) {
        return Math.max(0, closedUntil - now);
    }

    /** Whether calls go one by one: until one is served after a time to wait, and for a while after a ban. */
    boolean oneByOne() {
        return scouting || care > 0;
    }

    void askedToWait(double until) {
        closedUntil = Math.max(closedUntil, until);
        scouting = true;
    }

    /** @param sentAt when the call was sent; one of before the time to wait says nothing of after it */
    void served(double sentAt) {
        scouting &= sentAt < closedUntil;
        inRow = 0;
        care = Math.max(0, care - 1);
        bans = care == 0 ? 0 : bans;
    }

    void refused(double now) {
        inRow++;
        if (inRow >= REFUSABLE) {
            double pause = Math.scalb(FIRST_PAUSE, Math.min(inRow - REFUSABLE, 10));
            askedToWait(now + Math.min(LONGEST_PAUSE, pause));
        }
    }

    /** @param told whether the provider said until when */
    void banned(double now, double sentAt, boolean told) {
        refused(now);
        if (!told) {
            askedToWait(sentAt + Math.scalb(FIRST_BAN, Math.min(bans, LONGEST_BAN)));
        }
        if (care < CALLS_OF_CARE) {
            bans++;
        }
        care = CALLS_OF_CARE;
    }
}
