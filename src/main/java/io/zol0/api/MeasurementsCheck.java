package io.zol0.api;

import io.zol0.metrics.Backlog;
import io.zol0.metrics.MinuteStore;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether what was measured gets into the windows and to the database. */
@Component
@Order(4)
class MeasurementsCheck implements HealthCheck {
    /** A minute or two always wait to be written; more mean that writing fails or is slow. */
    static final int MANY_MINUTES = 3;

    private final MinuteStore minutes;

    MeasurementsCheck(MinuteStore minutes) {
        this.minutes = minutes;
    }

    @Override
    public CheckResult result() {
        return of(minutes.backlog());
    }

    static CheckResult of(Backlog backlog) {
        String detail = "%d minutes wait for the database (%,d of %,d kB), %d of %d batches for the windows"
                .formatted(
                        backlog.minutes(),
                        backlog.bytes() / 1024,
                        backlog.mostBytes() / 1024,
                        backlog.batches(),
                        backlog.mostBatches());
        boolean behind = backlog.minutes() > MANY_MINUTES
                || backlog.failure() != null
                || backlog.batches() * 2 > backlog.mostBatches();
        if (!behind) {
            return CheckResult.up("measurements", detail);
        }
        return CheckResult.degraded(
                "measurements", backlog.failure() == null ? detail : detail + ". " + backlog.failure());
    }
}
