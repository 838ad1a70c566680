package io.zol0.insight;

import io.zol0.metrics.Answer;
import io.zol0.metrics.LiveMetrics;
import io.zol0.metrics.Scope;
import io.zol0.metrics.Sketch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Service;

/**
 * How often a caller called, how often in vain, and how long it took: of callers apart nothing else is counted. Of an endpoint 50
 * callers are told apart in an hour, and all others are one, {@code (other)}.
 */
@Service
public class CallerCounts {
    /** How finely it is known what callers did in the last hour. */
    public static final Duration STEP = CallerHours.STEP;

    /** How finely it is known of before. */
    public static final Duration HOUR = Duration.ofHours(1);

    private static final Duration KEPT_LIVE = STEP.multipliedBy(11);
    private static final int LONGEST_NAME = 64;

    private final CallerHours hours;
    private final LiveMetrics live;
    private final Clock clock;

    CallerCounts(CallerHours hours, LiveMetrics live, Clock clock) {
        this.hours = hours;
        this.live = live;
        this.clock = clock;
    }

    /**
     * Calls of one endpoint in the step that began then.
     *
     * @param times how long they took; of none in hours of before times were kept, of some in the hour in which that began
     */
    public record Count(Instant at, long upstreamId, long endpointId, long calls, long failed, Sketch times) {}

    /**
     * What a caller did in whole steps.
     *
     * @param from when the first of them began
     * @param to when the last of them ended, or now
     * @param since since when callers are counted in it; not after the end
     */
    public record Counted(Instant from, Instant to, Instant since, List<Count> counts) {
        public Counted {
            counts = List.copyOf(counts);
        }
    }

    /** What it did of some upstreams in a window up to now of an hour at most, in steps of five minutes, from memory. */
    public Counted lately(String caller, Set<Long> upstreamIds, Duration window) {
        Instant now = clock.instant();
        Instant oldest = Dependencies.floor(now, STEP).minus(KEPT_LIVE);
        Instant asked = Dependencies.floor(now.minus(window), STEP);
        Instant from = asked.isBefore(oldest) ? oldest : asked;
        List<Count> counts = new ArrayList<>();
        for (Instant step = from; step.isBefore(now); step = step.plus(STEP)) {
            Instant at = step;
            live.callersIn(step).stream()
                    .filter(each -> each.share().caller().equals(shortened(caller)))
                    .filter(each -> upstreamIds.contains(each.upstreamId()))
                    .map(each -> new Count(
                            at,
                            each.upstreamId(),
                            each.endpointId(),
                            each.share().calls(),
                            each.share().failed(),
                            each.times()))
                    .forEach(counts::add);
        }
        Duration measured =
                live.stats(new Scope.Everything(), Duration.between(from, now)).span();
        Instant since = now.minus(measured);
        return new Counted(from, now, since.isBefore(from) ? from : since, counts);
    }

    /** What it did of some upstreams in the whole hours around a span, from the database, which is up to six minutes late. */
    public Answer<Counted> hours(String caller, Set<Long> upstreamIds, Instant from, Instant to) {
        Instant begin = Dependencies.floor(from, HOUR);
        Instant whole = Dependencies.floor(to, HOUR);
        Instant end = whole.isBefore(to) ? whole.plus(HOUR) : whole;
        Instant now = clock.instant();
        return Away.asked(() -> {
            Instant until = end.isAfter(now) && now.isAfter(begin) ? now : end;
            Instant first = hours.first().orElse(until);
            Instant since = first.isBefore(begin) ? begin : first.isAfter(until) ? until : first;
            return new Counted(begin, until, since, hours.of(shortened(caller), begin, end, upstreamIds));
        });
    }

    /** As callers are counted. */
    private static String shortened(String caller) {
        return caller.length() > LONGEST_NAME ? caller.substring(0, LONGEST_NAME) : caller;
    }
}
