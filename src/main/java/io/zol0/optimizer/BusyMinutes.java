package io.zol0.optimizer;

import io.zol0.metrics.HeatMap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How long the calls of an upstream took in each minute, in the bands of the heat maps of its endpoints. */
final class BusyMinutes {
    private final List<Duration> bands = new ArrayList<>();
    private final Map<Instant, long[]> counts = new HashMap<>();

    /** Of maps that have the same bands and minutes as steps. */
    BusyMinutes(List<HeatMap> endpoints) {
        for (HeatMap map : endpoints) {
            if (bands.isEmpty()) {
                bands.addAll(map.bands());
            }
            for (HeatMap.Column column : map.columns()) {
                long[] sum = counts.computeIfAbsent(column.from(), minute -> new long[bands.size()]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += column.counts().get(i);
                }
            }
        }
    }

    /** The first band that begins at a time or later; empty where none does. */
    Optional<Duration> band(Duration atLeast) {
        return bands.stream().filter(band -> band.compareTo(atLeast) >= 0).findFirst();
    }

    /** Calls of a minute that took as long as the beginning of a band, or longer. */
    long slow(Instant minute, Duration band) {
        long[] of = counts.getOrDefault(minute, new long[bands.size()]);
        long slow = 0;
        for (int i = 0; i < of.length; i++) {
            slow += bands.get(i).compareTo(band) >= 0 ? of[i] : 0;
        }
        return slow;
    }

    /** How many calls were under way at a time in a minute, at least: each took as long as the beginning of its band (Little's law). */
    double underWay(Instant minute) {
        long[] of = counts.getOrDefault(minute, new long[bands.size()]);
        double seconds = 0;
        for (int i = 0; i < of.length; i++) {
            seconds += of[i] * (bands.get(i).toNanos() / 1e9);
        }
        return seconds / 60;
    }
}
