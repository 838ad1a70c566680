package io.zol0.limits;

/**
 * How many calls may be at an upstream at once, where its latency and not a quota is the limit. Off unless somebody turns it on.
 *
 * @param enabled whether there is a limit at all
 * @param least fewest calls at once that are let through; 1 to 10,000
 * @param most most calls at once; at least {@code least}, at most 10,000
 * @param tolerance by how much latency may rise over what is usual before fewer calls are let through; 1 to 10
 */
public record ConcurrencySettings(boolean enabled, int least, int most, double tolerance) {
    public static final ConcurrencySettings OFF = new ConcurrencySettings(false, 4, 200, 1.5);
}
