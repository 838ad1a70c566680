package io.zol0.optimizer;

import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Setting;
import org.springframework.stereotype.Component;

/** What advice is about, as it is set now. */
@Component
class Subjects {
    private final Endpoints endpoints;
    private final CachePolicies policies;
    private final Quotas quotas;

    Subjects(Endpoints endpoints, CachePolicies policies, Quotas quotas) {
        this.endpoints = endpoints;
        this.policies = policies;
        this.quotas = quotas;
    }

    /** Whether it still exists. */
    boolean isThere(Advice advice) {
        return switch (advice) {
            case Advice.CacheTtl ttl -> endpoints.byId(ttl.endpointId()).isPresent();
            case Advice.QuotaRoom room -> quotas.byId(room.quotaId()).isPresent();
        };
    }

    /** What holds now, whoever set it. */
    Setting now(Advice advice) {
        return switch (advice) {
            case Advice.CacheTtl ttl -> policy(ttl.upstreamId(), ttl.endpointId());
            case Advice.QuotaRoom room ->
                quotas.byId(room.quotaId())
                        .map(Setting.OfQuota::new)
                        .orElseThrow(() -> new IllegalStateException("quota %d went away".formatted(room.quotaId())));
        };
    }

    /** The policy that holds for an endpoint, its own or its upstream's. */
    Setting.OfCachePolicy policy(long upstreamId, long endpointId) {
        return new Setting.OfCachePolicy(policies.policyOf(endpointId, upstreamId));
    }
}
