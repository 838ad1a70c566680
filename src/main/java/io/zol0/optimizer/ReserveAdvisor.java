package io.zol0.optimizer;

import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.Control;
import io.zol0.limits.Cost;
import io.zol0.limits.Quota;
import io.zol0.limits.WhenEmpty;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Where calls of high priority, such as orders, wait for a quota that others spend: a share of it kept for them. What that would do to
 * them, and to the others, is played with the calls of the last hour.
 */
@Component
class ReserveAdvisor implements Advisor {
    /** So many calls of high priority have to have waited in the last hour. */
    static final int LEAST = 20;

    /** A share of what is waiting that has to go for it to be worth anybody's time. */
    static final double WORTH = 0.25;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final double[] RESERVES = {0.05, 0.1, 0.2, 0.3};

    /** A smaller reserve is preferred where it does this part of what the best does. */
    private static final double MOST_OF_IT = 0.9;

    private final Quotas quotas;
    private final Upstreams upstreams;
    private final Measured.Source measurements;
    private final Played past;
    private final RecommendationTable verdicts;

    private final LookedAt played = new LookedAt();

    ReserveAdvisor(
            Quotas quotas,
            Upstreams upstreams,
            Measured.Source measurements,
            Played past,
            RecommendationTable verdicts) {
        this.quotas = quotas;
        this.upstreams = upstreams;
        this.measurements = measurements;
        this.past = past;
        this.verdicts = verdicts;
    }

    /** What a reserve would have done. */
    record Tried(double reserve, Played.High high) {}

    @Override
    public List<Proposal> look(Instant now) {
        played.begin(now);
        List<Proposal> found = new ArrayList<>();
        for (Upstream upstream : upstreams.all()) {
            List<Quota> all = quotas.ofUpstream(upstream.id());
            for (Quota quota : all) {
                look(upstream, quota, all, now).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Proposal> look(Upstream upstream, Quota quota, List<Quota> all, Instant now) {
        if (!played.isDue(quota.id())
                || !quota.enabled()
                || quota.whenEmpty() != WhenEmpty.QUEUE
                || quota.control().mode() == Control.Mode.ON
                || quota.costs().stream().noneMatch(Cost::high)) {
            return Optional.empty();
        }
        Measured measured = measurements.at(now, Set.of(upstream.id()));
        Subject subject = Subject.quota(quota.id(), upstream.id());
        double waited = measured.sum(QuotaKeys.waitedHigh(subject), HOUR);
        double asked = measured.sum(QuotaKeys.granted(subject), HOUR) + measured.sum(QuotaKeys.refused(subject), HOUR);
        if (waited < LEAST) {
            return Optional.empty();
        }
        played.note(quota.id(), now);
        List<Tried> tried = new ArrayList<>();
        for (double reserve : RESERVES) {
            if (reserve > quota.reserve()) {
                past.high(
                                QuotaAdvisor.span(asked),
                                quota,
                                all,
                                advice(quota, reserve).on(quota),
                                now)
                        .ifPresent(high -> tried.add(new Tried(reserve, high)));
            }
        }
        return choose(tried).map(choice -> proposal(upstream, quota, measured, waited, asked, choice));
    }

    private static QuotaReserve advice(Quota quota, double reserve) {
        return new QuotaReserve(
                quota.upstreamId(), quota.id(), quota.windows().getFirst().period(), quota.reserve(), reserve);
    }

    /** The smallest that does about what the best does, and loses no call. */
    static Optional<Tried> choose(List<Tried> tried) {
        long least = tried.stream()
                .filter(ReserveAdvisor::losesNone)
                .mapToLong(each -> each.high().after())
                .min()
                .orElse(Long.MAX_VALUE);
        return tried.stream()
                .filter(each -> losesNone(each)
                        && each.high().after() <= (1 - WORTH) * each.high().before()
                        && each.high().before() - each.high().after()
                                >= MOST_OF_IT * (each.high().before() - least))
                .findFirst();
    }

    private static boolean losesNone(Tried each) {
        return each.high().all().then().refused() <= each.high().all().now().refused();
    }

    private Proposal proposal(
            Upstream upstream, Quota quota, Measured measured, double waited, double asked, Tried choice) {
        Played.High high = choice.high();
        Subject subject = Subject.quota(quota.id(), upstream.id());
        double share = waited / asked;
        // What the replay leaves out is as much on both sides.
        double expected = share * high.after() / Math.max(1, high.before());
        Odds odds = Odds.ofShare(expected, asked);
        WhatIf.Held now = high.all().now();
        WhatIf.Held then = high.all().then();
        return new Proposal(
                advice(quota, choice.reserve()),
                "quota %s of %s".formatted(quota.name(), upstream.name()),
                "Keep %s of quota %s of %s for calls of high priority instead of %s"
                        .formatted(
                                Words.percent(choice.reserve()),
                                quota.name(),
                                upstream.name(),
                                quota.reserve() == 0 ? "none" : Words.percent(quota.reserve())),
                "%,d calls of high priority waited for this quota in the last hour, behind others that spent it. Played again with the reserve, %s of them would wait; of all calls %s would instead of %s, half of those for more than %s instead of %s, and none more would be refused."
                        .formatted(
                                Math.round(waited),
                                Words.percent((double) high.after() / Math.max(1, high.before())),
                                Words.percent((double) then.waited() / Math.max(1, then.calls())),
                                Words.percent((double) now.waited() / Math.max(1, now.calls())),
                                Words.time(then.medianWait()),
                                Words.time(now.medianWait())),
                new Evidence(
                        List.of(
                                measured.row("Calls of high priority that waited", Evidence.Unit.COUNT, window -> {
                                    double calls = measured.sum(QuotaKeys.granted(subject), window);
                                    return new Evidence.Cell(
                                            window,
                                            calls == 0 ? null : measured.sum(QuotaKeys.waitedHigh(subject), window),
                                            Math.round(calls));
                                }),
                                measured.row("Weight let through", Evidence.Unit.WEIGHT, window -> {
                                    double calls = measured.sum(QuotaKeys.granted(subject), window);
                                    return new Evidence.Cell(
                                            window,
                                            calls == 0 ? null : measured.sum(QuotaKeys.weight(subject), window),
                                            Math.round(calls));
                                })),
                        List.of(
                                "%,d calls of the last %s were played again by the limits that the gateway uses."
                                        .formatted(high.calls(), Words.time(QuotaAdvisor.span(asked))),
                                "What is reserved is lost to nobody where high priority does not need it at the end of a window that is aligned to the clock; in others it stays unused.")),
                new Effect(Aim.WAITED_HIGH, share, expected, odds.low(), odds.high()),
                Odds.bounded(odds.isBelow(share) * verdicts.trust(Advice.Kind.QUOTA_RESERVE)),
                waited * (1 - (double) high.after() / Math.max(1, high.before())),
                Risk.MEDIUM);
    }
}
