package io.zol0.gateway;

import io.zol0.cache.CacheSettings;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * What an operator may set of the cache as a whole; how an endpoint is cached is a setting of its own.
 *
 * @param budget memory for answers, with their keys and headers; 1 MB to 1 TB
 * @param compressAbove bodies above are kept compressed where their policy says so and they shrink; at least 256 B
 * @param maxVariants answers kept for one key at most, by {@code Vary}
 */
@Validated
@ConfigurationProperties("zol0.cache")
record CacheMemory(
        @DefaultValue("100MB") @NotNull DataSize budget,
        @DefaultValue("1KB") @NotNull DataSize compressAbove,
        @DefaultValue("32") @Min(1) @Max(1000) int maxVariants) {

    CacheSettings settings() {
        return new CacheSettings(budget, compressAbove, maxVariants);
    }
}
