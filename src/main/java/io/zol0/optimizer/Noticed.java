package io.zol0.optimizer;

import io.zol0.cache.CachePriority;
import io.zol0.cache.EndpointFigures;
import io.zol0.catalog.Endpoint;
import io.zol0.limits.Quota;
import io.zol0.metrics.CallerShare;
import io.zol0.metrics.Stats;
import io.zol0.optimizer.TimeoutChoice.Took;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.util.unit.DataSize;

/** When figures are worth telling, and in which words: each needs a sample, and a difference that chance does not make. */
final class Noticed {
    /** With fewer calls in the last hour nothing is said. */
    static final int LEAST = 200;

    /** Failing more often than this is worth telling. */
    static final double FAILING = 0.05;

    /** Calls of one caller that come to nothing. */
    static final double WASTED = 0.2;

    /** Calls counted under no endpoint of their own. */
    static final double UNTOLD = 0.05;

    /** Slower than this, at the 95th percentile, is slow. */
    static final Duration SLOW = Duration.ofSeconds(2);

    /** A time-out that is this much shorter is worth a person's time. */
    private static final double SHORTER = 2;

    /** A cache of which so much is used is full. */
    private static final double FULL = 0.9;

    /** Of a full cache, taking so much and answering so little of what it answers is crowding others out. */
    private static final double MUCH_ROOM = 0.2;

    private static final double FEW_HITS = 0.02;

    /** A share of requests more that a larger cache has to answer. */
    private static final double MORE_HITS = 0.02;

    private Noticed() {}

    /** An endpoint that fails more often than it may, by the lower end of the interval. */
    static Optional<Notice> failing(Endpoint endpoint, String upstream, Stats hour) {
        Odds odds = Odds.ofShare(hour.errorShare(), hour.calls());
        return hour.calls() < LEAST || odds.low() <= FAILING
                ? Optional.empty()
                : Optional.of(new Notice(
                        endpoint.upstreamId(),
                        "failing-" + endpoint.id(),
                        hour.errorShare(),
                        "%s of %s fails".formatted(name(endpoint), upstream),
                        "%s of its %,d calls of the last hour failed (%s to %s at 95 %%)."
                                .formatted(
                                        Words.percent(hour.errorShare()),
                                        hour.calls(),
                                        Words.percent(odds.low()),
                                        Words.percent(odds.high())),
                        "Serve stale answers when it fails by its cache policy, or hold calls back by a circuit breaker; what fails there only"
                                + " the provider can mend.",
                        "endpoints/" + endpoint.id()));
    }

    static Optional<Notice> slow(Endpoint endpoint, String upstream, Stats hour) {
        Duration p95 = hour.total().p95();
        return hour.calls() < LEAST || p95.compareTo(SLOW) < 0
                ? Optional.empty()
                : Optional.of(new Notice(
                        endpoint.upstreamId(),
                        "slow-" + endpoint.id(),
                        p95.toMillis(),
                        "%s of %s is slow".formatted(name(endpoint), upstream),
                        "5 %% of its %,d calls of the last hour took longer than %s, half of them %s."
                                .formatted(
                                        hour.calls(),
                                        Words.time(p95),
                                        Words.time(hour.total().p50())),
                        "A longer TTL would help if there were one to advise: it is among the recommendations where its answers keep."
                                + " Else ask for less of it, or more seldom.",
                        "endpoints/" + endpoint.id()));
    }

    /** Calls beyond the bound of endpoints, which have no figures of their own. */
    static Optional<Notice> grown(long upstreamId, String upstream, Stats others, long all) {
        double share = all == 0 ? 0 : (double) others.calls() / all;
        return all < LEAST || Odds.ofShare(share, all).low() <= UNTOLD
                ? Optional.empty()
                : Optional.of(new Notice(
                        upstreamId,
                        "grown-" + upstreamId,
                        share,
                        "The paths of %s have grown".formatted(upstream),
                        "%s of %,d calls of the last hour were to paths beyond the bound of endpoints, and are counted together."
                                .formatted(Words.percent(share), all),
                        "Name the parts of its paths that are values, so that such paths are one endpoint.",
                        "endpoints"));
    }

