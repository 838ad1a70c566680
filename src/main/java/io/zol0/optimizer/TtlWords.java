package io.zol0.optimizer;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Upstream;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Says why a TTL is advised, with the figures that say so. */
final class TtlWords {
    private static final double NANOS_A_MILLI = 1e6;

    private final Endpoint endpoint;
    private final Upstream upstream;
    private final CachePolicy policy;
    private final ChangeRate rate;
    private final TtlChoice.Choice choice;
    private final Measured measured;

    TtlWords(
            Endpoint endpoint,
            Upstream upstream,
            CachePolicy policy,
            ChangeRate rate,
            TtlChoice.Choice choice,
            Measured measured) {
        this.endpoint = endpoint;
        this.upstream = upstream;
        this.policy = policy;
        this.rate = rate;
        this.choice = choice;
        this.measured = measured;
    }

    /**
     * The proposal.
     *
     * @param asked requests of the last hour
     * @param now share of them that the provider was asked for
     * @param expected the same with the advice
     */
    Proposal proposal(Advice.CacheTtl advice, double asked, double now, double expected) {
        String name = endpoint.method() + " " + endpoint.template();
        TtlChoice.Effect effect = choice.effect();
        Odds odds = Odds.ofShare(expected, asked);
        double withinBudget = Odds.below(
                TtlChoice.USUAL_BUDGET, effect.outdated(), (effect.outdatedHigh() - effect.outdatedLow()) / 3.92);
        return new Proposal(
                advice,
                name + " of " + upstream.name(),
                "Keep answers of %s for %s%s instead of %s"
                        .formatted(name, Words.time(advice.to()), stale(advice), before(advice)),
                because(asked, now, expected),
                evidence(),
                new Effect(Aim.TO_PROVIDER, now, expected, odds.low(), odds.high()),
                Odds.bounded(odds.isBelow(now) * withinBudget),
                asked * (now - expected),
                policy.mode() == CacheMode.OWN_TTL ? Risk.LOW : Risk.MEDIUM);
    }

    private static String stale(Advice.CacheTtl advice) {
        return advice.staleTo().isZero()
                ? ""
                : " (%s more while they are fetched anew)".formatted(Words.time(advice.staleTo()));
    }

    private static String before(Advice.CacheTtl advice) {
        return advice.from().isZero()
                ? "as long as the provider says"
                : advice.staleFrom().isZero()
                        ? Words.time(advice.from())
                        : "%s (%s more)".formatted(Words.time(advice.from()), Words.time(advice.staleFrom()));
    }

    private String because(double asked, double now, double expected) {
        TtlChoice.Effect effect = choice.effect();
        return "%,d of %,d fetches of the same brought another answer%s. In the last hour %s of %,d requests went to the provider; that would be %s, with %s of the answers from the cache outdated (%s to %s), within the budget of %s."
                .formatted(
                        rate.changes(),
                        rate.fetches(),
                        pace(),
                        Words.percent(now),
                        Math.round(asked),
                        Words.percent(expected),
                        Words.percent(effect.outdated()),
                        Words.percent(effect.outdatedLow()),
                        Words.percent(effect.outdatedHigh()),
                        Words.percent(TtlChoice.USUAL_BUDGET));
    }

    private String pace() {
        return rate.changes() == 0
                ? ""
                : ": they change about every %s"
                        .formatted(Words.time(Duration.ofMillis(Math.round(1000 / rate.perSecond()))));
    }

    private Evidence evidence() {
        Subject subject = Subject.endpoint(endpoint.id(), endpoint.upstreamId());
        return new Evidence(
                List.of(
                        measured.row("Requests that went to the provider", Evidence.Unit.SHARE, window -> {
                            double asked = measured.sum(CacheKeys.asked(subject), window);
                            double saved = measured.sum(CacheKeys.saved(subject), window);
                            return new Evidence.Cell(
                                    window, asked == 0 ? null : (asked - saved) / asked, Math.round(asked));
                        }),
                        measured.row(
                                endpoint.id(),
                                "Latency p95",
                                Evidence.Unit.MILLIS,
                                stats -> stats.total().p95().toNanos() / NANOS_A_MILLI),
                        measured.row(endpoint.id(), "Failed calls", Evidence.Unit.SHARE, stats -> stats.errorShare())),
                List.of(
                        "%,d fetches of the same were compared; %,d brought another answer."
                                .formatted(rate.fetches(), rate.changes()),
                        "Changes come %s."
                                .formatted(
                                        switch (rate.shape()) {
                                            case STILL -> "so seldom that none was seen";
                                            case CHANCE -> "by chance, at one rate";
                                            case REGULAR -> "at regular intervals";
                                            case UNEVEN ->
                                                "unevenly: in bursts, by the time of the day, or of some bodies only";
                                        })
                                .strip(),
                        String.format(
                                Locale.ROOT,
                                "A share of %s outdated answers is allowed.",
                                Words.percent(TtlChoice.USUAL_BUDGET))));
    }
}
