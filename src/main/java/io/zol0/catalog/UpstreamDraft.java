package io.zol0.catalog;

import io.zol0.catalog.Upstream.Protocol;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** An upstream as someone proposes it; checked before it becomes one. See {@link Upstream} for the fields. */
public record UpstreamDraft(
        String name,
        String baseUrl,
        String environment,
        boolean enabled,
        boolean demo,
        Protocol protocol,
        Duration connectTimeout,
        Duration responseTimeout,
        Duration totalTimeout,
        boolean mapsLocations,
        boolean scopesCookies,
        @Nullable String preset) {

    /** A draft with the defaults: production, enabled, 5 s to connect, 30 s to answer, 5 min in all. */
    public static UpstreamDraft of(String name, String baseUrl) {
        return new UpstreamDraft(
                name,
                baseUrl,
                "production",
                true,
                false,
                Protocol.AUTO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofMinutes(5),
                true,
                true,
                null);
    }

    /** What an upstream is now, to be changed. */
    public static UpstreamDraft of(Upstream upstream) {
        return new UpstreamDraft(
                upstream.name(),
                upstream.baseUrl().toString(),
                upstream.environment(),
                upstream.enabled(),
                upstream.demo(),
                upstream.protocol(),
                upstream.connectTimeout(),
                upstream.responseTimeout(),
                upstream.totalTimeout(),
                upstream.mapsLocations(),
                upstream.scopesCookies(),
                upstream.preset());
    }

    /** The same for the labelled demo exchange, in an environment of its own. */
    public UpstreamDraft asDemo() {
        return new UpstreamDraft(
                name,
                baseUrl,
                "demo",
                enabled,
                true,
                protocol,
                connectTimeout,
                responseTimeout,
                totalTimeout,
                mapsLocations,
                scopesCookies,
                "demo");
    }
}
