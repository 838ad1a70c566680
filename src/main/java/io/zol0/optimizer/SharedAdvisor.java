package io.zol0.optimizer;

import io.zol0.cache.CacheMode;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.Stats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * Where the same URL is asked for again within seconds, as several callers do that poll for the same, and nobody decided about its cache:
 * one answer for those seconds. How many that would be is played with the requests for sampled URLs of the last hour.
 */
@Component
class SharedAdvisor implements Advisor {
    /** With fewer calls in the last hour nothing is said. */
    static final int LEAST = 200;

    /** A smaller share of calls that would be answered from the store is not worth anybody's time. */
    static final double WORTH = 0.1;

    /** Most endpoints that are played in a pass, the busiest. */
    private static final int MOST = 20;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<Duration> TTLS =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(5));

    /** A shorter TTL is preferred where it saves this part of what the longest would. */
    private static final double MOST_OF_IT = 0.8;

    private final Upstreams upstreams;
    private final Endpoints endpoints;
    private final CachePolicies policies;
    private final Measured.Source measurements;
    private final Played past;
    private final RecommendationTable verdicts;

    private final LookedAt played = new LookedAt();

    SharedAdvisor(
            Upstreams upstreams,
            Endpoints endpoints,
            CachePolicies policies,
            Measured.Source measurements,
            Played past,
            RecommendationTable verdicts) {
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.policies = policies;
        this.measurements = measurements;
        this.past = past;
        this.verdicts = verdicts;
    }

    /** What a TTL would have answered from the store. */
    record Tried(Duration ttl, WhatIf.Stored stored) {}

    @Override
    public List<Proposal> look(Instant now) {
        played.begin(now);
        Map<Long, Upstream> byId =
                upstreams.all().stream().collect(Collectors.toMap(Upstream::id, Function.identity()));
        Set<Long> decided = policies.all().stream()
                .map(set -> set.endpointId() == 0 ? -set.upstreamId() : set.endpointId())
                .collect(Collectors.toSet());
        Measured measured = measurements.at(now, byId.keySet());
        List<Proposal> found = new ArrayList<>();
        endpoints.all().stream()
                .filter(each -> each.method().equals("GET")
                        && byId.containsKey(each.upstreamId())
                        && !decided.contains(each.id())
                        && !decided.contains(-each.upstreamId())
                        && played.isDue(each.id())
                        && policies.policyOf(each.id(), each.upstreamId()).mode() == CacheMode.OFF
                        && calls(each, measured) >= LEAST)
                .sorted(Comparator.comparingLong((Endpoint each) -> calls(each, measured))
                        .reversed())
                .limit(MOST)
                .forEach(each -> {
                    played.note(each.id(), now);
                    Upstream upstream = byId.get(each.upstreamId());
                    if (upstream != null) {
                        look(each, upstream, measured, now).ifPresent(found::add);
                    }
                });
        return found;
    }

    private static long calls(Endpoint endpoint, Measured measured) {
        return measured.of(endpoint.id(), HOUR).map(Stats::calls).orElse(0L);
    }

    private Optional<Proposal> look(Endpoint endpoint, Upstream upstream, Measured measured, Instant now) {
        List<Tried> tried = new ArrayList<>();
        for (Duration ttl : TTLS) {
            past.shared(upstream.id(), endpoint.id(), ttl, HOUR, now)
                    .ifPresent(stored -> tried.add(new Tried(ttl, stored)));
        }
        return choose(tried).map(choice -> proposal(endpoint, upstream, choice, measured));
    }

    /** The shortest that saves most of what can be saved within seconds; none where that is not much. */
    static Optional<Tried> choose(List<Tried> tried) {
        double most =
                tried.stream().mapToDouble(each -> each.stored().hits()).max().orElse(0);
        return tried.stream()
                .filter(each -> each.stored().requests() >= LEAST
                        && each.stored().hits() >= MOST_OF_IT * most
                        && hits(each).low() >= WORTH)
                .min(Comparator.comparing(Tried::ttl));
    }

    /** With what the sample of URLs and what the number of requests leave open. */
    private static Odds hits(Tried tried) {
        WhatIf.Stored stored = tried.stored();
        Odds odds = Odds.ofShare(stored.hits(), stored.requests());
        return new Odds(
                stored.hits(),
                Math.min(odds.low(), stored.hitsLow()),
                Math.max(odds.high(), stored.hitsHigh()),
                odds.deviation());
    }

    private Proposal proposal(Endpoint endpoint, Upstream upstream, Tried choice, Measured measured) {
        String name = endpoint.method() + " " + endpoint.template();
        Odds hits = hits(choice);
        long calls = calls(endpoint, measured);
        return new Proposal(
                new SharedAnswers(upstream.id(), endpoint.id(), choice.ttl()),
                name + " of " + upstream.name(),
                "Answer identical calls of %s within %s from one answer".formatted(name, Words.time(choice.ttl())),
                "%s of %,d calls of the last hour asked for what had been asked for less than %s before. Kept for so long, one answer would have served them; nothing of this endpoint is kept now."
                        .formatted(Words.percent(choice.stored().hits()), calls, Words.time(choice.ttl())),
                new Evidence(
                        List.of(
                                measured.row(
                                        endpoint.id(), "Calls", Evidence.Unit.COUNT, stats -> (double) stats.calls()),
                                measured.row(
                                        endpoint.id(),
                                        "Latency p95",
                                        Evidence.Unit.MILLIS,
                                        stats -> stats.total().p95().toNanos() / 1e6),
                                measured.row(
                                        endpoint.id(),
                                        "Failed calls",
                                        Evidence.Unit.SHARE,
                                        stats -> stats.errorShare())),
                        List.of(
                                "%,d requests for %,d URLs of the last hour were played again, a sample of %s of the URLs."
                                        .formatted(
                                                choice.stored().requests(),
                                                choice.stored().urls(),
                                                Words.percent(choice.stored().sampledUrls())),
                                "An answer is %s old at most. How often it changes is not known before something of it is kept; the trial finds out, and ends where more than %s of the answers are outdated."
                                        .formatted(Words.time(choice.ttl()), Words.percent(TtlChoice.USUAL_BUDGET)),
                                "Callers with credentials of their own never share an answer; where they differ, fewer are saved than was played.")),
                new Effect(Aim.TO_PROVIDER, 1, 1 - hits.expected(), 1 - hits.high(), 1 - hits.low()),
                Odds.bounded(verdicts.trust(Advice.Kind.CACHE_SHARED)),
                calls * hits.expected(),
                Risk.MEDIUM);
    }
}
