package io.zol0.optimizer;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.ChangeRecord;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * For how long the answers of each endpoint can be kept: as long as the share of outdated ones stays within the budget, by how often
 * they were seen to change.
 */
@Component
class TtlAdvisor implements Advisor {
    /** Records to which nothing was added for so long are of the past. */
    private static final Duration RECENT = Duration.ofDays(1);

    private static final Duration HOUR = Duration.ofHours(1);

    /** A saving of less than this share of what the provider is asked now is not worth anybody's time. */
    private static final double WORTH = 0.1;

    /** Where stale answers let nobody wait now, at least this part of what is answered from the store has to be still. */
    private static final double WAIT_NO_LONGER = 0.98;

    private final Records records;
    private final Endpoints endpoints;
    private final Upstreams upstreams;
    private final CachePolicies policies;
    private final Measured.Source measurements;

    TtlAdvisor(
            Records records,
            Endpoints endpoints,
            Upstreams upstreams,
            CachePolicies policies,
            Measured.Source measurements) {
        this.records = records;
        this.endpoints = endpoints;
        this.upstreams = upstreams;
        this.policies = policies;
        this.measurements = measurements;
    }

    @Override
    public List<Proposal> look(Instant now) {
        Map<Long, Upstream> byId =
                upstreams.all().stream().collect(Collectors.toMap(Upstream::id, Function.identity()));
        Measured measured = measurements.at(now, byId.keySet());
        List<Proposal> found = new ArrayList<>();
        Map<Long, ChangeRecord> recent = records.since(now.minus(RECENT));
        Map<Long, ChangeRate> rates = rates(recent);
        recent.forEach((endpointId, record) -> {
            Endpoint endpoint = endpoints.byId(endpointId).orElse(null);
            Upstream upstream = endpoint == null ? null : byId.get(endpoint.upstreamId());
            if (endpoint != null && upstream != null) {
                look(
                                endpoint,
                                upstream,
                                policies.policyOf(endpointId, upstream.id()),
                                Optional.ofNullable(rates.get(endpointId)),
                                record,
                                measured)
                        .ifPresent(found::add);
            }
        });
        return found;
    }

    /** How the bodies of each endpoint change, where something can be said of it. */
    private static Map<Long, ChangeRate> rates(Map<Long, ChangeRecord> records) {
        Map<Long, ChangeRate> each = new TreeMap<>();
        records.forEach((id, record) -> ChangeRate.of(record).ifPresent(rate -> each.put(id, rate)));
        return ChangeRate.together(each);
    }

    private static Optional<Proposal> look(
            Endpoint endpoint,
            Upstream upstream,
            CachePolicy policy,
            Optional<ChangeRate> rate,
            ChangeRecord record,
            Measured measured) {
        if (policy.mode() == CacheMode.OFF) {
            return Optional.empty();
        }
        Subject subject = Subject.endpoint(endpoint.id(), endpoint.upstreamId());
        double asked = measured.sum(CacheKeys.asked(subject), HOUR);
        if (asked < TtlChoice.LEAST || rate.isEmpty()) {
            return Optional.empty();
        }
        Optional<TtlChoice> possible = TtlChoice.of(rate, Revisits.of(record));
        if (possible.isEmpty()) {
            return Optional.empty();
        }
        // Where nobody waits for a fetch now, nobody is to wait for one then.
        TtlChoice.Choice choice = policy.staleWhileRevalidate().isZero()
                ? possible.get().choose(TtlChoice.USUAL_BUDGET)
                : possible.get().chooseStale(TtlChoice.USUAL_BUDGET, policy.staleWhileRevalidate());
        double now = (asked - measured.sum(CacheKeys.saved(subject), HOUR)) / asked;
        // What the renewal model leaves out is left out of both, where the TTL that holds now is known.
        double model = policy.mode() == CacheMode.OWN_TTL
                ? present(policy, possible.get()).fetches()
                : now;
        double expected = model <= 0 ? 1 : Math.min(1, now * choice.effect().fetches() / model);
        boolean waits = !policy.staleWhileRevalidate().isZero()
                && choice.effect().hits()
                        < WAIT_NO_LONGER * present(policy, possible.get()).hits();
        if (choice.way() == TtlChoice.Way.NONE || expected > now * (1 - WORTH) || waits) {
            return Optional.empty();
        }
        Advice.CacheTtl advice = new Advice.CacheTtl(
                endpoint.upstreamId(),
                endpoint.id(),
                policy.mode() == CacheMode.OWN_TTL ? policy.ttl() : Duration.ZERO,
                policy.staleWhileRevalidate(),
                choice.ttl(),
                choice.stale());
        return Optional.of(new TtlWords(endpoint, upstream, policy, rate.get(), choice, measured)
                .proposal(advice, asked, now, expected));
    }

    private static TtlChoice.Effect present(CachePolicy policy, TtlChoice possible) {
        return possible.effect(policy.ttl(), policy.staleWhileRevalidate());
    }
}
