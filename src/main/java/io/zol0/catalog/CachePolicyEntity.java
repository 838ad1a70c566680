package io.zol0.catalog;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Duration;
import org.springframework.util.unit.DataSize;

/** A cache policy as it is kept. */
@Entity
@Table(name = "cache_policy")
class CachePolicyEntity {
    @EmbeddedId
    private Key key;

    @Enumerated(EnumType.STRING)
    private CacheMode mode;

    private long ttlMs;
    private String reason;
    private long staleWhileRevalidateMs;
    private long staleIfErrorMs;
    private boolean staleOnRefusal;
    private boolean heuristic;

    @Enumerated(EnumType.STRING)
    private CachePriority priority;

    private boolean compress;
    private long largestBodyBytes;
    private long leaderWaitMs;
    private long version;

    /** @param endpointId 0 for the default of the upstream */
    @Embeddable
    record Key(long upstreamId, long endpointId) {}

    @SuppressWarnings("NullAway.Init")
    protected CachePolicyEntity() {}

    /** A policy that {@link CacheRules} found right. */
    CachePolicyEntity(Key key, CachePolicy policy, long version) {
        this.key = key;
        this.version = version;
        mode = policy.mode();
        ttlMs = policy.ttl().toMillis();
        reason = policy.reason();
        staleWhileRevalidateMs = policy.staleWhileRevalidate().toMillis();
        staleIfErrorMs = policy.staleIfError().toMillis();
        staleOnRefusal = policy.staleOnRefusal();
        heuristic = policy.heuristic();
        priority = policy.priority();
        compress = policy.compress();
        largestBodyBytes = policy.largestBody().toBytes();
        leaderWaitMs = policy.leaderWait().toMillis();
    }

    CacheSetting toSetting() {
        return new CacheSetting(key.upstreamId(), key.endpointId(), toPolicy(), version);
    }

    CachePolicy toPolicy() {
        return new CachePolicy(
                mode,
                Duration.ofMillis(ttlMs),
                reason,
                Duration.ofMillis(staleWhileRevalidateMs),
                Duration.ofMillis(staleIfErrorMs),
                staleOnRefusal,
                heuristic,
                priority,
                compress,
                DataSize.ofBytes(largestBodyBytes),
                Duration.ofMillis(leaderWaitMs));
    }
}
