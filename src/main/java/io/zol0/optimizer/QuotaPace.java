package io.zol0.optimizer;

import io.zol0.catalog.Setting;
import io.zol0.limits.Quota;
import io.zol0.metrics.Outcome;
import java.time.Duration;
import java.util.Set;

/**
 * Let calls of a quota follow each other after a longer pause, as the provider refuses those that come in bursts.
 *
 * @param period of its first window
 */
record QuotaPace(long upstreamId, long quotaId, Duration period, Duration from, Duration to) implements QuotaAdvice {
    @Override
    public Kind kind() {
        return Kind.QUOTA_PACE;
    }

    @Override
    public Aimed aimed() {
        return new Aimed.Ended(Set.of(Outcome.REFUSED_BY_PROVIDER));
    }

    /** What waits longer than it may is refused here: that is no worse than being refused there, and no better. */
    @Override
    public Set<Outcome> failures() {
        return Set.of(Outcome.REFUSED_BY_US, Outcome.REFUSED_BY_PROVIDER);
    }

    /** That is what it says: wait here instead of being refused there. */
    @Override
    public Duration mayWait(Setting now) {
        return QuotaAdvice.quota(now).maxWait();
    }

    @Override
    public Quota on(Quota now) {
        return Copies.of(now, now.windows(), now.margin(), now.reserve(), to);
    }

    /** A first pause is no number of times none. */
    @Override
    public double step() {
        return from.isZero() ? 2 : (to.toMillis() + 1.0) / (from.toMillis() + 1.0);
    }

    @Override
    public boolean differsFrom(Advice other) {
        return !(other instanceof QuotaPace pace)
                || pace.to.toMillis() * 2 < to.toMillis()
                || to.toMillis() * 2 < pace.to.toMillis();
    }
}
