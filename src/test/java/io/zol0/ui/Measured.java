package io.zol0.ui;

import io.zol0.metrics.Outcome;
import io.zol0.metrics.Spread;
import io.zol0.metrics.Stats;
import io.zol0.metrics.StatusClass;
import java.time.Duration;
import java.util.Map;

/** Figures as if they had been measured. */
public final class Measured {
    private Measured() {}

    public static Stats stats(Duration span, long calls, long failed, Duration p95) {
        Spread times = calls == 0
                ? Spread.NONE
                : new Spread(calls, p95.dividedBy(2), p95, p95.multipliedBy(2), p95.multipliedBy(3));
        return new Stats(
                span,
                calls,
                Map.of(StatusClass.SUCCESS, calls - failed, StatusClass.SERVER_ERROR, failed),
                Map.of(Outcome.SERVED, calls - failed, Outcome.FAILED, failed),
                0,
                0,
                times,
                times,
                times);
    }
}
