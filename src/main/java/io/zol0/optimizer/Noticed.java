package io.zol0.optimizer;

import io.zol0.catalog.Endpoint;
import io.zol0.limits.Quota;
import io.zol0.metrics.CallerShare;
import io.zol0.metrics.Stats;
import io.zol0.optimizer.TimeoutChoice.Took;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    private Noticed() {}

    /** An endpoint that fails more often than it may, by the lower end of the interval. */
    static Optional<Notice> failing(Endpoint endpoint, String upstream, Stats hour) {
        Odds odds = Odds.ofShare(hour.errorShare(), hour.calls());
        return hour.calls() < LEAST || odds.low() <= FAILING
                ? Optional.empty()
                : Optional.of(new Notice(
                        endpoint.upstreamId(),
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
        long all = calls.stream()
                .mapToLong(took -> took.succeeded() + took.failed())
                .sum();
        return TimeoutChoice.choose(calls)
                .filter(choice -> !choice.timeout().isZero() && choice.timeout().toMillis() * SHORTER <= now.toMillis())
                .map(choice -> new Notice(
                        upstreamId,
                        "Calls to %s can be given up after %s instead of %s"
                                .formatted(upstream, Words.time(choice.timeout()), Words.time(now)),
                        "Of %,d calls of the last hour %,d took longer than that: with 95 %% certainty at most %s of those that succeed would be cut."
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

    private static String name(Endpoint endpoint) {
        return endpoint.method() + " " + endpoint.template();
    }
}
