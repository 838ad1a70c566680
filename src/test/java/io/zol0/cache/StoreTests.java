package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class StoreTests {
    private static final CachePolicy OWN = CacheFixture.own(Duration.ofHours(1));
    private static final CachePolicy PLAIN = new CachePolicy(
            CacheMode.OWN_TTL,
            Duration.ofHours(1),
            "a test",
            Duration.ZERO,
            Duration.ZERO,
            false,
            false,
            CachePriority.MEDIUM,
            false,
            DataSize.ofMegabytes(64),
            Duration.ofSeconds(5));

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 4096, 4097, 262_143, 262_144, 262_145, 1_000_000, 3_000_001})
    void what_is_served_is_what_came_in_whatever_its_length_and_parts(int length) {
        byte[] body = bytes(length);
        for (boolean announced : new boolean[] {true, false}) {
            for (int part : new int[] {length + 1, 1000, 65_536}) {
                try (CacheFixture fixture = new CacheFixture()) {
                    CacheRequest request = CacheFixture.request("GET", "/a", PLAIN);
                    FieldList answer =
                            announced ? FieldList.of("Content-Length", Integer.toString(length)) : FieldList.EMPTY;
                    try (Visit visit = fixture.cache.visit(request, fixture.now)) {
                        Filling filling =
                                ((Arrival.Keep) visit.arrived(200, answer, fixture.now, fixture.now)).filling();
                        for (int at = 0; at < length; at += part) {
                            filling.add(Unpooled.wrappedBuffer(body, at, Math.min(part, length - at)));
                        }
                        assertThat(filling.complete(fixture.now)).isTrue();
                    }
                    try (Visit visit = fixture.cache.visit(request, fixture.now)) {
                        ByteBuf served = visit.serve(fixture.now).takeBody();
                        if (length == 0) {
                            assertThat(served).isNull();
                        } else {
                            assertThat(served).isEqualTo(Unpooled.wrappedBuffer(body));
                            served.release();
                        }
                    }
                    assertThat(fixture.cache.memory().arrivingBytes()).isZero();
                    fixture.cache.close();
                    assertThat(fixture.cache.memory().usedBytes()).isZero();
                    assertThat(fixture.cache.store().heldBytes()).isZero();
                    assertThat(fixture.cache.sites().size()).isZero();
                }
            }
        }
    }

    @Test
    void a_hit_is_not_copied() {
        try (CacheFixture fixture = new CacheFixture()) {
            fixture.saying(bytes(1000)).get(PLAIN, "/a");
            try (Visit one = fixture.cache.visit(CacheFixture.request("GET", "/a", PLAIN), fixture.now);
                    Visit two = fixture.cache.visit(CacheFixture.request("GET", "/a", PLAIN), fixture.now)) {
                ByteBuf first = one.serve(fixture.now).takeBody();
                ByteBuf second = two.serve(fixture.now).takeBody();
                assertThat(first.memoryAddress()).isEqualTo(second.memoryAddress());
                assertThat(first.isDirect()).isTrue();
                first.skipBytes(10);
                assertThat(second.readableBytes()).isEqualTo(1000);
                first.release();
                second.release();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"10, 9, false", "10, 11, false", "10, 10, true", "0, 0, true", "0, 1, false"})
    void a_body_whose_length_is_not_what_its_head_said_is_not_kept(int said, int sent, boolean kept) {
        try (CacheFixture fixture = new CacheFixture()) {
            fixture.answers("Cache-Control", "max-age=60", "Content-Length", Integer.toString(said))
                    .saying(bytes(sent));
            fixture.get("/a");
            assertThat(fixture.get("/a").fromStore()).isEqualTo(kept);
            assertThat(fixture.cache.memory().arrivingBytes()).isZero();
        }
    }

    @Test
    void a_body_that_breaks_off_is_not_kept() {
        try (CacheFixture fixture = new CacheFixture()) {
            CacheRequest request = CacheFixture.request("GET", "/a", OWN);
            try (Visit visit = fixture.cache.visit(request, fixture.now)) {
                Filling filling =
                        ((Arrival.Keep) visit.arrived(200, FieldList.EMPTY, fixture.now, fixture.now)).filling();
                filling.add(Unpooled.wrappedBuffer(bytes(100_000)));
                filling.abandon();
                assertThat(filling.complete(fixture.now)).isFalse();
                filling.abandon();
            }
            assertThat(fixture.get(OWN, "/a").fromStore()).isFalse();
            fixture.cache.close();
            assertThat(fixture.cache.memory().usedBytes()).isZero();
        }
    }

    @Test
    void bodies_above_the_policys_size_are_passed_on_and_not_kept() {
        try (CacheFixture fixture = new CacheFixture()) {
            fixture.saying(bytes(8 * 1024 * 1024 + 1));
            assertThat(fixture.get(OWN, "/a").cacheStatus()).endsWith("stored");
            assertThat(fixture.get(OWN, "/a").fromStore()).isFalse();
            fixture.answers("Content-Length", Integer.toString(8 * 1024 * 1024 + 1));
            assertThat(fixture.get(OWN, "/a").cacheStatus()).endsWith("detail=too-large");
        }
    }

    @Test
    void what_is_arriving_at_once_is_bounded() {
        try (CacheFixture fixture = new CacheFixture(CacheFixture.budget(DataSize.ofMegabytes(8)), Runnable::run)) {
            List<Visit> visits = new ArrayList<>();
            List<Filling> fillings = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                Visit visit = fixture.cache.visit(CacheFixture.request("GET", "/a" + i, PLAIN), fixture.now);
                visits.add(visit);
                Filling filling =
                        ((Arrival.Keep) visit.arrived(200, FieldList.EMPTY, fixture.now, fixture.now)).filling();
                filling.add(Unpooled.wrappedBuffer(bytes(100_000)));
                fillings.add(filling);
            }
            assertThat(fixture.cache.memory().arrivingBytes()).isLessThanOrEqualTo(2 * 1024 * 1024);
            long kept = fillings.stream()
                    .filter(filling -> filling.complete(fixture.now))
                    .count();
            assertThat(kept).isBetween(10L, 21L);
            visits.forEach(Visit::close);
        }
    }

    @Test
    void what_is_pushed_out_while_it_is_written_goes_with_its_last_byte() {
        try (CacheFixture fixture = new CacheFixture()) {
            fixture.saying(bytes(5000)).get(PLAIN, "/a");
            Visit visit = fixture.cache.visit(CacheFixture.request("GET", "/a", PLAIN), fixture.now);
            Served served = visit.serve(fixture.now);
            assertThat(fixture.cache.purge(new Purge.All())).isEqualTo(1);
            visit.close();
            ByteBuf body = served.takeBody();
            assertThat(body).isEqualTo(Unpooled.wrappedBuffer(bytes(5000)));
            assertThat(fixture.cache.memory().usedBytes()).isPositive();
            body.release();
            assertThat(fixture.cache.memory().usedBytes()).isZero();
        }
    }

    @Test
    void a_hundred_thousand_variants_of_one_key_stay_bounded_and_the_ones_in_use_stay() {
        try (CacheFixture fixture = new CacheFixture()) {
            fixture.answers("Cache-Control", "max-age=3600", "Vary", "Foo");
            fixture.get("/a", "Foo", "regular");
            for (int i = 0; i < 100_000; i++) {
                fixture.now++;
                fixture.get("/a", "Foo", "v" + i);
                if (i % 20 == 0) {
                    assertThat(fixture.get("/a", "Foo", "regular").fromStore()).isTrue();
                }
            }
            assertThat(fixture.cache.store().all()).hasSize(32);
            assertThat(fixture.cache.store().heldBytes()).isLessThan(100_000);
        }
    }

    @Test
    void the_least_important_goes_first_and_keeps_a_tenth() {
        try (CacheFixture fixture = new CacheFixture(CacheFixture.budget(DataSize.ofMegabytes(16)), Runnable::run)) {
            fixture.saying(bytes(16_000));
            long megabyte = 1024 * 1024;
            fill(fixture, CachePriority.LOW, 2000);
            assertThat(fixture.cache.store().heldBytes(CachePriority.LOW)).isGreaterThan(10 * megabyte);
            fill(fixture, CachePriority.MEDIUM, 2000);
            assertThat(fixture.cache.store().heldBytes(CachePriority.LOW)).isBetween(megabyte / 2, 2 * megabyte);
            assertThat(fixture.cache.store().heldBytes(CachePriority.MEDIUM)).isGreaterThan(9 * megabyte);
            fill(fixture, CachePriority.HIGH, 2000);
            assertThat(fixture.cache.store().heldBytes(CachePriority.LOW)).isBetween(megabyte / 2, 2 * megabyte);
            assertThat(fixture.cache.store().heldBytes(CachePriority.MEDIUM)).isBetween(3 * megabyte, 5 * megabyte);
            assertThat(fixture.cache.store().heldBytes(CachePriority.HIGH)).isGreaterThan(6 * megabyte);
            fill(fixture, CachePriority.LOW, 2000);
            assertThat(fixture.cache.store().heldBytes(CachePriority.HIGH)).isGreaterThan(6 * megabyte);
            assertThat(fixture.cache.store().heldBytes()).isLessThanOrEqualTo(16 * megabyte);
        }
    }

    private static void fill(CacheFixture fixture, CachePriority priority, int count) {
        for (int i = 0; i < count; i++) {
            fixture.get(CacheFixture.priority(PLAIN, priority), "/" + priority + i);
        }
        fixture.cache.store().settle();
    }

    @Test
    void an_answer_moves_with_its_endpoints_priority() {
        try (CacheFixture fixture = new CacheFixture()) {
            fixture.get(CacheFixture.priority(PLAIN, CachePriority.LOW), "/a");
            CachePolicy high = CacheFixture.priority(PLAIN, CachePriority.HIGH);
            assertThat(fixture.get(high, "/a").fromStore()).isTrue();
            fixture.get(high, "/a", "Cache-Control", "no-cache");
            assertThat(fixture.cache.store().all()).hasSize(1);
            assertThat(fixture.cache.store().heldBytes(CachePriority.LOW)).isZero();
        }
    }

    @Test
    void answers_go_when_their_time_is_over() {
        try (CacheFixture fixture = new CacheFixture()) {
            fixture.answers("Cache-Control", "max-age=60").get("/a");
            fixture.wait(Duration.ofMinutes(62));
            fixture.cache.store().settle();
            assertThat(fixture.cache.store().heldBytes()).isZero();
            assertThat(fixture.cache.memory().usedBytes()).isZero();
            assertThat(fixture.cache.endpointFigures(1).expired()).isEqualTo(1);
        }
    }

    @Test
    void under_churn_of_all_sizes_what_is_taken_stays_within_the_budget() {
        long budget = DataSize.ofMegabytes(32).toBytes();
        try (LeakWatch leaks = new LeakWatch();
                CacheFixture fixture = new CacheFixture(CacheFixture.budget(DataSize.ofBytes(budget)), Runnable::run)) {
            Random random = new Random(7);
            byte[] largest = bytes(8 * 1024 * 1024);
            long most = 0;
            for (int i = 0; i < 6_000; i++) {
                int length = (int) Math.round(100 * Math.exp(random.nextDouble() * Math.log(80_000)));
                ByteBuf body = Unpooled.wrappedBuffer(largest, 0, Math.min(length, largest.length));
                CacheRequest request = CacheFixture.request("GET", "/" + random.nextInt(3000), PLAIN);
                fixture.now += 10;
                try (Visit visit = fixture.cache.visit(request, fixture.now)) {
                    if (visit.next() == Next.SERVE) {
                        ByteBuf served = visit.serve(fixture.now).takeBody();
                        served.release();
                    } else if (visit.arrived(200, FieldList.EMPTY, fixture.now, fixture.now)
                            instanceof Arrival.Keep(Filling filling)) {
                        filling.add(body);
                        filling.complete(fixture.now);
                    }
                }
                most = Math.max(most, fixture.cache.memory().takenBytes());
                assertThat(fixture.cache.store().heldBytes()).isLessThanOrEqualTo(budget);
            }
            assertThat(most).isBetween(budget * 7 / 10, budget * 11 / 10);
            assertThat(fixture.cache.endpointFigures(1).evicted()).isPositive();
        }
    }

    @Test
    void many_threads_fill_serve_and_drop_without_a_leak_or_a_wrong_byte() throws Exception {
        AtomicLong served = new AtomicLong();
        try (LeakWatch leaks = new LeakWatch();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            CacheFixture fixture = new CacheFixture(CacheFixture.budget(DataSize.ofMegabytes(2)), threads);
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                int seed = thread;
                all.add(threads.submit(() -> churn(fixture, new Random(seed), served)));
            }
            for (Future<?> one : all) {
                one.get();
            }
            threads.shutdown();
            fixture.cache.close();
            assertThat(fixture.cache.memory().usedBytes()).isZero();
            assertThat(fixture.cache.memory().arrivingBytes()).isZero();
            assertThat(fixture.cache.store().heldBytes()).isZero();
            assertThat(fixture.cache.sites().size()).isZero();
        }
        assertThat(served.get()).isGreaterThan(1000);
    }

    private static void churn(CacheFixture fixture, Random random, AtomicLong served) {
        for (int i = 0; i < 5_000; i++) {
            int number = (int) Math.min(499, Math.abs(random.nextGaussian() * 100));
            byte[] body = ("{\"number\":" + number + "}")
                    .repeat(1 + number * 7)
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            CacheRequest request =
                    CacheFixture.request("GET", "/" + number, OWN, "Accept-Encoding", number % 2 == 0 ? "gzip" : "");
            try (Visit visit = fixture.cache.visit(request, CacheFixture.START)) {
                if (visit.next() == Next.SERVE) {
                    Served answer = visit.serve(CacheFixture.START);
                    List<String> coding = new ArrayList<>();
                    answer.forEach((name, value) -> coding.add(name + "=" + value));
                    ByteBuf bytes = answer.takeBody();
                    if (!coding.contains("Content-Encoding=gzip")) {
                        assertThat(bytes).isEqualTo(Unpooled.wrappedBuffer(body));
                    }
                    bytes.release();
                    served.incrementAndGet();
                } else if (visit.arrived(
                                200,
                                FieldList.of("Content-Type", "application/json"),
                                CacheFixture.START,
                                CacheFixture.START)
                        instanceof Arrival.Keep(Filling filling)) {
                    filling.add(Unpooled.wrappedBuffer(body));
                    filling.complete(CacheFixture.START);
                }
            }
            if (i % 500 == 0) {
                fixture.cache.purge(new Purge.OfPath(1, "/1"));
            }
        }
    }
}
