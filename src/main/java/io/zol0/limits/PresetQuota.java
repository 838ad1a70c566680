package io.zol0.limits;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quota of a preset, and the headers that speak of it; the components are those of {@link Quota}.
 *
 * @param name unique within its preset
 * @param about what it is, for people
 * @param counts headers in which answers say how much of it is spent, first match wins; at most 10
 */
public record PresetQuota(
        String name,
        String about,
        QuotaScope scope,
        List<QuotaWindow> windows,
        List<Cost> costs,
        double margin,
        double reserve,
        Duration minInterval,
        Duration maxWait,
        WhenEmpty whenEmpty,
        List<CountFields> counts) {
    public PresetQuota {
        windows = List.copyOf(windows);
        costs = List.copyOf(costs);
        counts = List.copyOf(counts);
    }

    /**
     * The quota to begin with, not saved yet.
     *
     * @param reference what leads back here from a quota, see {@link Presets#reference}
     */
    public Quota quota(long upstreamId, @Nullable String reference) {
        return new Quota(
                0,
                upstreamId,
                name,
                true,
                reference,
                scope,
                windows,
                costs,
                margin,
                reserve,
                minInterval,
                maxWait,
                whenEmpty,
                Control.OFF,
                0);
    }
}
