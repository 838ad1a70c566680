package io.zol0.cache;

import org.springframework.util.unit.DataSize;

/**
 * What the whole cache may take.
 *
 * @param budget memory for answers, with their keys and headers; 1 MB to 1 TB
 * @param compressAbove bodies above are kept compressed where the policy says so and they shrink; at least 256 B
 * @param largestVariants answers kept for one key at most, by {@code Vary}; the one longest unused goes; 1 to 1000
 */
public record CacheSettings(DataSize budget, DataSize compressAbove, int largestVariants) {
    public static final CacheSettings DEFAULTS =
            new CacheSettings(DataSize.ofMegabytes(100), DataSize.ofKilobytes(1), 32);

    public CacheSettings {
        if (budget.toBytes() < DataSize.ofMegabytes(1).toBytes()
                || budget.toBytes() > DataSize.ofTerabytes(1).toBytes()) {
            throw new IllegalArgumentException("The cache's budget is " + budget + "; it has to be 1MB to 1TB.");
        }
        if (compressAbove.toBytes() < 256) {
            throw new IllegalArgumentException(
                    "Bodies above " + compressAbove + " cannot be compressed with gain; 256B is the least.");
        }
        if (largestVariants < 1 || largestVariants > 1000) {
            throw new IllegalArgumentException(
                    "There are to be " + largestVariants + " answers for one key; 1 to 1000 it may be.");
        }
    }
}