    /** A caller of whose calls too many fail or are refused. */
    static Optional<Notice> wasting(long upstreamId, String upstream, CallerShare hour) {
        Odds odds = Odds.ofShare(hour.calls() == 0 ? 0 : (double) hour.failed() / hour.calls(), hour.calls());
        return hour.calls() < LEAST || odds.low() <= WASTED
                ? Optional.empty()
                : Optional.of(new Notice(
                        upstreamId,
                        "wasting-%d-%x".formatted(upstreamId, hash(hour.caller())),
                        odds.expected(),
                        "%s wastes calls to %s".formatted(hour.caller(), upstream),
                        "%s of its %,d calls of the last hour came to nothing (%s to %s at 95 %%), and each spent of the quota."
                                .formatted(
                                        Words.percent(odds.expected()),
                                        hour.calls(),
                                        Words.percent(odds.low()),
                                        Words.percent(odds.high())),
                        "Look at what it asks for, and let it wait longer after a failure.",
                        "quotas"));
    }

    /** A time-out beyond which hardly anything ever succeeded. */
    static Optional<Notice> timeout(long upstreamId, String upstream, Duration now, List<Took> calls) {
        long all = calls.stream().mapToLong(Took::succeeded).sum();
        return TimeoutChoice.choose(calls)
                .filter(choice -> !choice.timeout().isZero() && choice.timeout().toMillis() * SHORTER <= now.toMillis())
                .map(choice -> new Notice(
                        upstreamId,
                        "timeout-" + upstreamId,
                        (double) now.toMillis() / choice.timeout().toMillis(),
                        "Calls to %s can be given up after %s instead of %s"
                                .formatted(upstream, Words.time(choice.timeout()), Words.time(now)),
                        "Of %,d calls that succeeded in the last hour %,d took longer than that: with 95 %% certainty at most %s of such calls would be cut."
                                .formatted(all, choice.cut(), Words.percent(choice.cutAtMost())),
                        "An administrator changes the time-out at the upstream. There is no trial of it: what it saves shows only when the"
                                + " provider hangs.",
                        "settings/upstreams/" + upstreamId));
    }

    /** A quota that will be asked for more than it has. */
    static Optional<Notice> shortOf(Quota quota, String upstream, Forecasts.OfQuota forecast) {
        if (forecast.runsShort() == null || forecast.error() == null || forecast.naive() == null) {
            return Optional.empty();
        }
        Forecasts.Hour hour = forecast.hours().stream()
                .filter(each -> each.at().equals(forecast.runsShort()))
                .findFirst()
                .orElseThrow();
        return Optional.of(new Notice(
                quota.upstreamId(),
                "short-" + quota.id(),
                hour.expected() / Math.max(1, forecast.room()),
                "Quota %s of %s will run short from %s (UTC) on".formatted(quota.name(), upstream, hour.at()),
                "A weight of %s (%s to %s at 90 %%) is expected in that hour, and %s is there. By %,d hours of the past; such forecasts were off by %s an hour, the day before by %s."
                        .formatted(
                                Words.number(hour.expected()),
                                Words.number(hour.low()),
                                Words.number(hour.high()),
                                Words.number(forecast.room()),
                                forecast.known(),
                                Words.number(forecast.error()),
                                Words.number(forecast.naive())),
                "Move what can wait to another hour, give what matters high priority and a reserve, or ask the provider for more.",
                "quotas"));
    }

    /** An endpoint that its provider says will go. */
    static Optional<Notice> leaving(Endpoint endpoint, String upstream, long deprecated, long sunset, long hour) {
        if (deprecated == 0 && sunset == 0) {
            return Optional.empty();
        }
        String name = name(endpoint);
        String since = deprecated > 1 ? " since %s".formatted(day(deprecated)) : "";
        return Optional.of(new Notice(
                endpoint.upstreamId(),
                // Another date is another notice.
                "leaving-%d-%d".formatted(endpoint.id(), sunset),
                1,
                sunset == 0
                        ? "%s of %s is deprecated by its provider".formatted(name, upstream)
                        : "%s of %s will not answer any more from %s on".formatted(name, upstream, day(sunset)),
                "%s Its provider says so in the %s of its answers. It was called %,d times in the last hour."
                        .formatted(
                                deprecated == 0 ? "It is to go." : "It is deprecated%s.".formatted(since),
                                sunset == 0
                                        ? "Deprecation header"
                                        : deprecated == 0 ? "Sunset header" : "Deprecation and Sunset headers",
                                hour),
                "Look up in the provider's documents what takes its place, and move its callers there in time.",
                "endpoints/" + endpoint.id()));
    }

