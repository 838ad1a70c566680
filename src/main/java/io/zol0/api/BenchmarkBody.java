package io.zol0.api;

import io.zol0.insight.BenchmarkPlan;
import io.zol0.insight.BenchmarkRun;
import io.zol0.insight.Benchmarks;
import io.zol0.insight.Interval;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bounded load onto an upstream of one's own; what is asked for is asked for with GET.
 *
 * @param path from its slash on, with a query where it has one
 * @param rate requests a second, at most 200; ten where it is not said
 * @param seconds for how long, at most 120; twenty where it is not said
 * @param note what it is for
 */
record BenchmarkBody(
        @Nullable String upstream,
        @Nullable String path,
        @Nullable Double rate,
        @Nullable Integer seconds,
        @Nullable String note) {

    static BenchmarkBody of(BenchmarkPlan plan, String upstream) {
        return new BenchmarkBody(upstream, plan.path(), plan.rate(), plan.seconds(), plan.note());
    }

    BenchmarkPlan toPlan(long upstreamId) {
        return new BenchmarkPlan(
                upstreamId,
                path == null ? "/" : path.strip(),
                rate == null ? 10 : rate,
                seconds == null ? 20 : seconds,
                note == null ? "" : note.strip());
    }

    /** A load that runs. */
    record Running(Instant at, String who, BenchmarkBody plan) {
        static Running of(Benchmarks.Running running, String upstream) {
            return new Running(running.at(), running.who(), BenchmarkBody.of(running.plan(), upstream));
        }
    }

    /**
     * A load that was run.
     *
     * @param unsent requests that were not sent, since too many were on their way
     * @param failed without an answer or with one of 400 or more
     * @param p50Ms of the time from when a request was due to its last byte
     */
    record Run(
            long id,
            Instant at,
            String who,
            BenchmarkBody plan,
            long sent,
            long unsent,
            long failed,
            @Nullable Within p50Ms,
            @Nullable Within p95Ms) {
        static Run of(BenchmarkRun run, String upstream) {
            return new Run(
                    run.id(),
                    run.at(),
                    run.who(),
                    BenchmarkBody.of(run.plan(), upstream),
                    run.sent(),
                    run.unsent(),
                    run.failed(),
                    Within.of(run.p50()),
                    Within.of(run.p95()));
        }
    }

    /**
     * How a run differs from an earlier one: what of the later one is less what of the earlier one is.
     *
     * @param failedShare of the shares of failed requests
     */
    record Difference(
            @Nullable Within p50Ms,
            @Nullable Within p95Ms,
            @Nullable Within failedShare) {
        static Difference of(BenchmarkRun.Comparison found) {
            return new Difference(Within.of(found.p50()), Within.of(found.p95()), Within.of(found.failed()));
        }
    }

    /** A figure with its 95 % interval, whose ends are null where there is too little to say. */
    record Within(
            double value, @Nullable Double low, @Nullable Double high) {
        static @Nullable Within of(Interval interval) {
            return Double.isFinite(interval.value())
                    ? new Within(interval.value(), finite(interval.low()), finite(interval.high()))
                    : null;
        }

        private static @Nullable Double finite(double value) {
            return Double.isFinite(value) ? value : null;
        }
    }
}
