package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** What a hit costs up to where it is written, in time and garbage; run by hand, never by the tests. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 2)
public class HitBenchmark {
    /** How many keys there are. */
    @Param({"1", "100000"})
    private int keys;

    @Param({"plain", "signed", "packed", "unpacked"})
    private String kind;

    private CacheFixture fixture;
    private CacheRequest[] requests;
    private int next;

    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(HitBenchmark.class.getSimpleName())
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }

    @Setup
    public void fill() {
        fixture = new CacheFixture(
                CacheFixture.budget(org.springframework.util.unit.DataSize.ofGigabytes(1)), Runnable::run);
        boolean text = kind.endsWith("packed");
        fixture.answers(
                        "Content-Type",
                        text ? "application/json" : "application/octet-stream",
                        "Server",
                        "some",
                        "ETag",
                        "\"a\"")
                .saying("{\"symbol\":\"BTCUSDT\"}".repeat(60).substring(0, text ? 1100 : 1024));
        requests = new CacheRequest[keys];
        for (int i = 0; i < keys; i++) {
            String[] fields = switch (kind) {
                case "signed" -> new String[] {"Accept", "*/*", "User-Agent", "bench", "X-MBX-APIKEY", "key"};
                case "packed" ->
                    new String[] {"Accept", "*/*", "User-Agent", "bench", "Accept-Encoding", "gzip, deflate"};
                default -> new String[] {"Accept", "*/*", "User-Agent", "bench", "Accept-Encoding", "identity"};
            };
            requests[i] = CacheFixture.request(
                    "GET", "/api/v3/depth?symbol=BTCUSDT&limit=" + i, CacheFixture.own(Duration.ofHours(1)), fields);
            fixture.ask(requests[i]);
        }
    }

    @TearDown
    public void close() {
        fixture.close();
    }

    @Benchmark
    public void hit(Blackhole sink) {
        next = next * 1664525 + 1013904223;
        CacheRequest request = requests[(int) (((next & 0xffffffffL) * keys) >>> 32)];
        try (Visit visit = fixture.cache.visit(request, fixture.now)) {
            Served served = visit.serve(fixture.now);
            served.forEach((name, value) -> sink.consume(value));
            ByteBuf body = served.takeBody();
            sink.consume(body == null ? Unpooled.EMPTY_BUFFER : body);
            if (body != null) {
                body.release();
            }
        }
    }
}
