package io.zol0.optimizer;

import io.zol0.cache.AnswerCache;
import io.zol0.cache.CacheFigures;
import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.EndpointFigures;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.metrics.ReplayMinute;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * What the cache would answer at half its size and at twice it, by the last hour, and who takes its room for nothing; looked at again
 * after a while only.
 */
@Component
class StoreSizes {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final AnswerCache cache;
    private final Upstreams upstreams;
    private final Endpoints endpoints;
    private final CachePolicies policies;
    private final Played past;

    private Instant lookedAt = Instant.MIN;
    private List<Notice> known = List.of();

    StoreSizes(AnswerCache cache, Upstreams upstreams, Endpoints endpoints, CachePolicies policies, Played past) {
        this.cache = cache;
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.policies = policies;
        this.past = past;
    }

    /** For who sees everything. */
    synchronized List<Notice> notices(Instant now) {
        if (now.isBefore(lookedAt) || Duration.between(lookedAt, now).compareTo(PAUSE) >= 0) {
            lookedAt = now;
            CacheFigures figures = cache.figures(0);
            known = Stream.concat(size(figures, now).stream(), crowding(figures))
                    .toList();
        }
        return known;
    }

    private Stream<Notice> crowding(CacheFigures figures) {
        long hits = cache.endpointFigures().stream()
                .mapToLong(EndpointFigures::hits)
                .sum();
        return figures.bytesByEndpoint().entrySet().stream()
                .flatMap(taken -> endpoints.byId(taken.getKey()).stream()
                        .flatMap(endpoint -> Noticed.crowding(
                                endpoint,
                                upstreams
                                        .byId(endpoint.upstreamId())
                                        .map(Upstream::name)
                                        .orElse(""),
                                policies.policyOf(endpoint.id(), endpoint.upstreamId())
                                        .priority(),
                                figures.budget(),
                                figures.used(),
                                taken.getValue(),
                                cache.endpointFigures(endpoint.id()),
                                hits)
                                .stream()));
    }

    private Optional<Notice> size(CacheFigures figures, Instant now) {
        Map<Long, Duration> ttls = new HashMap<>();
        for (Endpoint endpoint : endpoints.all()) {
            CachePolicy policy = policies.policyOf(endpoint.id(), endpoint.upstreamId());
            if (policy.mode() == CacheMode.OWN_TTL) {
                ttls.put(endpoint.id(), policy.ttl());
            }
        }
        if (ttls.isEmpty()) {
            return Optional.empty();
        }
        List<ReplayMinute> minutes = new ArrayList<>();
        for (Upstream upstream : upstreams.all()) {
            past.minutes(upstream.id(), HOUR, now).stream()
                    .filter(minute -> ttls.containsKey(minute.endpointId()))
                    .forEach(minutes::add);
        }
        minutes.sort(Comparator.comparing(ReplayMinute::at));
        long requests =
                minutes.stream().mapToLong(minute -> minute.happened().calls()).sum();
        long bytes = figures.budget().toBytes();
        Instant to = now.truncatedTo(ChronoUnit.MINUTES);
        try {
            return Noticed.cache(
                    figures.budget(),
                    figures.used(),
                    WhatIf.cache(
                            Past.of(to.minus(HOUR), to, minutes, Map.of()), ttls, List.of(bytes / 2, bytes, 2 * bytes)),
                    requests);
        } catch (Past.TooMuch e) {
            return Optional.empty();
        }
    }
}
