package io.zol0.limits;

import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderBuildStage;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.time.Instant;

/**
 * How a window of a quota is counted now; shared by all of its budgets.
 *
 * @param allowed the most weight that may be spent
 * @param reserved of it, what only calls of high priority may take
 * @param clock what {@link Now} or {@link AlignedTime} says to buckets
 * @param bucket configuration of the buckets; of no meaning for other kinds
 */
record WindowRule(QuotaWindow window, long allowed, long reserved, TimeMeter clock, BucketConfiguration bucket) {
    private static final String BANDWIDTH = "window";

    /**
     * @param share of {@code most} that is reserved
     * @param most weight allowed; taken as at least 1, and at most one a nanosecond, for no bucket is faster
     */
    static WindowRule of(QuotaWindow window, long most, double share, TimeMeter clock) {
        long allowed = Math.clamp(most, 1, window.period().toNanos());
        return new WindowRule(window, allowed, (long) (allowed * share), clock, bucket(window, allowed));
    }

    /** The most that calls of a priority may have spent. */
    long most(boolean high) {
        return high ? allowed : allowed - reserved;
    }

    /** Whether a window that followed {@code other} can go on by this. */
    boolean continues(WindowRule other) {
        return window.kind() == other.window.kind() && window.period().equals(other.window.period());
    }

    Window start(long now) {
        return switch (window.kind()) {
            case ALIGNED -> new AlignedWindow(this, now);
            case TOKEN_BUCKET -> new TokenWindow(this, now);
            case ROLLING -> new RollingWindow(this);
            case DECAYING -> new DecayingWindow(this);
        };
    }

    /** The identifier lets a bucket go on with another configuration; the first refill only says where periods begin. */
    private static BucketConfiguration bucket(QuotaWindow window, long allowed) {
        Duration period = window.period();
        return BucketConfiguration.builder()
                .addLimit(limit -> {
                    BandwidthBuilderBuildStage filled = window.kind() == WindowKind.ALIGNED
                            ? limit.capacity(allowed)
                                    .refillIntervallyAligned(allowed, period, Instant.EPOCH.plus(period))
                            : limit.capacity(allowed).refillGreedy(allowed, period);
                    return filled.id(BANDWIDTH);
                })
                .build();
    }
}
