package io.zol0.gateway;

import io.zol0.cache.CacheSettings;
import io.zol0.home.Bounds;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What an operator may set of the cache as a whole; how an endpoint is cached is a setting of its own.
 *
 * @param budget memory for answers, with their keys and headers; 1 MB to 1 TB
 * @param compressAbove bodies above are kept compressed where their policy says so and they shrink; at least 256 B
 * @param maxVariants answers kept for one key at most, by {@code Vary}
 */
@ConfigurationProperties("zol0.cache")
record CacheMemory(
        @DefaultValue("100MB") DataSize budget,
        @DefaultValue("1KB") DataSize compressAbove,
        @DefaultValue("32") int maxVariants) {
    /** @throws IllegalArgumentException where the cache would refuse them */
    CacheMemory {
        Bounds.given("zol0.cache.budget", budget);
        Bounds.given("zol0.cache.compress-above", compressAbove);
        var unused = new CacheSettings(budget, compressAbove, maxVariants);
    }

    CacheSettings settings() {
        return new CacheSettings(budget, compressAbove, maxVariants);
    }
}
