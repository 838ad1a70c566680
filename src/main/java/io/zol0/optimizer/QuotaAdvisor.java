package io.zol0.optimizer;

import io.zol0.catalog.Quotas;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.Control;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/**
 * Where calls wait for a quota although the provider refuses none: less of it kept unused, a shorter pause between calls, or a
 * careful step beyond a size that nobody documented. What that would do is played with the calls of the last hour.
 */
@Component
class QuotaAdvisor implements Advisor {
    /** With fewer calls in the last hour nothing is said. */
    static final int LEAST = 200;

    /** So many have to wait. */
    static final double WAITING = 0.01;

    /** Calls that are played at most: of more, those of a shorter time. */
    static final int MOST_PLAYED = 50_000;

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final double SMALLEST_MARGIN = 0.02;
    private static final double STEP = 1.25;
    private static final double WORTH = 0.1;

    private final Quotas quotas;
    private final Upstreams upstreams;
    private final Measured.Source measurements;
    private final Player player;
    private final RecommendationTable verdicts;

    /** Plays the last while again. */
    interface Player {
        Optional<PlayedTwice> twice(
                Duration span, long upstreamId, Quota quota, List<Quota> all, Advice advice, Instant now);
    }

    private final LookedAt played = new LookedAt();

    QuotaAdvisor(
            Quotas quotas,
            Upstreams upstreams,
            Measured.Source measurements,
            Player player,
            RecommendationTable verdicts) {
        this.quotas = quotas;
        this.upstreams = upstreams;
        this.measurements = measurements;
        this.player = player;
        this.verdicts = verdicts;
    }

    @Override
    public List<Proposal> look(Instant now) {
        List<Proposal> found = new ArrayList<>();
        played.begin(now);
        for (Upstream upstream : upstreams.all()) {
            List<Quota> ofUpstream = quotas.ofUpstream(upstream.id());
            for (Quota quota : ofUpstream) {
                look(upstream, quota, ofUpstream, now).ifPresent(found::add);
            }
        }
        return found;
    }

    private Optional<Proposal> look(Upstream upstream, Quota quota, List<Quota> all, Instant now) {
        if (!played.isDue(quota.id())
                || !quota.enabled()
                || quota.whenEmpty() == WhenEmpty.SHADOW
                || quota.control().mode() == Control.Mode.ON) {
            return Optional.empty();
        }
        Measured measured = measurements.at(now, Set.of(upstream.id()));
        Subject subject = Subject.quota(quota.id(), upstream.id());
        double refused = measured.sum(QuotaKeys.refused(subject), HOUR);
        double asked = measured.sum(QuotaKeys.granted(subject), HOUR) + refused;
        double share = (measured.sum(QuotaKeys.waited(subject), HOUR) + refused) / asked;
        if (asked < LEAST || share < WAITING || isRefusedThere(upstream.id(), measured)) {
            return Optional.empty();
        }
        double meanWeight = measured.sum(QuotaKeys.weight(subject), HOUR) / Math.max(1, asked - refused);
        Optional<HiddenLimit.Interval> limit = limit(quota, subject, measured);
        Optional<Advice.QuotaRoom> advice = roomier(quota, meanWeight, limit);
        if (advice.isEmpty()) {
            return Optional.empty();
        }
        played.note(quota.id(), now);
        Duration span = span(asked);
        return new QuotaWords(upstream, quota, measured, subject, limit, verdicts.trust(Advice.Kind.QUOTA_ROOM))
                .proposal(
                        advice.get(),
                        share,
                        asked,
                        player.twice(span, upstream.id(), quota, all, advice.get(), now),
                        share * asked * span.toSeconds() / HOUR.toSeconds(),
                        WORTH);
    }

    /** As long as so many calls an hour make no more than are played. */
    static Duration span(double callsAnHour) {
        double minutes = Math.floor(60 * Math.min(1, MOST_PLAYED / callsAnHour));
        return Duration.ofMinutes((long) Math.max(2, minutes));
    }

    /** The first that would give room: a pause that the window does not need, a large margin, a size of one's own. */
    static Optional<Advice.QuotaRoom> roomier(Quota quota, double meanWeight, Optional<HiddenLimit.Interval> limit) {
        QuotaWindow window = quota.windows().getFirst();
        double left = window.capacity() * (1 - quota.margin());
        Duration needed = Duration.ofMillis(
                (long) Math.ceil(window.period().toMillis() * Math.max(1e-6, meanWeight) / Math.max(1, left)));
        Advice.QuotaRoom same = Advice.QuotaRoom.of(quota);
        if (needed.compareTo(quota.minInterval().multipliedBy(4).dividedBy(5)) < 0) {
            return Optional.of(same.paced(needed));
        }
        if (quota.margin() / 2 >= SMALLEST_MARGIN) {
            return Optional.of(same.margin(Math.round(quota.margin() * 500) / 1000.0));
        }
        boolean documented = quota.preset() != null;
        boolean refusedBefore = limit.filter(HiddenLimit.Interval::refusalsSeen).isPresent();
        return documented || refusedBefore
                ? Optional.empty()
                : Optional.of(same.sized(Math.max(window.capacity() + 1, Math.round(window.capacity() * STEP))));
    }

    /** Whether the provider refused anything in the last hour or day. */
    private static boolean isRefusedThere(long upstreamId, Measured measured) {
        return Stream.of(HOUR, DAY)
                .flatMap(window -> measured.ofUpstream(upstreamId, window).stream())
                .anyMatch(stats -> refusedThere(stats) > 0);
    }

    private static long refusedThere(Stats stats) {
        return stats.byOutcome().getOrDefault(Outcome.REFUSED_BY_PROVIDER, 0L);
    }

    /** The provider's limit by what it served in the minutes of the last hour, where the window is a minute or shorter. */
    private static Optional<HiddenLimit.Interval> limit(Quota quota, Subject subject, Measured measured) {
        QuotaWindow window = quota.windows().getFirst();
        if (window.period().compareTo(Duration.ofMinutes(1)) > 0) {
            return Optional.empty();
        }
        double perMinute = window.capacity() * (60_000.0 / window.period().toMillis());
        HiddenLimit limit = new HiddenLimit(Math.max(1, perMinute / 20), perMinute * 20);
        Instant minute = Instant.MIN;
        double weight = 0;
        for (SeriesPoint point : measured.points(QuotaKeys.weight(subject), HOUR)) {
            Instant of = point.at().truncatedTo(ChronoUnit.MINUTES);
            if (!of.equals(minute)) {
                if (weight > 0) {
                    limit.served(weight);
                }
                minute = of;
                weight = 0;
            }
            weight += point.sum();
        }
        return limit.interval();
    }
}
