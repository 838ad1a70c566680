package io.zol0.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;

/**
 * The services, at most 10,000, that sent spans of HTTP clients within the last hour: their histograms tell of the same calls
 * and would count them twice.
 */
final class TracingServices {
    private final Cache<String, Boolean> seen = Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(Duration.ofHours(1))
            .build();

    void saw(String reporter, Attributes service) {
        seen.put(key(reporter, service), true);
    }

    boolean isTracing(String reporter, Attributes service) {
        return seen.getIfPresent(key(reporter, service)) != null;
    }

    static String key(String reporter, Attributes service) {
        return String.join(
                "\n", reporter, service.text("service.name"), service.text("service.instance.id", "process.pid"));
    }
}
