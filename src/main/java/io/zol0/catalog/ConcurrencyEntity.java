package io.zol0.catalog;

import io.zol0.limits.ConcurrencySettings;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.math.BigDecimal;

/** An upstream's concurrency limit as it is kept. */
@Entity
@Table(name = "concurrency")
class ConcurrencyEntity {
    @Id
    private long upstreamId;

    private boolean enabled;
    private int least;
    private int most;
    private BigDecimal tolerance;

    @SuppressWarnings("NullAway.Init")
    protected ConcurrencyEntity() {}

    /** A limit that {@link ProtectionRules} found right. */
    ConcurrencyEntity(long upstreamId, ConcurrencySettings concurrency) {
        this.upstreamId = upstreamId;
        enabled = concurrency.enabled();
        least = concurrency.least();
        most = concurrency.most();
        tolerance = BigDecimal.valueOf(concurrency.tolerance());
    }

    long upstreamId() {
        return upstreamId;
    }

    ConcurrencySettings toConcurrency() {
        return new ConcurrencySettings(enabled, least, most, tolerance.doubleValue());
    }
}
