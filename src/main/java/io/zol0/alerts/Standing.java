package io.zol0.alerts;

/** How a rule stands for one target, from one round to the next. */
final class Standing {
    private static final long NEVER = Long.MIN_VALUE;

    /** Since when it is bad without a break; {@link #NEVER} where it is not. */
    private long badSince = NEVER;

    private long clearSince = NEVER;
    private long figureAt;
    private boolean raised;
    private boolean bad;
    private double worst = Double.NaN;
    private long seenIn;

    Standing(long now) {
        figureAt = now;
    }

    /** One that goes on from an alert that is there. */
    static Standing raised(long now, double worst) {
        Standing standing = new Standing(now);
        standing.raised = true;
        standing.bad = true;
        standing.badSince = now;
        standing.worst = worst;
        return standing;
    }

    /** What became of a value. */
    enum Turn {
        NOTHING,
        BEGAN,
        /** It went on, as bad as before. */
        GOES_ON,
        /** It came back before the alert was over. */
        AGAIN,
        ENDED
    }

    /** Takes a value that is there. */
    Turn take(Rule rule, double value, long now) {
        figureAt = now;
        boolean wasBad = bad;
        bad = rule.isBad(value);
        if (bad) {
            clearSince = NEVER;
            badSince = badSince == NEVER ? now : badSince;
            worst = rule.worse(worst, value);
            if (raised) {
                return wasBad ? Turn.GOES_ON : Turn.AGAIN;
            }
            if (now - badSince >= rule.lasting().toNanos()) {
                raised = true;
                return Turn.BEGAN;
            }
            return Turn.NOTHING;
        }
        badSince = raised ? badSince : NEVER;
        if (!raised) {
            worst = Double.NaN;
            return Turn.NOTHING;
        }
        if (!rule.isClear(value)) {
            clearSince = NEVER;
            return Turn.GOES_ON;
        }
        clearSince = clearSince == NEVER ? now : clearSince;
        if (now - clearSince >= rule.lasting().toNanos()) {
            end();
            return Turn.ENDED;
        }
        return Turn.GOES_ON;
    }

    /** There was no value. What was raised stays for a while, and what was about to be is forgotten. */
    Turn miss(long now, long patience) {
        if (!raised) {
            badSince = NEVER;
            return Turn.NOTHING;
        }
        if (now - figureAt >= patience) {
            end();
            return Turn.ENDED;
        }
        return Turn.GOES_ON;
    }

    /** Somebody ended the alert: it may begin anew. */
    void end() {
        raised = false;
        bad = false;
        badSince = NEVER;
        clearSince = NEVER;
        worst = Double.NaN;
    }

    /** What was raised could not be kept: it is raised again. */
    void again() {
        raised = false;
    }

    boolean isIdle() {
        return !raised && badSince == NEVER;
    }

    /** It was a target in that round. */
    void seenIn(long round) {
        seenIn = round;
    }

    boolean isSeenIn(long round) {
        return seenIn == round;
    }

    boolean isRaised() {
        return raised;
    }

    double worst() {
        return worst;
    }

    /** How long it has been bad. */
    long badFor(long now) {
        return badSince == NEVER ? 0 : now - badSince;
    }
}
