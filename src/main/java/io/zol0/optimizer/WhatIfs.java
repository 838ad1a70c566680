package io.zol0.optimizer;

import io.zol0.cache.CachePolicy;
import io.zol0.cache.ChangeRecord;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Quotas;
import io.zol0.limits.Quota;
import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.RolesAllowed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** What would have been with another setting: a past period played again, side by side with the setting as it is. */
@Service
@DenyAll
public class WhatIfs {
    /** Longest period that is played. */
    public static final Duration LONGEST = Duration.ofDays(1);

    private final Played played;
    private final Endpoints endpoints;
    private final Quotas quotas;
    private final Records records;
    private final Subjects subjects;
    private final Clock clock;

    WhatIfs(Played played, Endpoints endpoints, Quotas quotas, Records records, Subjects subjects, Clock clock) {
        this.played = played;
        this.endpoints = endpoints;
        this.quotas = quotas;
        this.records = records;
        this.subjects = subjects;
        this.clock = clock;
    }

    /** With the setting as it is, and as it would be; {@code covered} is the share of its minutes in which anything was recorded. */
    public record Both(WhatIf.Held now, WhatIf.Held then, double covered) {}

    /** The same for the answers of an endpoint. */
    public record BothStored(WhatIf.Stored now, WhatIf.Stored then, double covered) {}

    /**
     * Calls of the last while against a quota that is changed.
     *
     * @return nothing where nothing of it was recorded, or the history cannot be read now
     * @throws NotPossible where the period is too long, or has too many calls
     */
    @RolesAllowed("VIEWER")
    public Optional<Both> quota(Quota changed, Duration last) {
        Quota now = quotas.byId(changed.id()).orElse(null);
        return now == null
                ? Optional.empty()
                : past(now.upstreamId(), Optional.empty(), last)
                        .map(past -> Played.both(past, now, changed, quotas.ofUpstream(now.upstreamId())));
    }

    /**
     * Requests of the last while for an endpoint against another TTL, with stale answers for so long after it.
     *
     * @return nothing where nothing of it was recorded, or the history cannot be read now
     * @throws NotPossible where the period is too long
     */
    @RolesAllowed("VIEWER")
    public Optional<BothStored> ttl(long endpointId, Duration ttl, Duration stale, Duration last) {
        Endpoint endpoint = endpoints.byId(endpointId).orElse(null);
        if (endpoint == null) {
            return Optional.empty();
        }
        Optional<ChangeRate> rate = ChangeRate.of(records.of(endpointId).orElse(ChangeRecord.EMPTY));
        CachePolicy policy = subjects.policy(endpoint.upstreamId(), endpointId).policy();
        return past(endpoint.upstreamId(), Optional.of(endpointId), last).flatMap(past -> {
            Optional<WhatIf.Stored> before =
                    WhatIf.ttl(past, endpointId, policy.ttl(), policy.staleWhileRevalidate(), rate);
            Optional<WhatIf.Stored> then = WhatIf.ttl(past, endpointId, ttl, stale, rate);
            return before.isPresent() && then.isPresent()
                    ? Optional.of(new BothStored(before.get(), then.get(), past.covered()))
                    : Optional.empty();
        });
    }

    private Optional<Past> past(long upstreamId, Optional<Long> endpointId, Duration last) {
        if (last.isNegative() || last.isZero() || last.compareTo(LONGEST) > 0) {
            throw new NotPossible("A period of up to 24 hours can be played again.");
        }
        Instant now = clock.instant();
        try {
            return played.past(upstreamId, endpointId, now.minus(last), now);
        } catch (Past.TooMuch e) {
            throw new NotPossible(String.valueOf(e.getMessage()));
        }
    }
}
