package io.zol0.ui.limits;

import io.zol0.cache.CacheMode;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.CacheSetting;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Problem;
import io.zol0.limits.EndpointPattern;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.WhenEmpty;
import io.zol0.metrics.Answer;
import io.zol0.metrics.HeldCalls;
import io.zol0.metrics.Hindsight;
import io.zol0.metrics.ProposedQuota;
import io.zol0.metrics.Scope;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What a quota would have meant to the calls of the last day, and what about it may not be meant so. */
@Component
class QuotaEffect {
    private final Hindsight hindsight;
    private final Endpoints endpoints;
    private final Catalog catalog;
    private final CachePolicies policies;

    QuotaEffect(Hindsight hindsight, Endpoints endpoints, Catalog catalog, CachePolicies policies) {
        this.hindsight = hindsight;
        this.endpoints = endpoints;
        this.catalog = catalog;
        this.policies = policies;
    }

    /** Sentences with figures, or why there are none. */
    String sentence(Quota quota) {
        List<String> said = new ArrayList<>();
        said.add(
                quota.scope().equals(QuotaScope.UPSTREAM)
                        ? words(hindsight.lastDay(new Scope.OfUpstream(quota.upstreamId()), proposed(quota)))
                        : "What it would have meant to the last day is not known: calls are recorded by endpoint, and this"
                                + " quota tells budgets apart or is about some of them.");
        catalog.notesOf(quota).stream().map(Problem::sentence).forEach(said::add);
        stale(quota, policies.all()).ifPresent(said::add);
        return String.join(" ", said);
    }

    /** What a quota that has stale answers served lacks: a cache policy by which one may be. */
    static Optional<String> stale(Quota quota, List<CacheSetting> policies) {
        boolean lacking = quota.whenEmpty() == WhenEmpty.SERVE_STALE
                && policies.stream()
                        .filter(setting -> setting.upstreamId() == quota.upstreamId())
                        .map(CacheSetting::policy)
                        .noneMatch(policy -> policy.mode() != CacheMode.OFF
                                && (policy.staleOnRefusal()
                                        || !policy.staleIfError().isZero()));
        return lacking
                ? Optional.of(
                        "No cache policy of the upstream has stale answers served on a refusal or a failure, so that"
                                + " calls are refused unless the origin allows it by stale-if-error; see Cache policies.")
                : Optional.empty();
    }

    static String words(Answer<HeldCalls> answer) {
        return switch (answer) {
            case Answer.Unavailable<HeldCalls>(String reason) -> "The history is unavailable: " + reason;
            case Answer.Found<HeldCalls>(HeldCalls.NotEnough(Duration recorded)) ->
                "Not enough recorded yet to say what it would have meant: %d min of 1 h."
                        .formatted(recorded.toMinutes());
            case Answer.Found<HeldCalls>(HeldCalls.Held held) -> words(held);
        };
    }

    private static String words(HeldCalls.Held held) {
        String span = Durations.write(Duration.ofMinutes(held.recorded().toMinutes()));
        if (held.waited() + held.refused() == 0) {
            return "None of the %s calls of the last %s would have waited past its minute."
                    .formatted(Figures.count(held.calls()), span);
        }
        return "Of the %s calls of the last %s at least %s a minute would have waited past their minute or been refused, %s in the worst minute."
                .formatted(
                        Figures.count(held.calls()),
                        span,
                        Figures.number(held.perMinute()),
                        Figures.count(held.most()));
    }

    private ProposedQuota proposed(Quota quota) {
        double left = 1 - quota.margin();
        List<ProposedQuota.Window> windows = quota.windows().stream()
                .map(window -> new ProposedQuota.Window(
                        window.capacity() * left,
                        window.period(),
                        switch (window.kind()) {
                            case ALIGNED -> ProposedQuota.Shape.ALIGNED;
                            case ROLLING -> ProposedQuota.Shape.ROLLING;
                            case TOKEN_BUCKET, DECAYING -> ProposedQuota.Shape.STEADY;
                        }))
                .toList();
        Map<Long, Double> weights = new HashMap<>();
        endpoints.all().stream()
                .filter(endpoint -> endpoint.upstreamId() == quota.upstreamId())
                .forEach(endpoint -> quota.costs().stream()
                        .filter(cost ->
                                EndpointPattern.fits(cost.endpoint(), endpoint.method() + " " + endpoint.template()))
                        .findFirst()
                        .ifPresent(cost -> weights.put(endpoint.id(), (double) cost.weight())));
        return new ProposedQuota(windows, 1, weights, quota.maxWait());
    }
}
