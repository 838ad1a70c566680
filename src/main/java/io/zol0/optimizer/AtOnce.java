package io.zol0.optimizer;

import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingId;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.util.Set;

/** Let fewer calls be at an upstream at once, as its latency rises with them. Calls that take {@code slow} or longer count as slow. */
record AtOnce(long upstreamId, Duration slow, ConcurrencySettings from, ConcurrencySettings to) implements Advice {
    @Override
    public Kind kind() {
        return Kind.CONCURRENCY;
    }

    @Override
    public SettingId setting() {
        return SettingId.concurrency(upstreamId);
    }

    @Override
    public Subject about() {
        return Subject.upstream(upstreamId);
    }

    @Override
    public Aimed aimed() {
        return new Aimed.Slow(slow);
    }

    @Override
    public Set<Outcome> failures() {
        return Set.of(Outcome.REFUSED_BY_US);
    }

    @Override
    public Setting applied(Setting now) {
        if (!(now instanceof Setting.OfConcurrency)) {
            throw new IllegalArgumentException(now + " is of another kind");
        }
        return new Setting.OfConcurrency(to);
    }

    /** It is on or off, so there is no larger or smaller one. */
    @Override
    public double step() {
        return from.equals(to) ? 1 : 2;
    }

    @Override
    public Duration washout() {
        return Meter.PIECE;
    }

    @Override
    public boolean differsFrom(Advice other) {
        return !(other instanceof AtOnce levels) || !levels.to.equals(to);
    }
}
