package io.zol0.api;

import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.gateway.Probe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An upstream as the REST API has it; see {@link Upstream} for the fields. What is left out of a request gets its default; name and
 * base URL are needed. Times by ISO 8601.
 *
 * @param id in answers; a request may leave it out
 * @param demo in answers; whether it is the demo exchange, which is started and removed by itself
 */
record UpstreamBody(
        @Nullable Long id,
        @Nullable String name,
        @Nullable String baseUrl,
        @Nullable String environment,
        @Nullable Boolean enabled,
        @Nullable Boolean demo,
        Upstream.@Nullable Protocol protocol,
        @Nullable Duration connectTimeout,
        @Nullable Duration responseTimeout,
        @Nullable Duration totalTimeout,
        @Nullable Boolean mapsLocations,
        @Nullable Boolean scopesCookies,
        @Nullable String preset) {

    static UpstreamBody of(Upstream upstream) {
        return new UpstreamBody(
                upstream.id(),
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

    /**
     * What it asks for.
     *
     * @param isDemo whether what it is made of is the demo exchange, which it then stays
     * @throws Unfit where something needed is missing, or it is to become the demo or none
     */
    UpstreamDraft toDraft(boolean isDemo) {
        Needs needs = new Needs();
        UpstreamDraft usual =
                UpstreamDraft.of(needs.of(name, "name", ""), needs.of(baseUrl, "baseUrl", "http://localhost"));
        needs.requireNoneMissing();
        if (demo != null && demo != isDemo) {
            throw Unfit.sense("demo", "Only ZoL0 itself says which upstream is the demo; leave it out.");
        }
        return new UpstreamDraft(
                usual.name(),
                usual.baseUrl(),
                environment == null ? usual.environment() : environment,
                enabled == null ? usual.enabled() : enabled,
                isDemo,
                protocol == null ? usual.protocol() : protocol,
                connectTimeout == null ? usual.connectTimeout() : connectTimeout,
                responseTimeout == null ? usual.responseTimeout() : responseTimeout,
                totalTimeout == null ? usual.totalTimeout() : totalTimeout,
                mapsLocations == null ? usual.mapsLocations() : mapsLocations,
                scopesCookies == null ? usual.scopesCookies() : scopesCookies,
                preset);
    }

    /**
     * What came of asking the base URL once.
     *
     * @param answered whether it answered at all; what follows is null where it did not
     * @param took from the first step of connecting to the answer's head
     * @param tls version of TLS; null for none
     * @param failure what it failed at; null where it answered, as the next one
     * @param said what the other side or the system said of it
     */
    record Tested(
            boolean answered,
            @Nullable Integer status,
            @Nullable Duration took,
            @Nullable Boolean http2,
            @Nullable String tls,
            Probe.@Nullable Reason failure,
            @Nullable String said) {
        static Tested of(Probe probe) {
            return switch (probe) {
                case Probe.Answered(int status, Duration took, boolean http2, String tls) ->
                    new Tested(true, status, took, http2, tls, null, null);
                case Probe.Failed(Probe.Reason reason, String detail) ->
                    new Tested(false, null, null, null, null, reason, detail);
            };
        }
    }
}