    private static String day(long seconds) {
        return Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC).toLocalDate() + " (UTC)";
    }

    /** A cache that is full and would answer more if it were larger. */
    static Optional<Notice> cache(DataSize budget, DataSize used, List<WhatIf.Sized> half, long requests) {
        if (requests < LEAST || half.size() != 3 || used.toBytes() < FULL * budget.toBytes()) {
            return Optional.empty();
        }
        double smaller = half.get(0).hits();
        double now = half.get(1).hits();
        double larger = half.get(2).hits();
        return larger - now < MORE_HITS
                ? Optional.empty()
                : Optional.of(new Notice(
                        0,
                        "cache-size",
                        larger - now,
                        "The cache is full, and twice its size would answer %s of requests more"
                                .formatted(Words.percent(larger - now)),
                        "Played again with %,d requests of the last hour for endpoints with a TTL of their own: %s would be answered with %d MB, %s with %d MB as now, %s with %d MB."
                                .formatted(
                                        requests,
                                        Words.percent(smaller),
                                        half.get(0).bytes() >> 20,
                                        Words.percent(now),
                                        half.get(1).bytes() >> 20,
                                        Words.percent(larger),
                                        half.get(2).bytes() >> 20),
                        "An administrator sets zol0.cache.budget and restarts. Without more memory, low priority in the cache policy of what is asked for least leaves room for the rest.",
                        "cache"));
    }

    /**
     * An endpoint whose answers take much of a full cache and are hardly ever asked for again, by the upper end of the interval.
     *
     * @param priority by its policy
     * @param taken by its answers
     * @param figures of it since ZoL0 was started
     * @param hits of all endpoints since then
     */
    static Optional<Notice> crowding(
            Endpoint endpoint,
            String upstream,
            CachePriority priority,
            DataSize budget,
            DataSize used,
            DataSize taken,
            EndpointFigures figures,
            long hits) {
        double room = (double) taken.toBytes() / budget.toBytes();
        if (priority == CachePriority.LOW
                || used.toBytes() < FULL * budget.toBytes()
                || room < MUCH_ROOM
                || figures.kept() < LEAST
                || hits < LEAST) {
            return Optional.empty();
        }
        Odds share = Odds.ofShare((double) figures.hits() / hits, hits);
        return share.high() > FEW_HITS
                ? Optional.empty()
                : Optional.of(new Notice(
                        endpoint.upstreamId(),
                        "crowding-" + endpoint.id(),
                        room,
                        "%s of %s takes %s of a full cache for %s of its hits"
                                .formatted(
                                        name(endpoint), upstream, Words.percent(room), Words.percent(share.expected())),
                        "Its answers take %d MB of %d MB. Since ZoL0 was started %,d of them were kept and %,d were asked for again, of %,d hits of all endpoints (%s to %s at 95 %%)."
                                .formatted(
                                        taken.toMegabytes(),
                                        budget.toMegabytes(),
                                        figures.kept(),
                                        figures.hits(),
                                        hits,
                                        Words.percent(share.low()),
                                        Words.percent(share.high())),
                        "Give it low priority in its cache policy, so that its answers make room before others do; or do not keep them.",
                        "settings/cache/" + endpoint.id()));
    }

    /** FNV-1a, 32 bits, so that a key says no name. */
    private static int hash(String text) {
        int hash = 0x811c9dc5;
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xff)) * 0x01000193;
        }
        return hash;
    }

    private static String name(Endpoint endpoint) {
        return endpoint.method() + " " + endpoint.template();
    }
}
