package io.zol0.optimizer;

import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Make a quota as small as the limit that its provider was seen to have; what is beyond waits here instead of being refused there.
 *
 * @param period of its first window
 * @param from weight that the window lets through, and {@code to} what it would
 */
record QuotaFit(long upstreamId, long quotaId, Duration period, long from, long to) implements WaitsInstead {
    @Override
    public Kind kind() {
        return Kind.QUOTA_FIT;
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
