package io.zol0.catalog;

import io.zol0.limits.Quota;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.springframework.stereotype.Service;

/** The quotas, to each who asks those of upstreams in sight; they change by {@link Catalog#apply}. */
@Service
@DenyAll
public class Quotas {
    private final QuotaRepository quotas;
    private final InSight inSight;

    Quotas(QuotaRepository quotas, InSight inSight) {
        this.quotas = quotas;
        this.inSight = inSight;
    }

    /** All of them, by upstream and name. */
    @RolesAllowed("VIEWER")
    public List<Quota> all() {
        LongPredicate seen = inSight.upstreams();
        return quotas.findAllByOrderByUpstreamIdAscNameAsc().stream()
                .map(QuotaEntity::toQuota)
                .filter(quota -> seen.test(quota.upstreamId()))
                .toList();
    }

    /** Those of one upstream, by name. */
    @RolesAllowed("VIEWER")
    public List<Quota> ofUpstream(long upstreamId) {
        return inSight.upstreams().test(upstreamId)
                ? quotas.findByUpstreamIdOrderByName(upstreamId).stream()
                        .map(QuotaEntity::toQuota)
                        .toList()
                : List.of();
    }

    /** The quota with that number. */
    @RolesAllowed("VIEWER")
    public Optional<Quota> byId(long id) {
        return quotas.findById(id)
                .map(QuotaEntity::toQuota)
                .filter(quota -> inSight.upstreams().test(quota.upstreamId()));
    }
}
