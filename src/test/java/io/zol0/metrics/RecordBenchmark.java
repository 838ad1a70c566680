package io.zol0.metrics;

import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** What it costs to record a call, in time and garbage; run by hand, never by the tests. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
public class RecordBenchmark {
    private static final int CALLS = 4096;
    private static final String[] CALLERS =
            IntStream.range(0, 40).mapToObj(i -> "bot " + i).toArray(String[]::new);

    /** Endpoints that the calls go to, in turn. */
    @Param({"1", "100"})
    private int endpoints;

    private final Call[] calls = new Call[CALLS];
    private final Call[] manyUrls = new Call[CALLS];
    private final Call[] changing = new Call[CALLS];
    private final Call[] manyCallers = new Call[CALLS];
    private final CallRecorder recorder = new LiveMetrics().recorder();
    private int next;

    private final Timer[] timers = new Timer[100];
    private final Timer[] histograms = new Timer[100];

    /** @param arguments seconds that each is measured for */
    public static void main(String[] arguments) throws RunnerException {
        int seconds = arguments.length == 0 ? 3 : Integer.parseInt(arguments[0]);
        for (RunResult run : new Runner(new OptionsBuilder()
                        .include(RecordBenchmark.class.getSimpleName())
                        .measurementTime(TimeValue.seconds(seconds))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run()) {
            String name = run.getParams().getBenchmark();
            String what = "ingest." + name.substring(name.lastIndexOf('.') + 1) + "."
                    + run.getParams().getParam("endpoints") + "_endpoints";
            System.out.printf(
                    Locale.ROOT, "%s.ns = %.3f%n", what, run.getPrimaryResult().getScore());
            run.getSecondaryResults().forEach((figure, result) -> {
                if (figure.contains("alloc.rate.norm")) {
                    System.out.printf(Locale.ROOT, "%s.bytes = %.3f%n", what, result.getScore());
                }
            });
        }
    }

    @Setup
    public void prepareTimers() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        for (int i = 0; i < timers.length; i++) {
            timers[i] = Timer.builder("plain").tag("endpoint", "e" + i).register(registry);
            histograms[i] = Timer.builder("histogram")
                    .tag("endpoint", "e" + i)
                    .publishPercentileHistogram()
                    .register(registry);
        }
    }

    /** Calls of spread times, and so many of each endpoint that all of them have their histograms. */
    @Setup
    public void prepare() {
        for (int i = 0; i < CALLS; i++) {
            TestCall call = TestCall.served().to(1000 + i % endpoints, 1).taking(1_000_000L + i * 7919L % 90_000_000);
            calls[i] = call;
            manyUrls[i] = call.at("/api/v3/depth?symbol=S" + i % 977);
            changing[i] = call.asking("POST");
            manyCallers[i] = call.by(CALLERS[i * 31 % CALLERS.length]);
        }
        for (int i = 0; i < 100 * CALLS; i++) {
            recorder.record(calls[i % CALLS]);
        }
    }

    /** Micrometer's timer as Prometheus has it: count, sum and most; found without looking its tags up. */
    @Benchmark
    public void timer() {
        Call call = calls[next++ & CALLS - 1];
        timers[(int) (call.endpointId() - 1000)].record(call.totalNanos(), TimeUnit.NANOSECONDS);
    }

    /** The same with the buckets that percentiles can be made of. */
    @Benchmark
    public void timerWithHistogram() {
        Call call = calls[next++ & CALLS - 1];
        histograms[(int) (call.endpointId() - 1000)].record(call.totalNanos(), TimeUnit.NANOSECONDS);
    }

    /** Without anything kept for replay: a call that may change something is not. */
    @Benchmark
    public void recordWithoutReplay() {
        recorder.record(changing[next++ & CALLS - 1]);
    }

    /** With 977 URLs in turn, of which a sample is kept for replay. */
    @Benchmark
    public void recordManyUrls() {
        recorder.record(manyUrls[next++ & CALLS - 1]);
    }

    /** With 40 callers in turn, of each of which times are kept. */
    @Benchmark
    public void recordManyCallers() {
        recorder.record(manyCallers[next++ & CALLS - 1]);
    }

    @Benchmark
    public void record() {
        recorder.record(calls[next++ & CALLS - 1]);
    }
}
