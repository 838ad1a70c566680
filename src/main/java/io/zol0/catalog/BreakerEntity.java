package io.zol0.catalog;

import io.zol0.limits.BreakerSettings;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.time.Duration;

/** An upstream's circuit breaker as it is kept. */
@Entity
@Table(name = "breaker")
class BreakerEntity {
    @Id
    private long upstreamId;

    private boolean enabled;
    private BigDecimal errorRate;
    private BigDecimal slowRate;
    private long slowMs;
    private long windowMs;
    private int least;
    private long pauseMs;
    private int trials;

    @SuppressWarnings("NullAway.Init")
    protected BreakerEntity() {}

    /** A breaker that {@link ProtectionRules} found right. */
    BreakerEntity(long upstreamId, BreakerSettings breaker) {
        this.upstreamId = upstreamId;
        enabled = breaker.enabled();
        errorRate = BigDecimal.valueOf(breaker.errorRate());
        slowRate = BigDecimal.valueOf(breaker.slowRate());
        slowMs = breaker.slow().toMillis();
        windowMs = breaker.window().toMillis();
        least = breaker.least();
        pauseMs = breaker.pause().toMillis();
        trials = breaker.trials();
    }

    long upstreamId() {
        return upstreamId;
    }

    BreakerSettings toBreaker() {
        return new BreakerSettings(
                enabled,
                errorRate.doubleValue(),
                slowRate.doubleValue(),
                Duration.ofMillis(slowMs),
                Duration.ofMillis(windowMs),
                least,
                Duration.ofMillis(pauseMs),
                trials);
    }
}
