package io.zol0.optimizer;

import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Setting;
import org.springframework.stereotype.Component;

/** What advice is about, as it is set now. */
@Component
class Subjects {
    private final Endpoints endpoints;
    private final CachePolicies policies;

    Subjects(Endpoints endpoints, CachePolicies policies) {
        this.endpoints = endpoints;
        this.policies = policies;
    }

    /** Whether it still exists. */
    boolean isThere(Advice advice) {
        return switch (advice) {
            case Advice.CacheTtl ttl -> endpoints.byId(ttl.endpointId()).isPresent();
        };
    }

    /** What holds now, whoever set it. */
    Setting now(Advice advice) {
        return switch (advice) {
            case Advice.CacheTtl ttl ->
                new Setting.OfCachePolicy(policies.policyOf(ttl.endpointId(), ttl.upstreamId()));
        };
    }
}
