package io.zol0.metrics;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What it costs to record a call, in time and garbage; run by hand, never by the tests. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class RecordBenchmark {
    private static final int CALLS = 4096;

    /** Endpoints that the calls go to, in turn. */
    @Param({"1", "100"})
    private int endpoints;

    private final Call[] calls = new Call[CALLS];
    private final CallRecorder recorder = new LiveMetrics().recorder();
    private int next;

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(RecordBenchmark.class.getSimpleName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    /** Calls of spread times, and so many of each endpoint that all of them have their histograms. */
    @Setup
    public void prepare() {
        for (int i = 0; i < CALLS; i++) {
            calls[i] = TestCall.served().to(1000 + i % endpoints, 1).taking(1_000_000L + i * 7919L % 90_000_000);
        }
        for (int i = 0; i < 100 * CALLS; i++) {
            recorder.record(calls[i % CALLS]);
        }
    }

    @Benchmark
    public void record() {
        recorder.record(calls[next++ & CALLS - 1]);
    }
}
