package io.zol0.catalog;

import io.zol0.cache.CacheScope;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.List;

/** What is in the key of an upstream's cached answers, as it is kept. */
@Entity
@Table(name = "cache_scope")
class CacheScopeEntity {
    @Id
    private long upstreamId;

    private String[] credentialHeaders;
    private String[] credentialFields;
    private String[] ignoredFields;

    @SuppressWarnings("NullAway.Init")
    protected CacheScopeEntity() {}

    /** A scope that {@link CacheRules} found right. */
    CacheScopeEntity(long upstreamId, CacheScope scope) {
        this.upstreamId = upstreamId;
        credentialHeaders = scope.credentialHeaders().toArray(String[]::new);
        credentialFields = scope.credentialFields().toArray(String[]::new);
        ignoredFields = scope.ignoredFields().toArray(String[]::new);
    }

    long upstreamId() {
        return upstreamId;
    }

    CacheScope toScope() {
        return new CacheScope(List.of(credentialHeaders), List.of(credentialFields), List.of(ignoredFields));
    }
}
