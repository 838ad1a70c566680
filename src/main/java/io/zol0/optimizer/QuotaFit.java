package io.zol0.optimizer;

import io.zol0.catalog.Setting;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import io.zol0.metrics.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Make a quota as small as the limit that its provider was seen to have; what is beyond waits here instead of being refused there.
 *
 * @param period of its first window
 * @param from weight that the window lets through, and {@code to} what it would
 */
record QuotaFit(long upstreamId, long quotaId, Duration period, long from, long to) implements QuotaAdvice {
    @Override
    public Kind kind() {
        return Kind.QUOTA_FIT;
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
        List<QuotaWindow> windows = new ArrayList<>(now.windows());
        QuotaWindow first = windows.getFirst();
        windows.set(0, new QuotaWindow(first.kind(), to, first.period()));
        return Copies.of(now, windows, now.margin(), now.reserve(), now.minInterval());
    }

    @Override
    public double step() {
        return (double) from / to;
    }

    /** A limit is known to some hundredths. */
    @Override
    public boolean differsFrom(Advice other) {
        return !(other instanceof QuotaFit fit) || Math.abs(fit.to - to) > to / 20;
    }
}
