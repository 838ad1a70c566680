package io.zol0.optimizer;

import io.zol0.limits.Quota;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Plays a past again in virtual time against another setting. Quotas are played by the very limits that the gateway uses; stores by
 * the requests for a sample of URLs, so that their shares are of what was sampled. Each answer says what it rests on.
 */
public final class WhatIf {
    private static final double Z = 1.96;

    private WhatIf() {}

    /**
     * What quotas would have done.
     *
     * @param calls that wanted to go to the provider: those answered from the cache are not concerned
     * @param waited calls that were let through later than they came
     * @param refused calls that were refused
     * @param medianWait of those that waited; zero where none did
     * @param p95Wait the wait that 95 in 100 of them did not exceed
     */
    public record Held(
            long calls, long served, long waited, long refused, Duration medianWait, Duration p95Wait, Duration most) {}

    /**
     * What a store would have done with the requests for the sampled URLs of an endpoint.
     *
     * @param requests that were played
     * @param hits share answered from the store
     * @param hitsLow lower end of the 95 % interval of that for all URLs, of which these are a sample
     * @param hitsHigh upper end
     * @param fetches requests that would have gone to the provider
     * @param outdated share of the hits that the provider would not have given any more; null where nobody knows how it changes
     * @param outdatedLow lower end of the 95 % interval of that
     * @param outdatedHigh upper end
     */
    public record Stored(
            long requests,
            double hits,
            double hitsLow,
            double hitsHigh,
            long fetches,
            @Nullable Double outdated,
            @Nullable Double outdatedLow,
            @Nullable Double outdatedHigh,
            int urls,
            double sampledUrls) {}

    /**
     * What a store of a size would have answered.
     *
     * @param hits share of the requests that may be kept at all
     */
    public record Sized(long bytes, double hits) {}

    /** Plays all calls of a past against quotas. */
    public static Held quotas(Past past, List<Quota> quotas) {
        return new QuotaReplay(past, quotas).play();
    }

    /**
     * Plays the requests for the sampled URLs of an endpoint against a store that keeps answers for a TTL, and for {@code stale} more
     * while it fetches another; empty where no request was sampled.
     */
    static Optional<Stored> ttl(
            Past past, long endpointId, Duration ttl, Duration stale, Optional<ChangeRate> changes) {
        List<Past.Visits> visits = past.visits(endpointId);
        if (visits.isEmpty()) {
            return Optional.empty();
        }
        double fresh = ttl.toNanos() / 1e9;
        double until = fresh + stale.toNanos() / 1e9;
        Map<Integer, Url> urls = new HashMap<>();
        double[] outdated = new double[3];
        for (Past.Visits visit : visits) {
            Url url = urls.computeIfAbsent(visit.hash(), hash -> new Url());
            // Requests of a second are spread over it.
            for (int i = 0; i < visit.count(); i++) {
                double at = visit.second() + (i + 0.5) / visit.count();
                double age = at - url.fetchedAt;
                url.requests++;
                if (age < until) {
                    url.hits++;
                    ChangeRate rate = changes.orElse(null);
                    if (rate != null) {
                        outdated[0] += rate.changedAfter(age);
                        outdated[1] += rate.shape() == ChangeRate.Shape.STILL ? 0 : rate.changedAfterAtLeast(age);
                        outdated[2] += rate.changedAfterAtMost(age);
                    }
                }
                if (age >= fresh) {
                    url.fetchedAt = at;
                    url.fetches++;
                }
            }
        }
        return Optional.of(stored(urls, outdated, changes.isPresent(), past.sampled(endpointId)));
    }

    private static Stored stored(Map<Integer, Url> urls, double[] outdated, boolean known, double sampled) {
        long requests = 0;
        long hits = 0;
        long fetches = 0;
        for (Url url : urls.values()) {
            requests += url.requests;
            hits += url.hits;
            fetches += url.fetches;
        }
        double share = (double) hits / requests;
        // Variance of a ratio by URLs, which are what was drawn (Cochran, Sampling Techniques, 1977, section 6.4).
        double squares = 0;
        for (Url url : urls.values()) {
            double off = url.hits - share * url.requests;
            squares += off * off;
        }
        double half = Z * Math.sqrt(squares * Math.max(0, 1 - sampled)) / requests;
        double each = Math.max(1, hits);
        return new Stored(
                requests,
                share,
                Math.max(0, share - half),
                Math.min(1, share + half),
                fetches,
                known ? outdated[0] / each : null,
                known ? outdated[1] / each : null,
                known ? outdated[2] / each : null,
                urls.size(),
                sampled);
    }

    /**
     * What stores of some sizes would have answered, all endpoints in one store, least recently used first out. What is asked for after
     * its TTL is fetched in any size; endpoints without a TTL are not kept. Empty where there are too few requests.
     *
     * @param ttls by endpoint
     */
    public static List<Sized> cache(Past past, Map<Long, Duration> ttls, List<Long> sizes) {
        List<OfEndpoint> all = new ArrayList<>();
        ttls.forEach((id, ttl) -> {
            double sampled = past.sampled(id);
            if (sampled > 0 && !ttl.isZero()) {
                past.visits(id).forEach(visit -> all.add(new OfEndpoint(id, ttl.toSeconds(), sampled, visit)));
            }
        });
        all.sort(Comparator.comparingInt(each -> each.visit().second()));
        MissRatioCurve curve = new MissRatioCurve(MissRatioCurve.USUAL_SAMPLES, 1);
        Map<Long, Integer> fetched = new HashMap<>();
        double requests = 0;
        double ended = 0;
        for (OfEndpoint each : all) {
            Past.Visits visit = each.visit();
            long url = MissRatioCurve.mixed(each.endpointId() << 32 ^ visit.hash());
            double times = 1 / each.sampled();
            Integer before = fetched.get(url);
            boolean over = before != null && visit.second() - before >= each.ttl();
            if (before == null || over) {
                fetched.put(url, visit.second());
            }
            requests += visit.count() * times;
            ended += over ? times : 0;
            // What stands for more URLs that were not sampled takes their room too.
            long bytes = Math.round(visit.bytes() * times);
            curve.add(url, bytes, times);
            if (visit.count() > 1) {
                curve.add(url, bytes, (visit.count() - 1) * times);
            }
        }
        if (!curve.isEnough()) {
            return List.of();
        }
        double endedShare = requests == 0 ? 0 : ended / requests;
        return sizes.stream()
                .map(size -> new Sized(size, Math.max(0, curve.hitRate(size) - endedShare)))
                .toList();
    }

    private record OfEndpoint(long endpointId, long ttl, double sampled, Past.Visits visit) {}

    /** What became of the requests of one URL. */
    private static final class Url {
        private double fetchedAt = Double.NEGATIVE_INFINITY;
        private long requests;
        private long hits;
        private long fetches;
    }
}
