package io.zol0.optimizer;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;

/**
 * Within which guardrails recommendations are tried without being asked for.
 *
 * @param upstreamId 0 for all upstreams of the environment that have none of their own
 * @param kinds of advice that may be tried
 * @param largestStep how many times more or less a setting may become, 1 to 1,000
 * @param fromHour trials run from this hour of the day on, 0 to 23
 * @param toHour and up to this one; the same for all day
 * @param frozen nothing is tried, and what runs is taken back
 * @param version counts the changes; 0 where it is not kept yet
 */
public record Autopilot(
        String environment,
        long upstreamId,
        boolean enabled,
        Set<Advice.Kind> kinds,
        double largestStep,
        int fromHour,
        int toHour,
        ZoneId zone,
        boolean frozen,
        long version) {
    /** Largest step that can be allowed. */
    public static final double LARGEST_STEP = 1_000;

    public Autopilot {
        kinds = Set.copyOf(kinds);
    }

    /** What holds where nobody set anything: off, with steps of up to ten times. */
    public static Autopilot off(String environment, long upstreamId) {
        return new Autopilot(
                environment, upstreamId, false, Set.of(Advice.Kind.values()), 10, 0, 0, ZoneId.of("UTC"), false, 0);
    }

    /** The same, switched on. */
    public Autopilot on() {
        return new Autopilot(
                environment, upstreamId, true, kinds, largestStep, fromHour, toHour, zone, frozen, version);
    }

    /** Whether anything may be tried now. */
    boolean isOpen(Instant now) {
        int hour = now.atZone(zone).getHour();
        boolean within = fromHour == toHour
                || (fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour);
        return enabled && !frozen && within;
    }

    /** Whether it may try that advice. */
    boolean allows(Advice advice) {
        return kinds.contains(advice.kind()) && advice.step() <= largestStep;
    }
}
