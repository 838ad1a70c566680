package io.zol0.metrics;

import java.time.Duration;
import java.util.Map;

/**
 * What was measured of a scope.
 *
 * @param span how much time the figures cover; shorter than asked for where measuring began later
 * @param calls how many calls ended
 * @param byStatus calls by status class; every class is there
 * @param byOutcome calls by outcome; every outcome is there
 * @param total times from arrival to last byte
 * @param firstByte times from arrival to first byte
 * @param overhead ZoL0's own share
 */
public record Stats(
        Duration span,
        long calls,
        Map<StatusClass, Long> byStatus,
        Map<Outcome, Long> byOutcome,
        long bytesIn,
        long bytesOut,
        Spread total,
        Spread firstByte,
        Spread overhead) {

    /** Calls a second over the span; 0 where the span is empty. */
    public double rate() {
        return span.isZero() ? 0 : calls / (span.toNanos() / 1e9);
    }

    /** Share of calls that failed, from 0 to 1; 0 where there were none. */
    public double errorShare() {
        return calls == 0 ? 0 : (double) byOutcome.getOrDefault(Outcome.FAILED, 0L) / calls;
    }
}
