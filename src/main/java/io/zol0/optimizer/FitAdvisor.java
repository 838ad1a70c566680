package io.zol0.optimizer;

import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.Quota;
import io.zol0.metrics.ReplayMinute;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Where the provider refuses calls although a quota lets them through: the quota as small as the limit that the provider was seen to
 * have. For quotas by the minute that all calls of the upstream share, as refusals are known by the minute.
 */
@Component
class FitAdvisor implements Advisor {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Quotas quotas;
    private final Upstreams upstreams;
    private final Measured.Source measurements;
    private final Played past;
    private final RecommendationTable verdicts;

    private final LookedAt looked = new LookedAt();

    FitAdvisor(
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

    @Override
    public List<Proposal> look(Instant now) {
        looked.begin(now);
        List<Proposal> found = new ArrayList<>();
        for (Upstream upstream : upstreams.all()) {
            Measured measured = measurements.at(now, Set.of(upstream.id()));
            if (Refusals.of(measured, upstream, HOUR) >= Refusals.LEAST) {
                List<Quota> all = quotas.ofUpstream(upstream.id());
                all.stream()
                        .filter(quota -> Refusals.canWait(quota)
                                && quota.windows().getFirst().period().equals(MINUTE)
                                && looked.isDue(quota.id()))
                        .forEach(quota ->
                                look(upstream, quota, all, measured, now).ifPresent(found::add));
            }
        }
        return found;
    }

    private Optional<Proposal> look(Upstream upstream, Quota quota, List<Quota> all, Measured measured, Instant now) {
        looked.note(quota.id(), now);
        List<SeenLimit.Minute> minutes = minutes(
                past.minutes(upstream.id(), HOUR, now),
                measured.points(QuotaKeys.weight(Subject.quota(quota.id(), upstream.id())), HOUR));
        return SeenLimit.of(minutes)
                .flatMap(seen -> fit(quota, seen)
                        .map(advice ->
                                proposal(upstream, quota, measured, seen, advice, waits(advice, quota, all, now))));
    }

    /** Minutes whose calls and weight are both known. */
    static List<SeenLimit.Minute> minutes(List<ReplayMinute> recorded, List<SeriesPoint> weights) {
        Map<Instant, long[]> calls = new TreeMap<>();
        for (ReplayMinute minute : recorded) {
            ReplayMinute.Happened happened = minute.happened();
            long[] count = calls.computeIfAbsent(minute.at(), at -> new long[2]);
            count[0] += happened.calls() - happened.cached() - happened.refusedByUs();
            count[1] += happened.refusedByProvider();
        }
        Map<Instant, Double> weight = new TreeMap<>();
        weights.forEach(point -> weight.merge(point.at().truncatedTo(ChronoUnit.MINUTES), point.sum(), Double::sum));
        List<SeenLimit.Minute> minutes = new ArrayList<>();
        calls.forEach((at, count) -> {
            Double spent = weight.get(at);
            if (spent != null) {
                minutes.add(new SeenLimit.Minute(at, spent, count[0], Math.min(count[0], count[1])));
            }
        });
        return minutes;
    }

    /** Nothing where the quota is hardly larger than the limit, or as small would not help. */
    static Optional<QuotaFit> fit(Quota quota, SeenLimit seen) {
        long capacity = quota.windows().getFirst().capacity();
        long limit = (long) Math.floor(seen.limit().low());
        return limit < 1
                        || limit >= capacity
                        || seen.refusedAt(limit * (1 - quota.margin())) > (1 - Refusals.WORTH) * seen.refused()
                ? Optional.empty()
                : Optional.of(new QuotaFit(quota.upstreamId(), quota.id(), MINUTE, capacity, limit));
    }

    /** What the calls of the last while would have waited with it. */
    private Optional<WhatIfs.Both> waits(QuotaFit advice, Quota quota, List<Quota> all, Instant now) {
        return past.last(HOUR, quota.upstreamId(), quota, all, advice, now);
    }

    private Proposal proposal(
            Upstream upstream,
            Quota quota,
            Measured measured,
            SeenLimit seen,
            QuotaFit advice,
            Optional<WhatIfs.Both> waits) {
        double left = advice.to() * (1 - quota.margin());
        double expected = seen.refusedAt(left);
        Odds odds = Odds.ofShare(expected, seen.calls());
        List<String> facts = new ArrayList<>();
        facts.add("%,d calls of the last hour, minute by minute, with the weight that this quota counted."
                .formatted(seen.calls()));
        waits.ifPresent(both -> facts.add(
                "Played again, %s of the calls would wait here instead of %s, half of those for more than %s; %,d more would be refused here."
                        .formatted(
                                Words.percent((double) both.then().waited()
                                        / Math.max(1, both.then().calls())),
                                Words.percent((double) both.now().waited()
                                        / Math.max(1, both.now().calls())),
                                Words.time(both.then().medianWait()),
                                Math.max(0, both.then().refused() - both.now().refused()))));
        return new Proposal(
                advice,
                "quota %s of %s".formatted(quota.name(), upstream.name()),
                "Lower quota %s of %s from %s to %s within %s"
                        .formatted(
                                quota.name(),
                                upstream.name(),
                                Words.number(advice.from()),
                                Words.number(advice.to()),
                                Words.time(MINUTE)),
                "The provider refused %s of the calls of the last hour, in %d of %d minutes. In those it served between %s and %s before it refused, so that is its limit; the quota lets %s through. At %s what is beyond waits here, and the provider would have refused %s."
                        .formatted(
                                Words.percent(seen.refused()),
                                seen.refusing(),
                                seen.minutes().size(),
                                Words.number(seen.limit().low()),
                                Words.number(seen.limit().high()),
                                Words.number(advice.from() * (1 - quota.margin())),
                                Words.number(left),
                                Words.percent(expected)),
                new Evidence(List.of(Refusals.row(measured, upstream)), facts),
                new Effect(Aim.REFUSED_THERE, seen.refused(), expected, odds.low(), odds.high()),
                Odds.bounded(odds.isBelow(seen.refused()) * verdicts.trust(Advice.Kind.QUOTA_FIT)),
                seen.calls() * (seen.refused() - expected),
                Risk.MEDIUM);
    }
}
