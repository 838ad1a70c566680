package io.zol0.api;

import io.zol0.gateway.Gateway;
import java.time.Duration;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Whether the gateway's event loops keep up: how late the latest of them was in the last 5 s. */
@Component
@Order(3)
class EventLoopCheck implements HealthCheck {
    /** From here on callers notice. */
    static final Duration LATE = Duration.ofMillis(200);

    /** From here on something blocks a loop. */
    static final Duration STUCK = Duration.ofSeconds(5);

    private final Gateway gateway;

    EventLoopCheck(Gateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public CheckResult result() {
        return of(gateway.status().lag());
    }

    static CheckResult of(Duration lag) {
        String detail = "at most %.1f ms late in the last 5 s".formatted(lag.toNanos() / 1e6);
        if (lag.compareTo(STUCK) >= 0) {
            return CheckResult.down("event loops", detail);
        }
        return lag.compareTo(LATE) >= 0
                ? CheckResult.degraded("event loops", detail + "; the processor is short or a loop was blocked")
                : CheckResult.up("event loops", detail);
    }
}
