package io.zol0.optimizer;

import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Protections;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingId;
import io.zol0.catalog.Upstreams;
import org.springframework.stereotype.Component;

/** What advice is about, as it is set now. */
@Component
class Subjects {
    private final Upstreams upstreams;
    private final Protections protections;
    private final Endpoints endpoints;
    private final CachePolicies policies;
    private final Quotas quotas;

    Subjects(Upstreams upstreams, Endpoints endpoints, CachePolicies policies, Quotas quotas, Protections protections) {
        this.upstreams = upstreams;
        this.protections = protections;
        this.endpoints = endpoints;
        this.policies = policies;
        this.quotas = quotas;
    }

    /** Whether it still exists. */
    boolean isThere(Advice advice) {
        SettingId setting = advice.setting();
        return switch (setting.kind()) {
            case CACHE_POLICY -> endpoints.byId(setting.number()).isPresent();
            case QUOTA -> quotas.byId(setting.number()).isPresent();
            case BREAKER, CONCURRENCY -> upstreams.byId(setting.upstreamId()).isPresent();
            case CACHE_SCOPE, PRESET -> false;
        };
    }

    /** What holds now, whoever set it. */
    Setting now(Advice advice) {
        SettingId setting = advice.setting();
        return switch (setting.kind()) {
            case CACHE_POLICY -> policy(setting.upstreamId(), setting.number());
            case QUOTA ->
                quotas.byId(setting.number())
                        .map(Setting.OfQuota::new)
                        .orElseThrow(() -> new IllegalStateException("quota %d went away".formatted(setting.number())));
            case BREAKER -> new Setting.OfBreaker(protections.breakerOf(setting.upstreamId()));
            case CONCURRENCY -> new Setting.OfConcurrency(protections.concurrencyOf(setting.upstreamId()));
            case CACHE_SCOPE, PRESET -> throw new IllegalArgumentException("Nothing is advised on " + setting.kind());
        };
    }

    /** The policy that holds for an endpoint, its own or its upstream's. */
    Setting.OfCachePolicy policy(long upstreamId, long endpointId) {
        return new Setting.OfCachePolicy(policies.policyOf(endpointId, upstreamId));
    }
}
