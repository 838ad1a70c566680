package io.zol0.gateway;

import io.zol0.catalog.InSight;
import io.zol0.limits.Freeze;
import io.zol0.limits.Limits;
import io.zol0.limits.QuotaState;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.springframework.stereotype.Service;

/** How the quotas stand now, to each who asks those in sight. */
@Service
@DenyAll
public class LiveQuotas {
    private final Limits limits;
    private final InSight inSight;

    LiveQuotas(Limits limits, InSight inSight) {
        this.limits = limits;
        this.inSight = inSight;
    }

    /** All of them, in the order in which they were made. */
    @RolesAllowed("VIEWER")
    public List<QuotaState> states() {
        LongPredicate seen = inSight.upstreams();
        return limits.states().stream()
                .filter(state -> seen.test(state.quota().upstreamId()))
                .toList();
    }

    /** One of them; empty where there is none of that number in sight. */
    @RolesAllowed("VIEWER")
    public Optional<QuotaState> state(long quotaId) {
        return limits.state(quotaId)
                .filter(state -> inSight.upstreams().test(state.quota().upstreamId()));
    }

    /** Until when nothing goes to an upstream; empty where it is not frozen. */
    @RolesAllowed("VIEWER")
    public Optional<Freeze> frozen(long upstreamId) {
        return inSight.upstreams().test(upstreamId) ? limits.frozenUpstream(upstreamId) : Optional.empty();
    }
}
