package io.zol0.limits;

/**
 * A counter that is raised by what is spent and falls steadily, by the weight allowed each period. Where a limit is lowered below it,
 * it falls to there at the pace from before, for the provider's falls no slower.
 */
final class DecayingWindow implements Window {
    /** Room for rounding, in units of weight; far below what any provider counts. */
    private static final double ROUNDING = 1e-9;

    private WindowRule rule;
    private double level;
    private double perNano;
    /** Pace at which it falls while above what is allowed: that of when it was raised. */
    private double perNanoAbove;

    private double fastestPerNano;
    private long at;

    DecayingWindow(WindowRule rule) {
        this.rule = rule;
        this.perNano = pace(rule);
        this.perNanoAbove = perNano;
        this.fastestPerNano = perNano;
    }

    private static double pace(WindowRule rule) {
        return (double) rule.allowed() / rule.window().period().toNanos();
    }

    private double level(long now) {
        double nanos = now - at;
        if (nanos > 0) {
            at = now;
            double above = Math.min(nanos, Math.max(0, level - rule.allowed()) / perNanoAbove);
            level = Math.max(0, level - above * perNanoAbove - (nanos - above) * perNano);
        }
        return level;
    }

    @Override
    public long used(long now) {
        return (long) Math.ceil(level(now) - ROUNDING);
    }

    @Override
    public boolean fits(long weight, long most, long now) {
        return level(now) + weight <= most + ROUNDING;
    }

    @Override
    public long fitsIn(long weight, long most, long now) {
        return fits(weight, most, now) ? 0 : nanosFor(level + weight - most);
    }

    /** A counter above what is allowed is one the provider refused to raise. */
    @Override
    public void spend(long weight, long now) {
        double before = level(now);
        level = Math.max(before, Math.min(before + weight, (double) rule.allowed()));
    }

    @Override
    public void giveBack(long weight, long spentAt, long now) {
        level = Math.max(0, level(now) - Math.max(0, weight - (now - spentAt) * fastestPerNano));
    }

    @Override
    public boolean counts(long spentAt, long now) {
        return now - spentAt < rule.window().period().toNanos();
    }

    @Override
    public long emptyIn(long now) {
        return level(now) == 0 ? 0 : nanosFor(level);
    }

    @Override
    public void follow(WindowRule changed, long now) {
        level(now);
        perNanoAbove = perNano;
        perNano = pace(changed);
        fastestPerNano = Math.max(fastestPerNano, perNano);
        rule = changed;
    }

    @Override
    public WindowRule rule() {
        return rule;
    }

    private long nanosFor(double weight) {
        double above = Math.min(weight, Math.max(0, level - rule.allowed()));
        return (long) Math.ceil(above / perNanoAbove + (weight - above) / perNano);
    }
}
