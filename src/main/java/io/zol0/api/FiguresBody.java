package io.zol0.api;

import io.swagger.v3.oas.annotations.media.Schema;
import io.zol0.insight.CallerCounts.Count;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Sketch;
import io.zol0.metrics.Spread;
import io.zol0.metrics.Stats;
import io.zol0.metrics.StatusClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was measured in some time, as the REST API has it; times are in milliseconds.
 *
 * @param measured how much of the time asked for was measured
 * @param errorShare share of the calls that failed, 0 to 1; null where there were none
 * @param byStatus null of one caller, as outcomes and bytes are: of callers apart, calls, failures and times are counted
 * @param totalMs from a call's arrival to the last byte; null where none was measured, as the next two
 * @param firstByteMs to the first byte of the answer; null of one caller
 * @param overheadMs ZoL0's own share; null of one caller
 * @param note what there is to know of these figures, such as that times of these calls were not kept; null where there is nothing
 */
record FiguresBody(
        Duration measured,
        long calls,
        double callsPerSecond,
        @Nullable Double errorShare,
        @Nullable Map<StatusClass, Long> byStatus,
        @Nullable Map<Outcome, Long> byOutcome,
        @Nullable Long bytesIn,
        @Nullable Long bytesOut,
        @Nullable Times totalMs,
        @Nullable Times firstByteMs,
        @Nullable Times overheadMs,

        @Schema(
                description =
                        "What there is to know of these figures, such as that times of a caller were not kept; or null")
        @Nullable
        String note) {

    /**
     * Percentiles, each within 1 % of the exact one. Of one caller with more than 257 calls to an endpoint in a second and on one
     * thread they are estimated from as many of them as that.
     */
    record Times(long count, double p50, double p95, double p99, double max) {
        static @Nullable Times of(Spread spread) {
            return spread.count() == 0
                    ? null
                    : new Times(
                            spread.count(),
                            millis(spread.p50()),
                            millis(spread.p95()),
                            millis(spread.p99()),
                            millis(spread.max()));
        }
    }

    static FiguresBody of(Stats stats) {
        return new FiguresBody(
                stats.span(),
                stats.calls(),
                stats.rate(),
                stats.calls() == 0 ? null : stats.errorShare(),
                stats.byStatus(),
                stats.byOutcome(),
                stats.bytesIn(),
                stats.bytesOut(),
                Times.of(stats.total()),
                Times.of(stats.firstByte()),
                Times.of(stats.overhead()),
                null);
    }

    /** Of one caller. */
    static FiguresBody ofCaller(Duration measured, List<Count> counts) {
        long calls = counts.stream().mapToLong(Count::calls).sum();
        long failed = counts.stream().mapToLong(Count::failed).sum();
        Spread times = Sketch.spread(counts.stream().map(Count::times).toList());
        double seconds = measured.toMillis() / 1000.0;
        return new FiguresBody(
                measured,
                calls,
                seconds > 0 ? calls / seconds : 0,
                calls == 0 ? null : (double) failed / calls,
                null,
                null,
                null,
                null,
                Times.of(times),
                null,
                null,
                note(calls, times.count()));
    }

    private static @Nullable String note(long calls, long timed) {
        return calls == timed
                ? null
                : (timed == 0
                                ? "Times of these calls were not kept"
                                : "Times were kept of %d of these %d calls".formatted(timed, calls))
                        + ": hours before those of callers were kept have none, and where very many call an endpoint, their oldest five"
                        + " minutes lose them.";
    }

    static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }
}
