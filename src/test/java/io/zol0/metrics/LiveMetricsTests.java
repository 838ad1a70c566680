package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LiveMetricsTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Scope EVERYTHING = new Scope.Everything();
    private static final Scope UPSTREAM = new Scope.OfUpstream(1);
    private static final Scope UPSTREAMS = new Scope.OfUpstreams(Set.of(1L, 77L));
    private static final Scope ENDPOINT = new Scope.OfEndpoint(11);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);

    private final LiveMetrics live = new LiveMetrics(MetricsSettings.standard(), Clock.fixed(START, ZoneOffset.UTC));
    private final CallRecorder recorder = live.recorder();
    private Instant now = START;

    @Test
    void a_call_is_in_every_window_and_scope_after_the_next_second() {
        recorder.record(TestCall.served());
        pass(1);

        for (Scope scope : List.of(EVERYTHING, UPSTREAM, UPSTREAMS, ENDPOINT)) {
            for (Duration window : List.of(Duration.ofSeconds(1), FIVE_MINUTES, Duration.ofMinutes(15), HOUR)) {
                Stats stats = live.stats(scope, window);
                assertThat(stats.calls()).isEqualTo(1);
                assertThat(stats.span()).isEqualTo(Duration.ofSeconds(1));
                assertThat(stats.byStatus())
                        .containsEntry(StatusClass.SUCCESS, 1L)
                        .containsEntry(StatusClass.NONE, 0L);
                assertThat(stats.byOutcome()).containsEntry(Outcome.SERVED, 1L).containsEntry(Outcome.FAILED, 0L);
                assertThat(stats.bytesIn()).isEqualTo(10);
                assertThat(stats.bytesOut()).isEqualTo(1000);
                assertThat(stats.total().p50()).isCloseTo(Duration.ofMillis(10), Duration.ofNanos(100_000));
                assertThat(stats.firstByte().p99()).isCloseTo(Duration.ofMillis(8), Duration.ofNanos(80_000));
                assertThat(stats.overhead().max()).isEqualTo(Duration.ofNanos(50_000));
            }
        }
        assertThat(live.endpoints(FIVE_MINUTES)).singleElement().satisfies(endpoint -> {
            assertThat(endpoint.endpointId()).isEqualTo(11);
            assertThat(endpoint.upstreamId()).isEqualTo(1);
            assertThat(endpoint.trend()).hasSize(30).endsWith(1L);
        });
    }

    static Stream<ToDoubleFunction<Random>> distributions() {
        return Stream.of(
                random -> 10e6,
                random -> 50e3 + random.nextDouble() * 1e9,
                random -> 50e3 - Math.log(1 - random.nextDouble()) * 30e6,
                random -> Math.exp(17 + random.nextGaussian() * 1.5) + 50e3,
                random -> (random.nextInt(10) == 0 ? 2e9 : 5e6) * (1 + random.nextDouble() / 10));
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void percentiles_are_within_one_percent_of_the_exact_ones_in_every_window(ToDoubleFunction<Random> distribution) {
        Random random = new Random(1);
        List<List<Long>> bySecond = new ArrayList<>();
        for (int second = 0; second < 3660; second++) {
            List<Long> nanos = new ArrayList<>();
            int calls = second % 60 == 0 ? 200 : random.nextInt(8);
            for (int i = 0; i < calls; i++) {
                nanos.add((long) distribution.applyAsDouble(random));
                recorder.record(TestCall.served().taking(nanos.get(i)));
            }
            bySecond.add(nanos);
            pass(1);
        }
        for (int seconds : new int[] {10, 300, 900, 3600}) {
            long[] exact = bySecond.subList(3660 - seconds, 3660).stream()
                    .flatMap(List::stream)
                    .mapToLong(Long::longValue)
                    .sorted()
                    .toArray();
            for (Scope scope : List.of(EVERYTHING, UPSTREAM, UPSTREAMS, ENDPOINT)) {
                Stats stats = live.stats(scope, Duration.ofSeconds(seconds));
                assertThat(stats.calls()).isEqualTo(exact.length);
                assertThat(stats.span()).isEqualTo(Duration.ofSeconds(seconds));
                assertThat(stats.total().count()).isEqualTo(exact.length);
                assertClose(stats.total().p50(), exact, 0.5);
                assertClose(stats.total().p95(), exact, 0.95);
                assertClose(stats.total().p99(), exact, 0.99);
                assertClose(stats.total().max(), exact, 1);
            }
        }
    }

    @Test
    void what_is_older_than_the_window_is_not_in_it() {
        recorder.record(TestCall.served());
        pass(300);
        assertThat(live.stats(ENDPOINT, FIVE_MINUTES).calls()).isEqualTo(1);
        pass(1);
        assertThat(live.stats(ENDPOINT, FIVE_MINUTES).calls()).isZero();
        assertThat(live.endpoints(FIVE_MINUTES)).isEmpty();
        assertThat(live.stats(ENDPOINT, Duration.ofMinutes(15)).calls()).isEqualTo(1);
        pass(3600);
        assertThat(live.stats(ENDPOINT, HOUR).calls()).isZero();
        assertThat(live.stats(EVERYTHING, HOUR).span()).isBetween(Duration.ofMinutes(59), HOUR);
        pass(1200);
        assertThat(live.callers(11)).isEmpty();
    }

    @Test
    void what_a_stalled_thread_hands_over_late_counts_in_the_second_it_is_handed_over() {
        recorder.record(TestCall.served());
        tick(20);
        assertThat(live.stats(EVERYTHING, HOUR).calls()).isZero();
        pass(1);
        assertThat(live.ticks(EVERYTHING, FIVE_MINUTES)).last().satisfies(tick -> {
            assertThat(tick.second()).isEqualTo(now.minusSeconds(1));
            assertThat(tick.stats().calls()).isEqualTo(1);
        });
    }

    @Test
    void seconds_without_calls_are_there_too() {
        pass(3);
        recorder.record(TestCall.served());
        pass(2);
        assertThat(live.ticks(UPSTREAM, Duration.ofSeconds(4)).stream()
                        .map(tick -> tick.stats().calls()))
                .containsExactly(0L, 0L, 1L, 0L);
        assertThat(live.ticks(UPSTREAM, FIVE_MINUTES)).hasSize(5);
    }

    @Test
    void whole_minutes_are_there_for_an_hour_and_seconds_for_five_minutes() {
        Instant begin = now;
        recorder.record(TestCall.served());
        pass(150);
        recorder.record(TestCall.served());
        recorder.record(TestCall.served());
        pass(91);
        List<Tick> minutes = live.minutes(UPSTREAM);
        long first = Math.ceilDiv(begin.getEpochSecond(), 60);
        assertThat(minutes)
                .first()
                .satisfies(tick -> assertThat(tick.second()).isEqualTo(Instant.ofEpochSecond(first * 60)));
        assertThat(minutes)
                .last()
                .satisfies(tick -> assertThat(tick.second())
                        .isEqualTo(Instant.ofEpochSecond((now.getEpochSecond() / 60 - 1) * 60)));
        assertThat(minutes.stream().mapToLong(tick -> tick.stats().calls()).sum())
                .isEqualTo(first * 60 == begin.getEpochSecond() ? 3 : 2);
        assertThat(minutes).allSatisfy(tick -> assertThat(tick.stats().span()).isEqualTo(Duration.ofMinutes(1)));
        pass(7200);
        assertThat(live.minutes(UPSTREAM))
                .hasSizeBetween(59, 60)
                .allSatisfy(tick -> assertThat(tick.stats().calls()).isZero());
        assertThatThrownBy(() -> live.ticks(UPSTREAM, Duration.ofSeconds(301)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("300 s");
    }

    @Test
    void calls_of_several_threads_add_up() {
        CallRecorder other = live.recorder();
        for (int second = 0; second < 90; second++) {
            for (int i = 0; i < 150; i++) {
                recorder.record(TestCall.served());
            }
            other.record(TestCall.served().to(12, 1).failing(502, "The connection was refused."));
            other.record(TestCall.served().to(21, 2));
            other.drain();
            pass(1);
        }
        assertThat(live.stats(EVERYTHING, HOUR).calls()).isEqualTo(90 * 152);
        assertThat(live.stats(UPSTREAM, HOUR).calls()).isEqualTo(90 * 151);
        assertThat(live.stats(UPSTREAM, FIVE_MINUTES).byOutcome()).containsEntry(Outcome.FAILED, 90L);
        assertThat(live.stats(UPSTREAM, FIVE_MINUTES).firstByte().count()).isEqualTo(90 * 150);
        assertThat(live.endpoints(HOUR)).hasSize(3);
    }

    @Test
    void nothing_is_lost_while_too_much_waits() {
        for (int i = 0; i < 1000; i++) {
            recorder.record(TestCall.served());
            recorder.drain();
        }
        assertThat(live.effort().heldBack()).isEqualTo(1000 - live.effort().mostBatches());
        assertThat(live.effort().batches()).isEqualTo(live.effort().mostBatches());
        pass(0);
        tick(1);
        pass(1);
        assertThat(live.stats(EVERYTHING, HOUR).calls()).isEqualTo(1000);
    }

    @Test
    void callers_beyond_the_bound_count_as_others() {
        for (int i = 0; i < 500; i++) {
            recorder.record(TestCall.served().by("caller " + i));
        }
        recorder.record(TestCall.served().by("caller 0").failing(0, "No answer came within 30 s."));
        pass(1);
        List<CallerShare> shares = live.callers(11);
        assertThat(shares).hasSizeLessThanOrEqualTo(51);
        assertThat(shares.stream().mapToLong(CallerShare::calls).sum()).isEqualTo(501);
        assertThat(shares).first().isEqualTo(new CallerShare("(other)", 450, 0));
        assertThat(shares).contains(new CallerShare("caller 0", 2, 1));
    }

    @Test
    void the_slowest_and_the_failed_calls_are_kept() {
        for (int i = 1; i <= 100; i++) {
            recorder.record(TestCall.served().taking(Duration.ofMillis(i)).arrivedAt(now.toEpochMilli()));
            recorder.record(TestCall.served()
                    .at("/order?signature=abc&n=" + i)
                    .failing(502, "The connection was refused.")
                    .arrivedAt(now.toEpochMilli()));
            pass(1);
        }
        assertThat(live.slowest(11))
                .hasSize(20)
                .first()
                .satisfies(call -> assertThat(call.total()).isEqualTo(Duration.ofMillis(100)));
        assertThat(live.slowest(11)).extracting(CallSample::total).isSortedAccordingTo((a, b) -> b.compareTo(a));
        assertThat(live.failed(11)).hasSize(50).first().satisfies(call -> {
            assertThat(call.target()).isEqualTo("/order?signature=***&n=100");
            assertThat(call.failure()).isEqualTo("The connection was refused.");
        });
        assertThat(live.newestErrors()).hasSize(100);
        pass(3700);
        assertThat(live.slowest(11)).isEmpty();
    }

    @Test
    void failed_calls_beyond_the_bound_are_counted_and_only_the_slowest_of_them_is_kept() {
        for (int i = 0; i < 100; i++) {
            recorder.record(TestCall.served().failing(502, "The connection was refused."));
        }
        pass(1);
        assertThat(live.failed(11)).hasSize(LoopRecorder.MOST_SAMPLES + 1);
        assertThat(live.effort().unsampled()).isEqualTo(100 - LoopRecorder.MOST_SAMPLES);
        assertThat(live.stats(ENDPOINT, HOUR).errorShare()).isEqualTo(1);
    }

    @Test
    void a_heat_map_has_every_call_in_its_band() {
        recorder.record(TestCall.served().taking(Duration.ofMillis(3)));
        recorder.record(TestCall.served().taking(Duration.ofMillis(300)));
        pass(400);
        for (Duration window : List.of(HOUR, Duration.ofMinutes(10))) {
            HeatMap map = live.heatMap(11, window);
            assertThat(map.columns().stream()
                            .flatMap(column -> column.counts().stream())
                            .mapToLong(Long::longValue)
                            .sum())
                    .isEqualTo(2);
            HeatMap.Column first = map.columns().stream()
                    .filter(column -> column.from().equals(START))
                    .findFirst()
                    .orElseThrow();
            assertThat(first.counts().get(map.bands().indexOf(Duration.ofMillis(2))))
                    .isEqualTo(1);
            assertThat(first.counts().get(map.bands().indexOf(Duration.ofMillis(200))))
                    .isEqualTo(1);
        }
        recorder.record(TestCall.served());
        pass(1);
        assertThat(live.heatMap(11, FIVE_MINUTES).columns())
                .hasSizeBetween(30, 31)
                .last()
                .satisfies(column -> assertThat(column.counts().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                        .isEqualTo(1));
    }

    @Test
    void a_listener_hears_each_second_and_one_that_throws_does_not_hurt_it() {
        List<Tick> heard = new ArrayList<>();
        AtomicInteger thrown = new AtomicInteger();
        live.onSecond(tick -> {
            thrown.incrementAndGet();
            throw new IllegalStateException("A view went away.");
        });
        Runnable end = live.onSecond(heard::add);
        recorder.record(TestCall.served());
        pass(2);
        end.run();
        pass(1);
        assertThat(heard).extracting(tick -> tick.stats().calls()).containsExactly(1L, 0L);
        assertThat(thrown).hasValue(3);
    }

    @Test
    void listeners_are_bounded() {
        for (int i = 0; i < Listeners.MOST; i++) {
            live.onSecond(tick -> {});
        }
        assertThatThrownBy(() -> live.onSecond(tick -> {})).hasMessageContaining("1000 listeners");
    }

    @Test
    void a_removed_upstream_is_gone_and_late_calls_do_not_bring_it_back() {
        recorder.record(TestCall.served().failing(502, "The connection was refused."));
        recorder.record(TestCall.served().to(21, 2));
        pass(70);
        recorder.record(TestCall.served().failing(502, "The connection was refused."));
        live.forget(1);
        live.forget(1);
        pass(1);
        assertThat(live.stats(UPSTREAM, HOUR).calls()).isZero();
        assertThat(live.stats(ENDPOINT, HOUR).calls()).isZero();
        assertThat(live.stats(EVERYTHING, FIVE_MINUTES).calls()).isEqualTo(1);
        assertThat(live.stats(EVERYTHING, HOUR).calls()).isEqualTo(1);
        assertThat(live.endpoints(HOUR)).extracting(EndpointStats::endpointId).containsExactly(21L);
        assertThat(live.failed(11)).isEmpty();
        assertThat(live.newestErrors()).isEmpty();
    }

    @Test
    void a_clock_that_goes_back_an_hour_does_not_stop_the_windows() {
        recorder.record(TestCall.served());
        pass(10);
        now = now.minusSeconds(3600);
        recorder.record(TestCall.served());
        pass(1);
        assertThat(live.stats(EVERYTHING, FIVE_MINUTES).calls()).isEqualTo(1);
        assertThat(live.ticks(EVERYTHING, FIVE_MINUTES))
                .last()
                .satisfies(tick -> assertThat(tick.second()).isEqualTo(now.minusSeconds(1)));
    }

    @Test
    void every_call_comes_to_the_sink_in_the_minute_it_was_counted_in() {
        List<Long> minutes = new ArrayList<>();
        List<MinuteRow> rows = new ArrayList<>();
        live.feed(new MinuteSink() {
            @Override
            public void accept(long minute, List<MinuteRow> counted) {
                minutes.add(minute);
                rows.addAll(counted);
            }

            @Override
            public void forget(long upstreamId) {}
        });
        for (int second = 0; second < 150; second++) {
            recorder.record(TestCall.served());
            pass(1);
        }
        long first = START.getEpochSecond() / 60;
        assertThat(minutes).containsExactly(first, first + 1);
        assertThat(rows)
                .extracting(row -> row.snapshot().calls())
                .containsOnly(60L)
                .hasSize(4);
        live.start();
        live.stop();
        assertThat(rows.getLast().snapshot().calls()).isEqualTo(30);
    }

    @Test
    void started_it_counts_by_itself() {
        LiveMetrics running = new LiveMetrics();
        running.start();
        try {
            CallRecorder fromHere = running.recorder();
            fromHere.record(TestCall.served());
            fromHere.drain();
            Instant deadline = Instant.now().plusSeconds(20);
            while (running.stats(EVERYTHING, HOUR).calls() == 0 && Instant.now().isBefore(deadline)) {
                LockSupport.parkNanos(5_000_000);
            }
            assertThat(running.stats(EVERYTHING, HOUR).calls()).isEqualTo(1);
        } finally {
            running.stop();
        }
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            recorder.drain();
            tick(1);
        }
    }

    private void tick(int seconds) {
        now = now.plusSeconds(seconds);
        live.tick(now);
    }

    private static void assertClose(Duration measured, long[] exact, double share) {
        long expected = exact[(int) Math.ceil(exact.length * share) - 1];
        assertThat((double) measured.toNanos()).isCloseTo(expected, within(expected * 0.01));
        assertThat(Arrays.binarySearch(exact, expected)).isNotNegative();
    }
}
