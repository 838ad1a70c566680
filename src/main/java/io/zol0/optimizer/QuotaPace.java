package io.zol0.optimizer;

import io.zol0.limits.Quota;
import java.time.Duration;

/**
 * Let calls of a quota follow each other after a longer pause, as the provider refuses those that come in bursts.
 *
 * @param period of its first window
 */
record QuotaPace(long upstreamId, long quotaId, Duration period, Duration from, Duration to) implements WaitsInstead {
    @Override
    public Kind kind() {
        return Kind.QUOTA_PACE;
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
