package io.zol0.limits;

import com.google.common.util.concurrent.RateLimiter;
import io.github.bucket4j.Bucket;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What a decision costs in time and garbage, beside Bucket4j alone, Resilience4j and Guava; run by {@code ./zol0 bench limits},
 * never by the tests. Nothing is ever empty, and nothing waits.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class LimitsBenchmark {
    private static final int KEYS = 100_000;
    private static final int MASK = (1 << 17) - 1;
    private static final long PLENTY = 1_000_000_000;
    private static final Duration PERIOD = Duration.ofSeconds(10);

    /** Prints {@code name = value} lines; an argument is the number of measured seconds of each. */
    public static void main(String[] arguments) throws RunnerException {
        OptionsBuilder options = new OptionsBuilder();
        if (arguments.length > 0) {
            options.measurementIterations(Integer.parseInt(arguments[0]));
        }
        options.include(LimitsBenchmark.class.getName()).addProfiler(GCProfiler.class);
        Map<String, RunResult> results = new ConcurrentHashMap<>();
        for (RunResult result : new Runner(options.build()).run()) {
            results.put(result.getPrimaryResult().getLabel(), result);
        }
        for (String what : new String[] {"contended", "keys", "keysOnTwoThreads", "threeQuotas"}) {
            String name = what.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
            for (String whose : new String[] {"Zol0", "Bucket4j", "Resilience4j", "Guava"}) {
                print("limits." + name + "_ns." + whose.toLowerCase(Locale.ROOT), time(results, what + whose));
            }
            for (String whose : new String[] {"Bucket4j", "Resilience4j", "Guava"}) {
                print(
                        "limits." + name + "_ratio." + whose.toLowerCase(Locale.ROOT),
                        time(results, what + "Zol0") / time(results, what + whose));
            }
        }
        print("limits.alloc_bytes", garbage(results, "contendedZol0"));
        print("limits.alloc_bytes.keys", garbage(results, "keysZol0"));
        print("limits.alloc_bytes.three_quotas", garbage(results, "threeQuotasZol0"));
        memory();
    }

    private static double time(Map<String, RunResult> results, String name) {
        return results.get(name).getPrimaryResult().getScore();
    }

    private static double garbage(Map<String, RunResult> results, String name) {
        return results.get(name).getSecondaryResults().get("gc.alloc.rate.norm").getScore();
    }

    /** A million keys, each called ten times within 20 seconds, by windows of a second. */
    private static void memory() {
        AtomicLong nanos = new AtomicLong();
        Limits limits = new Limits(Clock.systemUTC(), nanos::get, KeyHash.under(new byte[16]));
        limits.put(TestQuota.of(WindowKind.TOKEN_BUCKET, 100, Duration.ofSeconds(1))
                .perKey()
                .make());
        long before = used();
        long highest = 0;
        for (int i = 0; i < 1_000_000; i++) {
            KeyedCall call = new KeyedCall("key-" + i);
            for (int j = 0; j < 10; j++) {
                limits.reserve(call);
            }
            nanos.addAndGet(20_000);
            highest = i % 200_000 == 199_999 ? Math.max(highest, used() - before) : highest;
        }
        nanos.addAndGet(2_000_000_000L);
        limits.tidy();
        print("limits.million_keys_mb.highest", highest / 1e6);
        print("limits.million_keys_mb.after", (used() - before) / 1e6);
        print("limits.million_keys.budgets_after", limits.state(1).orElseThrow().budgets());
    }

    private static long used() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void print(String name, double value) {
        System.out.printf(Locale.ROOT, "%s = %.3f%n", name, value);
    }

    /** A call that falls under whatever there is. */
    private record KeyedCall(String key) implements LimitedCall {
        @Override
        public long upstreamId() {
            return 1;
        }

        @Override
        public String method() {
            return "GET";
        }

        @Override
        public String template() {
            return "/api/v3/depth";
        }

        @Override
        public String caller() {
            return "bot";
        }

        @Override
        public CharSequence header(String name) {
            return key;
        }

        @Override
        public @Nullable CharSequence query(String name) {
            return null;
        }

        @Override
        public Loop loop() {
            throw new IllegalStateException("Nothing waits in this benchmark.");
        }

        @Override
        public void decided(Decision.Final decision) {
            throw new IllegalStateException("Nothing waits in this benchmark.");
        }
    }

    private static Bucket bucket() {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(PLENTY).refillGreedy(PLENTY, PERIOD))
                .withNanosecondPrecision()
                .build();
    }

    private static io.github.resilience4j.ratelimiter.RateLimiter resilience() {
        return io.github.resilience4j.ratelimiter.RateLimiter.of(
                "benchmark",
                RateLimiterConfig.custom()
                        .limitForPeriod((int) PLENTY)
                        .limitRefreshPeriod(Duration.ofSeconds(1))
                        .timeoutDuration(Duration.ZERO)
                        .build());
    }

    private static TestQuota quota() {
        return TestQuota.of(WindowKind.TOKEN_BUCKET, PLENTY, PERIOD);
    }

    /** One bucket of each, for all threads. */
    @State(Scope.Benchmark)
    public static class One {
        final KeyedCall call = new KeyedCall("key");
        final Limits limits = limits();
        final Bucket bucket = bucket();
        final io.github.resilience4j.ratelimiter.RateLimiter resilience = resilience();
        final RateLimiter guava = RateLimiter.create(PLENTY);

        private static Limits limits() {
            Limits limits = new Limits(Clock.systemUTC(), System::nanoTime, KeyHash.under(new byte[16]));
            limits.put(quota().make());
            return limits;
        }
    }

    /** Three of each. */
    @State(Scope.Benchmark)
    public static class Three {
        final KeyedCall call = new KeyedCall("key");
        final Limits limits = new Limits(Clock.systemUTC(), System::nanoTime, KeyHash.under(new byte[16]));
        final Bucket[] buckets = {bucket(), bucket(), bucket()};
        final io.github.resilience4j.ratelimiter.RateLimiter[] resilience = {resilience(), resilience(), resilience()};
        final RateLimiter[] guava = {RateLimiter.create(PLENTY), RateLimiter.create(PLENTY), RateLimiter.create(PLENTY)
        };

        @Setup
        public void prepare() {
            for (int id = 1; id <= 3; id++) {
                limits.put(quota().id(id).make());
            }
        }
    }

    /** One for each of many keys, which are as long as real ones. */
    @State(Scope.Benchmark)
    public static class Keys {
        final KeyedCall[] calls = new KeyedCall[MASK + 1];
        final Limits limits = new Limits(Clock.systemUTC(), System::nanoTime, KeyHash.under(new byte[16]));
        final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
        final Map<String, io.github.resilience4j.ratelimiter.RateLimiter> resilience = new ConcurrentHashMap<>();
        final Map<String, RateLimiter> guava = new ConcurrentHashMap<>();

        @Setup
        public void prepare() {
            Random random = new Random(1);
            String[] keys = new String[KEYS];
            for (int i = 0; i < KEYS; i++) {
                keys[i] = String.format(
                        Locale.ROOT,
                        "%016x%016x%016x%016x",
                        random.nextLong(),
                        random.nextLong(),
                        random.nextLong(),
                        i);
                buckets.put(keys[i], bucket());
                resilience.put(keys[i], resilience());
                guava.put(keys[i], RateLimiter.create(PLENTY));
            }
            limits.put(quota().perKey().make());
            for (int i = 0; i < calls.length; i++) {
                // A string of its own, as each request has one.
                calls[i] = new KeyedCall(new String(keys[random.nextInt(KEYS)]));
                limits.reserve(calls[i]);
            }
        }
    }

    /** Where a thread is among the keys. */
    @State(Scope.Thread)
    public static class Place {
        private int at = new Random().nextInt();

        int next() {
            return at++ & MASK;
        }
    }

    @Benchmark
    @Threads(2)
    public Object contendedZol0(One one) {
        return one.limits.reserve(one.call);
    }

    @Benchmark
    @Threads(2)
    public boolean contendedBucket4j(One one) {
        return one.bucket.tryConsume(1);
    }

    @Benchmark
    @Threads(2)
    public boolean contendedResilience4j(One one) {
        return one.resilience.acquirePermission();
    }

    @Benchmark
    @Threads(2)
    public boolean contendedGuava(One one) {
        return one.guava.tryAcquire();
    }

    @Benchmark
    public Object threeQuotasZol0(Three three) {
        return three.limits.reserve(three.call);
    }

    @Benchmark
    public boolean threeQuotasBucket4j(Three three) {
        return three.buckets[0].tryConsume(1) && three.buckets[1].tryConsume(1) && three.buckets[2].tryConsume(1);
    }

    @Benchmark
    public boolean threeQuotasResilience4j(Three three) {
        return three.resilience[0].acquirePermission()
                && three.resilience[1].acquirePermission()
                && three.resilience[2].acquirePermission();
    }

    @Benchmark
    public boolean threeQuotasGuava(Three three) {
        return three.guava[0].tryAcquire() && three.guava[1].tryAcquire() && three.guava[2].tryAcquire();
    }

    @Benchmark
    public Object keysZol0(Keys keys, Place place) {
        return keys.limits.reserve(keys.calls[place.next()]);
    }

    @Benchmark
    public boolean keysBucket4j(Keys keys, Place place) {
        return keys.buckets.get(keys.calls[place.next()].key()).tryConsume(1);
    }

    @Benchmark
    public boolean keysResilience4j(Keys keys, Place place) {
        return keys.resilience.get(keys.calls[place.next()].key()).acquirePermission();
    }

    @Benchmark
    public boolean keysGuava(Keys keys, Place place) {
        return keys.guava.get(keys.calls[place.next()].key()).tryAcquire();
    }

    @Benchmark
    @Threads(2)
    public Object keysOnTwoThreadsZol0(Keys keys, Place place) {
        return keys.limits.reserve(keys.calls[place.next()]);
    }

    @Benchmark
    @Threads(2)
    public boolean keysOnTwoThreadsBucket4j(Keys keys, Place place) {
        return keysBucket4j(keys, place);
    }

    @Benchmark
    @Threads(2)
    public boolean keysOnTwoThreadsResilience4j(Keys keys, Place place) {
        return keysResilience4j(keys, place);
    }

    @Benchmark
    @Threads(2)
    public boolean keysOnTwoThreadsGuava(Keys keys, Place place) {
        return keysGuava(keys, place);
    }
}
