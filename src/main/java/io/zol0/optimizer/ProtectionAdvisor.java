package io.zol0.optimizer;

import io.zol0.catalog.Protections;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Quota;
import io.zol0.metrics.EndpointStats;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import io.zol0.metrics.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Where an upstream fails for whole minutes: a circuit breaker, at levels that would have held back what failed. Where its latency rises
 * with how much is asked of it, and no quota is the limit: fewer calls at once. Both only where nobody set one.
 */
@Component
class ProtectionAdvisor implements Advisor {
    /** Slow is what takes so many times the median, or up to the next band of the heat maps more. */
    private static final int SLOW = 4;

    /** By which part slow calls have to become fewer. */
    private static final double WORTH = 0.3;

    /** So many of the calls may wait for quotas, or those are the limit. */
    private static final double FREE = 0.01;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LEAST_SLOW = Duration.ofMillis(20);

    private final Upstreams upstreams;
    private final Quotas quotas;
    private final Protections protections;
    private final LiveMetrics live;
    private final Measured.Source measurements;
    private final RecommendationTable verdicts;

    ProtectionAdvisor(
            Upstreams upstreams,
            Quotas quotas,
            Protections protections,
            LiveMetrics live,
            Measured.Source measurements,
            RecommendationTable verdicts) {
        this.upstreams = upstreams;
        this.quotas = quotas;
        this.protections = protections;
        this.live = live;
        this.measurements = measurements;
        this.verdicts = verdicts;
    }

