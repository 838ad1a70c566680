package io.zol0.optimizer;

import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingId;
import io.zol0.limits.BreakerSettings;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.util.Set;

/** Hold back calls to endpoints of an upstream while they fail, at levels of failing that were seen. */
record BreakerLevels(long upstreamId, BreakerSettings from, BreakerSettings to) implements Advice {
    @Override
    public Kind kind() {
        return Kind.BREAKER;
    }

    @Override
    public SettingId setting() {
        return SettingId.breaker(upstreamId);
    }

    @Override
    public Subject about() {
        return Subject.upstream(upstreamId);
    }

    @Override
    public Aimed aimed() {
        return new Aimed.Ended(Set.of(Outcome.FAILED));
    }

    @Override
    public Set<Outcome> failures() {
        return Set.of(Outcome.REFUSED_BY_US);
    }

    @Override
    public Setting applied(Setting now) {
        if (!(now instanceof Setting.OfBreaker)) {
            throw new IllegalArgumentException(now + " is of another kind");
        }
        return new Setting.OfBreaker(to);
    }

    /** It is on or off, so there is no larger or smaller one. */
    @Override
    public double step() {
        return from.equals(to) ? 1 : 2;
    }

    @Override
    public Duration washout() {
        return to.window();
    }

    @Override
    public boolean differsFrom(Advice other) {
        return !(other instanceof BreakerLevels levels) || !levels.to.equals(to);
    }
}
