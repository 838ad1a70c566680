package io.zol0.ui.cache;

import io.zol0.cache.ChangeRecord;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a TTL brings and costs at the requests and changes that were recorded.
 *
 * @param points by TTL, ascending; empty where there is not enough data
 */
record Curve(List<Point> points) {
    private static final List<Duration> TTLS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1));

    /**
     * One TTL.
     *
     * @param hitRate share of requests answered from the cache, 0 to 1
     * @param outdated share of those that are not what the upstream would say now, 0 to 1
     */
    record Point(Duration ttl, double hitRate, double outdated) {}

    static Curve of(ChangeRecord record) {
        List<Point> points = new ArrayList<>();
        for (Duration ttl : TTLS) {
            OptionalDouble hits = record.hitRate(ttl);
            OptionalDouble outdated = record.outdated(ttl);
            if (hits.isPresent() && outdated.isPresent()) {
                points.add(new Point(ttl, hits.getAsDouble(), outdated.getAsDouble()));
            }
        }
        return new Curve(points);
    }

    /** One sentence on a TTL, or how much more data it takes. */
    static String sentence(ChangeRecord record, Duration ttl) {
        OptionalDouble hits = record.hitRate(ttl);
        OptionalDouble outdated = record.outdated(ttl);
        if (hits.isEmpty() || outdated.isEmpty()) {
            return "Not enough data yet to say what %s brings: %d of %d refetches and %d of %d requests were seen."
                    .formatted(
                            Durations.write(ttl),
                            Math.min(record.fetches(), ChangeRecord.LEAST),
                            ChangeRecord.LEAST,
                            Math.min(record.requests(), ChangeRecord.LEAST),
                            ChangeRecord.LEAST);
        }
        return "Fresh for %s, about %s of the requests would come from the cache, and %s of those would be outdated."
                .formatted(
                        Durations.write(ttl),
                        Figures.percent(hits.getAsDouble()),
                        Figures.percent(outdated.getAsDouble()));
    }
}
