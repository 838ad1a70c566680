package io.zol0.optimizer;

import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.Quota;
import io.zol0.metrics.ReplayMinute;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/**
 * Where the provider refuses calls in minutes whose busiest second has more of them than a level, and hardly any in others: a pause
 * between calls of the quota that all of them share, so that no second has more.
 */
@Component
class PaceAdvisor implements Advisor {
    /** The pace has to be so much quicker than what is asked for on average, or the queue grows. */
    private static final double ROOM = 1.25;

    private static final Duration HOUR = Duration.ofHours(1);

    private final Quotas quotas;
    private final Upstreams upstreams;
    private final Measured.Source measurements;
    private final Played past;
    private final RecommendationTable verdicts;

    private final LookedAt looked = new LookedAt();

    PaceAdvisor(
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
                quotas.ofUpstream(upstream.id()).stream()
                        .filter(Refusals::canWait)
                        .findFirst()
                        .filter(quota -> looked.isDue(quota.id()))
                        .flatMap(quota -> look(upstream, quota, measured, now))
                        .ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Proposal> look(Upstream upstream, Quota quota, Measured measured, Instant now) {
        looked.note(quota.id(), now);
        List<ReplayMinute> recorded = past.minutes(upstream.id(), HOUR, now);
        List<SeriesPoint> weights = measured.points(QuotaKeys.weight(Subject.quota(quota.id(), upstream.id())), HOUR);
        if (areOfTheMinute(recorded, weights)) {
            return Optional.empty();
        }
        double perSecond =
                measured.ofUpstream(upstream.id(), HOUR).map(Stats::rate).orElse(0.0);
        return Split.of(minutes(recorded))
                .filter(split -> split.below().expected() <= (1 - Refusals.WORTH) * split.now()
                        && split.level() >= ROOM * perSecond
                        && pause(split).compareTo(quota.minInterval()) > 0)
                .map(split -> proposal(upstream, quota, measured, split));
    }

    /** Whether one limit by the minute explains the refusals: busy minutes have busy seconds, but those are not why then. */
    static boolean areOfTheMinute(List<ReplayMinute> recorded, List<SeriesPoint> weights) {
        return SeenLimit.of(FitAdvisor.minutes(recorded, weights)).isPresent();
    }

    private static Duration pause(Split split) {
        return Duration.ofMillis((long) Math.ceil(1000 / split.level()));
    }

    /** By the busiest second of each minute, all endpoints and nodes together; what the cache answered did not go out. */
    static List<Split.Minute> minutes(List<ReplayMinute> recorded) {
        Map<Instant, double[]> bySecond = new TreeMap<>();
        Map<Instant, long[]> counts = new TreeMap<>();
        for (ReplayMinute minute : recorded) {
            ReplayMinute.Happened happened = minute.happened();
            long out = happened.calls() - happened.cached() - happened.refusedByUs();
            double share = happened.calls() == 0 ? 0 : (double) out / happened.calls();
            double[] seconds = bySecond.computeIfAbsent(minute.at(), at -> new double[60]);
            for (int i = 0; i < Math.min(60, minute.bySecond().size()); i++) {
                seconds[i] += minute.bySecond().get(i) * share;
            }
            long[] count = counts.computeIfAbsent(minute.at(), at -> new long[2]);
            count[0] += out;
            count[1] += happened.refusedByProvider();
        }
        List<Split.Minute> minutes = new ArrayList<>();
        bySecond.forEach((at, seconds) -> {
            long[] count = counts.getOrDefault(at, new long[2]);
            double busiest = 0;
            for (double second : seconds) {
                busiest = Math.max(busiest, second);
            }
            minutes.add(new Split.Minute(busiest, count[0], Math.min(count[0], count[1])));
        });
        return minutes;
    }

    private Proposal proposal(Upstream upstream, Quota quota, Measured measured, Split split) {
        Duration pause = pause(split);
        return new Proposal(
                new QuotaPace(
                        upstream.id(), quota.id(), quota.windows().getFirst().period(), quota.minInterval(), pause),
                "quota %s of %s".formatted(quota.name(), upstream.name()),
                "Spread bursts of %s: let calls of quota %s follow each other after %s%s"
                        .formatted(
                                upstream.name(),
                                quota.name(),
                                Words.time(pause),
                                quota.minInterval().isZero()
                                        ? ", not at once"
                                        : " instead of " + Words.time(quota.minInterval())),
                "The provider refused %s of the calls in the %d minutes of the last hour whose busiest second had more than %s, and %s in the other %d. With a pause no second has more; calls of a burst wait a moment instead."
                        .formatted(
                                Words.percent(split.above().expected()),
                                split.minutesAbove(),
                                Words.number(split.level()),
                                Words.percent(split.below().expected()),
                                split.minutesBelow()),
                new Evidence(
                        List.of(Refusals.row(measured, upstream)),
                        List.of(
                                "%,d calls of the last hour, minute by minute.".formatted(split.calls()),
                                "That bursts are what the provider minds is what the minutes suggest; whether it is so, the trial says.")),
                new Effect(
                        Aim.REFUSED_THERE,
                        split.now(),
                        split.below().expected(),
                        split.below().low(),
                        split.below().high()),
                Odds.bounded(split.below().isBelow(split.now()) * verdicts.trust(Advice.Kind.QUOTA_PACE)),
                split.calls() * (split.now() - split.below().expected()),
                Risk.MEDIUM);
    }
}
