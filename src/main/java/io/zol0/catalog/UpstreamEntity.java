package io.zol0.catalog;

import io.zol0.catalog.Upstream.Protocol;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An upstream as it is kept. */
@Entity
@Table(name = "upstream")
class UpstreamEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;
    private String baseUrl;
    private String environment;
    private boolean enabled;
    private boolean demo;

    @Enumerated(EnumType.STRING)
    private Protocol protocol;

    private long connectTimeoutMs;
    private long responseTimeoutMs;
    private long totalTimeoutMs;
    private boolean mapsLocations;
    private boolean scopesCookies;
    private @Nullable String preset;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected UpstreamEntity() {}

    /** A draft that {@link UpstreamRules} found right. */
    @SuppressWarnings("NullAway.Init")
    UpstreamEntity(UpstreamDraft draft) {
        become(draft);
    }

    void become(UpstreamDraft draft) {
        name = draft.name();
        baseUrl = UpstreamRules.normalised(draft.baseUrl()).toString();
        environment = draft.environment();
        enabled = draft.enabled();
        demo = draft.demo();
        protocol = draft.protocol();
        connectTimeoutMs = draft.connectTimeout().toMillis();
        responseTimeoutMs = draft.responseTimeout().toMillis();
        totalTimeoutMs = draft.totalTimeout().toMillis();
        mapsLocations = draft.mapsLocations();
        scopesCookies = draft.scopesCookies();
        preset = draft.preset();
    }

    Upstream toUpstream() {
        return new Upstream(
                id == null ? 0 : id,
                name,
                URI.create(baseUrl),
                environment,
                enabled,
                demo,
                protocol,
                Duration.ofMillis(connectTimeoutMs),
                Duration.ofMillis(responseTimeoutMs),
                Duration.ofMillis(totalTimeoutMs),
                mapsLocations,
                scopesCookies,
                preset,
                version);
    }
}
