package io.zol0.insight;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What happened in a day or a week, what was changed and what it brought, and what to do next; made of measurements of that time
 * alone, so that it is the same whenever it is made.
 *
 * @param title such as {@code Week of 16 November 2026}
 * @param zone in which its days begin and its times are told
 * @param total of all calls in sight
 * @param before of the time of the same length before
 * @param health by place: the mean, the lowest and what took most then
 * @param changes what was changed, with what was measured an hour before and after
 * @param findings the strongest dependencies
 * @param next what to do next, in sentences that follow from the figures above
 */
public record Report(
        String title,
        Instant from,
        Instant to,
        ZoneId zone,
        Figures total,
        Figures before,
        List<OfUpstream> upstreams,
        List<HealthLine> health,
        List<String> alerts,
        long alertCount,
        List<ChangeLine> changes,
        List<String> findings,
        @Nullable CostLine cost,
        List<String> next) {
    /** Figures of calls. */
    public record Figures(long calls, double p95, double failedShare, double cachedShare) {}

    /** Figures of an upstream and of the time before. */
    public record OfUpstream(String name, Figures now, Figures before) {}

    /** The score of a place. */
    public record HealthLine(
            String name,
            double mean,
            double lowest,
            Instant lowestAt,
            @Nullable String worst) {}

    /**
     * A change and what it brought.
     *
     * @param before the hour before, of the upstream that was changed
     * @param after the hour after
     * @param failed difference of the share of failed calls with its interval
     */
    public record ChangeLine(
            Instant at,
            String sentence,
            @Nullable Figures before,
            @Nullable Figures after,
            @Nullable Interval failed) {}

    /** What was spent. */
    public record CostLine(double spent, double before, double saved, String currency) {}
}