    @Override
    public List<Proposal> look(Instant now) {
        List<Proposal> found = new ArrayList<>();
        List<EndpointStats> hour = live.endpoints(HOUR);
        for (Upstream upstream : upstreams.all()) {
            List<EndpointStats> of = hour.stream()
                    .filter(each -> each.upstreamId() == upstream.id())
                    .toList();
            Measured measured = measurements.at(now, Set.of(upstream.id()));
            if (!protections.breakerOf(upstream.id()).enabled()) {
                breaker(upstream, of, measured).ifPresent(found::add);
            }
            if (!protections.concurrencyOf(upstream.id()).enabled() && isFree(upstream, measured)) {
                concurrency(upstream, of, measured).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Proposal> breaker(Upstream upstream, List<EndpointStats> endpoints, Measured measured) {
        List<List<BreakerChoice.Minute>> minutes = endpoints.stream()
                .filter(each -> failed(each.stats()) >= BreakerChoice.LEAST)
                .map(each -> live.minutes(new Scope.OfEndpoint(each.endpointId())).stream()
                        .map(tick -> new BreakerChoice.Minute(sent(tick.stats()), failed(tick.stats())))
                        .toList())
                .toList();
        long calls = endpoints.stream().mapToLong(each -> each.stats().calls()).sum();
        return BreakerChoice.choose(minutes).map(choice -> breaker(upstream, choice, minutes.size(), calls, measured));
    }

    private static long failed(Stats stats) {
        return stats.byOutcome().getOrDefault(Outcome.FAILED, 0L);
    }

    /** Calls that went to the provider. */
    private static long sent(Stats stats) {
        return stats.calls()
                - stats.byOutcome().getOrDefault(Outcome.CACHED, 0L)
                - stats.byOutcome().getOrDefault(Outcome.REFUSED_BY_US, 0L);
    }

    private Proposal breaker(
            Upstream upstream, BreakerChoice.Choice choice, int endpoints, long calls, Measured measured) {
        BreakerSettings breaker = choice.breaker();
        double now = (double) choice.failed() / calls;
        Odds odds = Odds.ofShare((double) (choice.failed() - choice.saved()) / calls, calls);
        return new Proposal(
                new BreakerLevels(upstream.id(), protections.breakerOf(upstream.id()), breaker),
                upstream.name(),
                "Hold back calls to endpoints of %s for %s when %s of them fail"
                        .formatted(upstream.name(), Words.time(breaker.pause()), Words.percent(breaker.errorRate())),
                "%,d of %,d calls of the last hour failed, on %d %s mostly in a row. Played again minute by minute, such a breaker would have held back %,d of those that failed, and %,d that did not: callers hear so at once instead of waiting, and the quota is not spent on them."
                        .formatted(
                                choice.failed(),
                                calls,
                                endpoints,
                                endpoints == 1 ? "endpoint" : "endpoints",
                                choice.saved(),
                                choice.lost()),
                new Evidence(
                        List.of(ofUpstream("Failed calls", Evidence.Unit.SHARE, upstream, measured, Stats::errorShare)),
                        List.of(
                                "It opens when %s of at least %d calls within %s failed, stays open for %s, and closes when %d calls in a row tell that it works again."
                                        .formatted(
                                                Words.percent(breaker.errorRate()),
                                                breaker.least(),
                                                Words.time(breaker.window()),
                                                Words.time(breaker.pause()),
                                                breaker.trials()),
                                "In the trial a call that the breaker refuses counts as failed, so that it cannot look the better the more it refuses.")),
                new Effect(Aim.FAILED_THERE, now, odds.expected(), odds.low(), odds.high()),
                Odds.bounded(odds.isBelow(now) * verdicts.trust(Advice.Kind.BREAKER)),
                choice.saved() - choice.lost(),
                Risk.MEDIUM);
    }

    private static Evidence.Row ofUpstream(
            String what, Evidence.Unit unit, Upstream upstream, Measured measured, Measured.OfStats figure) {
        return measured.row(what, unit, window -> {
            Stats stats = measured.ofUpstream(upstream.id(), window).orElse(null);
            return stats == null || stats.calls() == 0
                    ? new Evidence.Cell(window, null, 0)
                    : new Evidence.Cell(window, figure.of(stats), stats.calls());
        });
    }

    /** Whether no quota holds calls back, here or there. */
    private boolean isFree(Upstream upstream, Measured measured) {
        Stats hour = measured.ofUpstream(upstream.id(), HOUR).orElse(null);
        if (hour == null || hour.byOutcome().getOrDefault(Outcome.REFUSED_BY_PROVIDER, 0L) > FREE * hour.calls()) {
            return false;
        }
        double held = 0;
        for (Quota quota : quotas.ofUpstream(upstream.id())) {
            Subject subject = Subject.quota(quota.id(), upstream.id());
            held += measured.sum(QuotaKeys.waited(subject), HOUR) + measured.sum(QuotaKeys.refused(subject), HOUR);
        }
        return held <= FREE * hour.calls();
    }

    private Optional<Proposal> concurrency(Upstream upstream, List<EndpointStats> endpoints, Measured measured) {
        Scope scope = new Scope.OfUpstream(upstream.id());
        BusyMinutes busy = new BusyMinutes(endpoints.stream()
                .map(each -> live.heatMap(each.endpointId(), HOUR))
                .toList());
        Duration median = live.stats(scope, HOUR).total().p50();
        Duration often = median.multipliedBy(SLOW);
        Duration slow =
                busy.band(often.compareTo(LEAST_SLOW) > 0 ? often : LEAST_SLOW).orElse(null);
        if (slow == null) {
            return Optional.empty();
        }
        List<Tick> hour = live.minutes(scope);
        // By what is asked for, not by what is under way: that grows with the latency whatever its cause.
        return Split.of(hour.stream()
                        .map(tick -> {
                            long calls = tick.stats().calls();
                            return new Split.Minute(
                                    tick.stats().rate(), calls, Math.min(calls, busy.slow(tick.second(), slow)));
                        })
                        .toList())
                .filter(split -> split.below().expected() <= (1 - WORTH) * split.now())
                .flatMap(split -> {
                    double underWay = hour.stream()
                            .filter(tick -> tick.stats().rate() > split.level())
                            .mapToDouble(tick -> busy.underWay(tick.second()))
                            .average()
                            .orElse(0);
                    ConcurrencySettings to = atOnce(split.level(), median);
                    // What is hardly ever reached would change nothing.
                    return underWay < to.most()
                            ? Optional.empty()
                            : Optional.of(concurrency(upstream, split, to, underWay, slow, measured));
                });
    }

    /** Little's law: what is under way is what comes a second times how long it takes; and room for what comes by chance. */
    static ConcurrencySettings atOnce(double perSecond, Duration median) {
        double under = Math.max(1, perSecond * median.toNanos() / 1e9);
        int most = (int) Math.clamp(Math.ceil(under + 3 * Math.sqrt(under)), 2, 10_000);
        return new ConcurrencySettings(true, Math.max(1, most / 4), most, ConcurrencySettings.OFF.tolerance());
    }

    private Proposal concurrency(
            Upstream upstream, Split split, ConcurrencySettings to, double underWay, Duration slow, Measured measured) {
        return new Proposal(
                new AtOnce(upstream.id(), slow, protections.concurrencyOf(upstream.id()), to),
                upstream.name(),
                "Let at most %d calls be at %s at once".formatted(to.most(), upstream.name()),
                "In the %d minutes of the last hour with more than %s calls a second, %s of them took %s or longer; in the other %d minutes %s. No quota is what holds them back. In the busier minutes at least %s calls were under way at a time."
                        .formatted(
                                split.minutesAbove(),
                                Words.number(split.level()),
                                Words.percent(split.above().expected()),
                                Words.time(slow),
                                split.minutesBelow(),
                                Words.percent(split.below().expected()),
                                Words.number(underWay)),
                new Evidence(
                        List.of(
                                ofUpstream(
                                        "Latency p95",
                                        Evidence.Unit.MILLIS,
                                        upstream,
                                        measured,
                                        stats -> stats.total().p95().toNanos() / 1e6),
                                ofUpstream("Calls", Evidence.Unit.COUNT, upstream, measured, stats ->
                                        (double) stats.calls())),
                        List.of(
                                "The limit moves between %d and %d calls by the latency that it sees."
                                        .formatted(to.least(), to.most()),
                                "Calls beyond it are refused and do not wait. In the trial they count as failed, so that it is taken back where they are many.")),
                new Effect(
                        Aim.SLOW,
                        split.now(),
                        split.below().expected(),
                        split.below().low(),
                        split.below().high()),
                Odds.bounded(split.below().isBelow(split.now()) * verdicts.trust(Advice.Kind.CONCURRENCY)),
                split.calls() * (split.now() - split.below().expected()),
                Risk.HIGH);
    }
}
