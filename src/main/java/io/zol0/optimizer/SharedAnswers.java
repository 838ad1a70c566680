package io.zol0.optimizer;

import io.zol0.cache.CachePolicy;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingId;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.util.EnumSet;

/** Keep the answers of an endpoint that nobody keeps, for so few seconds that identical calls right after one another share one. */
record SharedAnswers(long upstreamId, long endpointId, Duration to) implements Advice {
    private static final String REASON = "Identical calls follow each other within seconds.";

    @Override
    public Kind kind() {
        return Kind.CACHE_SHARED;
    }

    @Override
    public SettingId setting() {
        return SettingId.cachePolicy(upstreamId, endpointId);
    }

    @Override
    public Subject about() {
        return Subject.endpoint(endpointId, upstreamId);
    }

    /** By how calls ended, since the cache does not count what it is not asked for. */
    @Override
    public Aimed aimed() {
        return new Aimed.Ended(EnumSet.complementOf(EnumSet.of(Outcome.CACHED)));
    }

    @Override
    public Setting applied(Setting now) {
        if (!(now instanceof Setting.OfCachePolicy(CachePolicy policy))) {
            throw new IllegalArgumentException(now + " is no cache policy");
        }
        return new Setting.OfCachePolicy(Copies.kept(policy, to, REASON, Duration.ZERO));
    }

    @Override
    public double step() {
        return to.toMillis() / 1e3 + 1;
    }

    @Override
    public Duration washout() {
        return to;
    }

    @Override
    public Duration oldest(boolean applied) {
        return applied ? to : Duration.ZERO;
    }

    @Override
    public boolean differsFrom(Advice other) {
        return !(other instanceof SharedAnswers shared) || !shared.to.equals(to);
    }
}
