package io.zol0.optimizer;

import io.zol0.limits.Quota;
import java.time.Duration;
import java.util.List;

/**
 * Keep another share of a quota for calls of high priority, so that they do not wait behind others.
 *
 * @param period of its first window
 */
record QuotaReserve(long upstreamId, long quotaId, Duration period, double from, double to) implements QuotaAdvice {
    @Override
    public Kind kind() {
        return Kind.QUOTA_RESERVE;
    }

    @Override
    public Aimed aimed() {
        return new Aimed.Series(
                List.of(QuotaKeys.waitedHigh(about())),
                List.of(),
                List.of(QuotaKeys.granted(about()), QuotaKeys.refused(about())));
    }

    @Override
    public Quota on(Quota now) {
        return Copies.of(now, now.windows(), now.margin(), to, now.minInterval());
    }

    @Override
    public double step() {
        double ratio = (1 - from) / (1 - to);
        return Math.max(ratio, 1 / ratio);
    }

    @Override
    public boolean differsFrom(Advice other) {
        return !(other instanceof QuotaReserve reserve) || Math.abs(reserve.to - to) > 1e-9;
    }
}
