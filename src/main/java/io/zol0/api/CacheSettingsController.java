package io.zol0.api;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.CurrentSetting;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.SettingId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Cache policies and what is in the keys by REST. */
@RestController
@RequestMapping("/api/settings")
class CacheSettingsController {
    private final Catalog catalog;
    private final CachePolicies policies;
    private final Endpoints endpoints;
    private final NamedUpstreams upstreams;

    CacheSettingsController(Catalog catalog, CachePolicies policies, Endpoints endpoints, NamedUpstreams upstreams) {
        this.catalog = catalog;
        this.policies = policies;
        this.endpoints = endpoints;
        this.upstreams = upstreams;
    }

    @GetMapping("/cache/{endpointId}")
    ResponseEntity<CachePolicyBody> ofEndpoint(@PathVariable long endpointId) {
        Endpoint endpoint = endpoint(endpointId);
        CurrentSetting own = catalog.current(setting(endpoint));
        return ResponseEntity.ok()
                .eTag(Versions.tag(own.version()))
                .body(CachePolicyBody.of(
                        policies.policyOf(endpointId, endpoint.upstreamId()),
                        endpoint.method() + " " + endpoint.template(),
                        own.value() != null));
    }

    @PutMapping("/cache/{endpointId}")
    ResponseEntity<CachePolicyBody> setOfEndpoint(
            @PathVariable long endpointId,
            @RequestBody CachePolicyBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        apply(endpoint(endpointId), body.toPolicy(""), ifMatch, reason);
        return ofEndpoint(endpointId);
    }

    /** Takes an endpoint's own policy away, so that it has its upstream's again. */
    @DeleteMapping("/cache/{endpointId}")
    ResponseEntity<Void> resetOfEndpoint(
            @PathVariable long endpointId,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        apply(endpoint(endpointId), null, ifMatch, reason);
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/upstreams/{id}/cache")
    ResponseEntity<UpstreamCacheBody> ofUpstream(@PathVariable long id) {
        requireThere(id);
        CurrentSetting policy = catalog.current(SettingId.defaultCachePolicy(id));
        CurrentSetting scope = catalog.current(SettingId.cacheScope(id));
        return ResponseEntity.ok()
                .eTag(Versions.tag(version(policy, scope)))
                .body(new UpstreamCacheBody(
                        policy.value() instanceof Setting.OfCachePolicy(CachePolicy set)
                                ? CachePolicyBody.of(set, null, null)
                                : null,
                        UpstreamCacheBody.Scope.of(
                                scope.value() instanceof Setting.OfCacheScope(CacheScope set) ? set : CacheScope.PLAIN),
                        UpstreamCacheBody.Scope.of(policies.scopeOf(id))));
    }

    @PutMapping("/upstreams/{id}/cache")
    ResponseEntity<UpstreamCacheBody> setOfUpstream(
            @PathVariable long id,
            @RequestBody UpstreamCacheBody body,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestParam(defaultValue = "") String reason) {
        requireThere(id);
        CurrentSetting policy = catalog.current(SettingId.defaultCachePolicy(id));
        CurrentSetting scope = catalog.current(SettingId.cacheScope(id));
        long seen = Versions.required(ifMatch, version(policy, scope));
        boolean fresh = seen == version(policy, scope);
        List<SettingChange> changes = new ArrayList<>();
        CachePolicy wanted = body.toDefaultPolicy();
        if (wanted != null || policy.value() != null) {
            changes.add(SettingChange.cachePolicy(id, 0, fresh ? policy.version() : seen, wanted));
        }
        if (scope.value() != null || !body.toScope().equals(CacheScope.PLAIN)) {
            changes.add(SettingChange.cacheScope(id, fresh ? scope.version() : seen, body.toScope()));
        }
        catalog.apply(changes.stream().map(change -> change.because(reason)).toList());
        return ofUpstream(id);
    }

    /** Both are one thing here: whichever was changed last says its version. */
    private static long version(CurrentSetting policy, CurrentSetting scope) {
        return Math.max(policy.version(), scope.version());
    }

    private void apply(Endpoint endpoint, @Nullable CachePolicy policy, @Nullable String ifMatch, String reason) {
        long version =
                Versions.required(ifMatch, catalog.current(setting(endpoint)).version());
        catalog.apply(SettingChange.cachePolicy(endpoint.upstreamId(), endpoint.id(), version, policy)
                .because(reason));
    }

    private static SettingId setting(Endpoint endpoint) {
        return SettingId.cachePolicy(endpoint.upstreamId(), endpoint.id());
    }

    private Endpoint endpoint(long id) {
        return endpoints
                .byId(id)
                .orElseThrow(() ->
                        new Missing("There is no endpoint number %d; endpoints are found from calls.".formatted(id)));
    }

    private void requireThere(long upstreamId) {
        if (upstreams.nameOf(upstreamId).isEmpty()) {
            throw new Missing("There is no upstream number %d.".formatted(upstreamId));
        }
    }
}
