package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zol0.home.TestDatabase;
import io.zol0.metrics.ProposedQuota.Shape;
import io.zol0.metrics.ProposedQuota.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTests {
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final long FIRST = Instant.parse("2026-11-23T00:00:00Z").getEpochSecond() / 60;

    @ParameterizedTest
    @EnumSource(Shape.class)
    void calls_that_fit_are_not_held(Shape shape) {
        HeldCalls.Held held = rehearse(quota(100, MINUTE, shape, MINUTE), steady(100, 1440));
        assertThat(held).isEqualTo(new HeldCalls.Held(DAY, 144_000, 0, 0, 0, 0));
        assertThat(held.perMinute()).isZero();
    }

    @Test
    void a_burst_waits_for_the_next_minute_where_it_may_wait() {
        HeldCalls.Held held = rehearse(quota(100, MINUTE, Shape.ROLLING, MINUTE), calls(50, 180, 50));
        assertThat(held).isEqualTo(new HeldCalls.Held(DAY, 280, 110, 0, 2, 80));
    }

    @Test
    void a_burst_is_refused_where_it_may_not_wait() {
        HeldCalls.Held held = rehearse(quota(100, MINUTE, Shape.ROLLING, Duration.ZERO), calls(50, 180, 50));
        assertThat(held).isEqualTo(new HeldCalls.Held(DAY, 280, 0, 80, 1, 80));
        assertThat(held.perMinute()).isCloseTo(80 / 1440.0, within(1e-9));
    }

    @Test
    void what_would_wait_for_too_long_is_refused() {
        HeldCalls.Held held = rehearse(quota(60, MINUTE, Shape.ROLLING, Duration.ofSeconds(10)), calls(100, 0, 0, 60));
        assertThat(held.waited()).isEqualTo(10);
        assertThat(held.refused()).isEqualTo(30);
    }

    @Test
    void a_lasting_excess_is_refused_once_the_queue_is_full() {
        HeldCalls.Held held = rehearse(quota(100, MINUTE, Shape.ALIGNED, MINUTE), steady(112, 1440));
        assertThat(held.refused()).isEqualTo(1440 * 12 - 100);
        assertThat(held.minutes()).isEqualTo(1440);
        assertThat(held.most()).isEqualTo(112);
    }

    @Test
    void an_aligned_hour_gives_all_back_at_the_hour_and_a_rolling_one_each_call_an_hour_later() {
        List<CallsPerMinute> history = new ArrayList<>();
        history.add(new CallsPerMinute(FIRST + 50, 100, 100));
        history.add(new CallsPerMinute(FIRST + 60, 100, 100));
        assertThat(rehearse(quota(100, Duration.ofHours(1), Shape.ALIGNED, Duration.ZERO), history)
                        .refused())
                .isZero();
        assertThat(rehearse(quota(100, Duration.ofHours(1), Shape.ROLLING, Duration.ZERO), history)
                        .refused())
                .isEqualTo(100);
        assertThat(rehearse(quota(100, Duration.ofHours(1), Shape.STEADY, Duration.ZERO), history)
                        .refused())
                .isCloseTo(100 - 17, within(3L));
    }

    @Test
    void the_narrowest_window_holds() {
        ProposedQuota quota = new ProposedQuota(
                List.of(
                        new Window(10, Duration.ofSeconds(1), Shape.ROLLING),
                        new Window(1000, Duration.ofHours(1), Shape.ROLLING)),
                1,
                Map.of(),
                Duration.ZERO);
        assertThat(rehearse(quota, calls(700)).refused()).isEqualTo(100);
        assertThat(rehearse(quota, calls(600, 600)).refused()).isEqualTo(200);
    }

    @Test
    void weights_are_spent_and_calls_are_told() {
        List<CallsPerMinute> history = List.of(new CallsPerMinute(FIRST, 100, 500));
        assertThat(rehearse(quota(400, MINUTE, Shape.ROLLING, Duration.ZERO), history)
                        .refused())
                .isEqualTo(20);
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void whatever_the_traffic_no_call_is_lost_and_more_room_holds_fewer(Shape shape) {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            List<CallsPerMinute> history = new ArrayList<>();
            for (int minute = 0; minute < 1440; minute++) {
                if (random.nextInt(3) > 0) {
                    int calls = 1 + random.nextInt(200);
                    history.add(new CallsPerMinute(FIRST + minute, calls, calls * (1 + random.nextInt(3))));
                }
            }
            Duration length = Duration.ofMinutes(1 + random.nextInt(10));
            long before = Long.MAX_VALUE;
            for (int capacity : List.of(50, 200, 1000, 10_000)) {
                HeldCalls.Held held = rehearse(quota(capacity, length, shape, Duration.ofSeconds(30)), history);
                assertThat(held.calls())
                        .isEqualTo(history.stream()
                                .mapToLong(each -> (long) each.calls())
                                .sum());
                assertThat(held.waited() + held.refused()).isBetween(0L, held.calls());
                assertThat(held.refused()).isLessThanOrEqualTo(before);
                before = held.refused();
            }
        }
    }

    @Test
    void a_proposal_that_makes_no_sense_is_refused() {
        assertThatThrownBy(() -> new Window(0, MINUTE, Shape.ALIGNED)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new Window(1, Duration.ZERO, Shape.ALIGNED)).hasMessageContaining("above 0");
        assertThatThrownBy(() -> new ProposedQuota(List.of(), 1, Map.of(), MINUTE))
                .hasMessageContaining("window");
        assertThatThrownBy(() ->
                        new ProposedQuota(List.of(new Window(1, MINUTE, Shape.ALIGNED)), Double.NaN, Map.of(), MINUTE))
                .hasMessageContaining("weights");
    }

    @Test
    void yesterdays_calls_come_from_the_history_without_those_from_the_cache() {
        try (TestDatabase database = TestDatabase.migrated()) {
            MinuteTable table = new MinuteTable(database.dataSource());
            HandClock clock = new HandClock(Instant.ofEpochSecond((FIRST + 120) * 60 + 30));
            Hindsight hindsight = new Hindsight(table, clock);
            ProposedQuota quota = quota(150, MINUTE, Shape.ROLLING, Duration.ZERO);
            assertThat(found(hindsight.lastDay(new Scope.OfUpstream(1), quota)))
                    .isEqualTo(new HeldCalls.NotEnough(Duration.ZERO));

            UUID run = UUID.randomUUID();
            table.write((short) 1, run, 1, block(FIRST + 70, 0, 100, 1000));
            assertThat(found(hindsight.lastDay(new Scope.OfUpstream(1), quota)))
                    .isEqualTo(new HeldCalls.NotEnough(Duration.ofMinutes(50)));

            table.write((short) 1, run, 2, block(FIRST, 0, 100, 1000));
            table.write((short) 1, run, 3, block(FIRST, 11, 40, 0));
            table.write((short) 1, run, 4, block(FIRST + 1, 0, 200, 0));
            assertThat(found(hindsight.lastDay(new Scope.OfUpstream(1), quota)))
                    .isEqualTo(new HeldCalls.Held(Duration.ofHours(2), 400, 0, 50, 1, 50));
            ProposedQuota weighted = new ProposedQuota(quota.windows(), 1, Map.of(11L, 3.0), Duration.ZERO);
            assertThat(found(hindsight.lastDay(new Scope.OfUpstream(1), weighted)))
                    .isEqualTo(new HeldCalls.Held(Duration.ofHours(2), 400, 0, 67, 2, 50));
            assertThat(found(hindsight.lastDay(new Scope.OfEndpoint(11), quota)))
                    .isEqualTo(new HeldCalls.Held(Duration.ofHours(2), 40, 0, 0, 0, 0));
            assertThat(found(hindsight.lastDay(new Scope.OfUpstream(2), quota)))
                    .isEqualTo(new HeldCalls.Held(Duration.ofHours(2), 0, 0, 0, 0, 0));
        }
    }

    private static Block block(long minute, long endpointId, long served, long cached) {
        long[] counts = new long[Snapshot.COUNTS];
        counts[Snapshot.OUTCOME] = served;
        counts[Snapshot.OUTCOME + List.of(Outcome.values()).indexOf(Outcome.CACHED)] = cached;
        return Block.of(
                minute,
                List.of(new MinuteRow(1, endpointId, new Snapshot(counts, Sketch.EMPTY, Sketch.EMPTY, Sketch.EMPTY))));
    }

    private static HeldCalls.Held rehearse(ProposedQuota quota, List<CallsPerMinute> history) {
        return Rehearsal.of(quota, history, DAY);
    }

    private static ProposedQuota quota(double capacity, Duration length, Shape shape, Duration longestWait) {
        return new ProposedQuota(List.of(new Window(capacity, length, shape)), 1, Map.of(), longestWait);
    }

    private static List<CallsPerMinute> steady(long calls, int minutes) {
        return calls(LongStream.generate(() -> calls).limit(minutes).toArray());
    }

    private static List<CallsPerMinute> calls(long... perMinute) {
        List<CallsPerMinute> history = new ArrayList<>();
        for (int i = 0; i < perMinute.length; i++) {
            history.add(new CallsPerMinute(FIRST + i, perMinute[i], perMinute[i]));
        }
        return history;
    }

    private static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new AssertionError(reason);
        };
    }
}
