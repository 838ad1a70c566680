package io.zol0.gateway;

import io.zol0.catalog.InSight;
import io.zol0.limits.QuotaState;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.springframework.stereotype.Service;

/** Where the quotas of upstreams in sight stand now; from memory, so that live pages ask as often as they like. */
@Service
@DenyAll
public class LiveQuotas {
    private final Limiting limiting;
    private final InSight inSight;

    LiveQuotas(Limiting limiting, InSight inSight) {
        this.limiting = limiting;
        this.inSight = inSight;
    }

    /** All of them, in the order of their ids. */
    @RolesAllowed("VIEWER")
    public List<QuotaState> all() {
        LongPredicate seen = inSight.upstreams();
        return limiting.limits().states().stream()
                .filter(state -> seen.test(state.quota().upstreamId()))
                .toList();
    }

    /** The one of a quota. */
    @RolesAllowed("VIEWER")
    public Optional<QuotaState> of(long quotaId) {
        LongPredicate seen = inSight.upstreams();
        return limiting.limits()
                .state(quotaId)
                .filter(state -> seen.test(state.quota().upstreamId()));
    }
}
