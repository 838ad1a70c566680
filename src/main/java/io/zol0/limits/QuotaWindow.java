package io.zol0.limits;

import java.time.Duration;

/**
 * One window of a quota.
 *
 * @param kind how it counts
 * @param capacity the most weight within a period, or in the bucket or counter at any moment; 1 to 1,000,000,000
 * @param period 100 ms to 31 days; for a token bucket and a decaying counter the time in which {@code capacity} comes back
 */
public record QuotaWindow(WindowKind kind, long capacity, Duration period) {}
