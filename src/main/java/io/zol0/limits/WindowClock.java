package io.zol0.limits;

/**
 * When a provider's window begins anew, from what was seen: counts that fell, times to come back at, and windows that went on
 * where a new one was expected. The documented length is believed as long as the last eight beginnings agree with it; else the
 * longest usual one that they agree with. Times are seconds.
 */
final class WindowClock {
    private static final double[] USUAL = {
        86400, 43200, 21600, 14400, 7200, 3600, 1800, 1200, 900, 600, 300, 240, 180, 120, 90, 60, 45, 30, 20, 15, 12,
        10, 6, 5, 3, 2, 1
    };
    private static final int MEMORY = 8;

    private final double documented;
    private double period;
    private boolean known;
    /** It has been seen to last at least this. */
    private double longerThan;

    /** The last beginnings, each the latest it can have been, and how much earlier it can have been. */
    private final double[] beginnings = new double[MEMORY];

    private final double[] slack = new double[MEMORY];
    private int heard;

    private double boundary = Double.NaN;
    private double began = Double.NEGATIVE_INFINITY;
    private double end = Double.POSITIVE_INFINITY;
    private double patience;

    WindowClock(double documented) {
        this.documented = documented;
        period = documented;
    }

    boolean known() {
        return known;
    }

    double period() {
        return period;
    }

    double began() {
        return began;
    }

    /** When a new one is expected to begin. */
    double end() {
        return end;
    }

    /** Whether a new window is expected to have begun since this was last asked. */
    boolean turned(double now) {
        if (now < end) {
            return false;
        }
        began = end + Math.floor((now - end) / period) * period;
        end = began + period;
        return true;
    }

    /** The window expected to be over goes on. */
    void late(double now) {
        longerThan = Math.max(longerThan, now - boundary);
        patience = Math.max(0.02 * period, 2 * patience);
        end = now + patience;
        began = boundary;
        if (patience > period / 4) {
            infer();
        }
    }

    /** A new window was expected and came between two calls. */
    void confirmed(double after, double before) {
        if (patience > 0 || !known) {
            seen(after, before);
        } else {
            boundary = began;
        }
    }

    /** The provider says when the window ends. */
    void willTurn(double at, double in) {
        longerThan = Math.max(longerThan, in - 1);
        learn(at, in == Math.rint(in) ? 1 : 0.05);
        end = at;
        began = Math.min(began, at - 1);
    }

    /** A new window began between these times. */
    void seen(double after, double before) {
        learn(before, before - after);
        began = before;
        end = Math.max(before, boundary) + period;
    }

    private void learn(double beginning, double uncertainty) {
        patience = 0;
        if (uncertainty > 0.1 * Math.max(documented, period)) {
            return;
        }
        int last = (heard + MEMORY - 1) % MEMORY;
        if (heard > 0 && Math.abs(beginning - beginnings[last]) <= uncertainty + 0.3) {
            slack[last] = Math.min(slack[last], uncertainty);
        } else {
            beginnings[heard % MEMORY] = beginning;
            slack[heard % MEMORY] = uncertainty;
            heard++;
        }
        infer();
        double expected = boundary + Math.rint((beginning - boundary) / period) * period;
        boundary = expected > beginning - uncertainty && expected <= beginning ? expected : beginning;
    }

    private void infer() {
        if (known && agrees(period)) {
            return;
        }
        known = agrees(documented);
        period = documented;
        for (int i = 0; i < USUAL.length && !known; i++) {
            known = agrees(USUAL[i]);
            period = known ? USUAL[i] : documented;
        }
        if (!known && heard >= 2) {
            int last = (heard + MEMORY - 1) % MEMORY;
            double apart = beginnings[last] - beginnings[(heard + MEMORY - 2) % MEMORY];
            beginnings[0] = beginnings[last];
            slack[0] = slack[last];
            heard = 1;
            if (apart >= longerThan) {
                period = apart;
            }
        }
    }

    /** Whether the beginnings that are known well enough are whole numbers of windows apart, two of them at least. */
    private boolean agrees(double length) {
        if (length < longerThan - 0.5) {
            return false;
        }
        int from = -1;
        int together = 0;
        for (int i = Math.max(0, heard - MEMORY); i < heard; i++) {
            int at = i % MEMORY;
            if (slack[at] > 0.25 * length) {
                continue;
            }
            if (from >= 0) {
                double apart = beginnings[at] - beginnings[from];
                double off = apart - Math.rint(apart / length) * length;
                double tolerance = 0.3 + 0.005 * length;
                if (apart < length / 2 || off > slack[at] + tolerance || off < -slack[from] - tolerance) {
                    return false;
                }
                together++;
            }
            from = at;
        }
        return together > 0;
    }
}
