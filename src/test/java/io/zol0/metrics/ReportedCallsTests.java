package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.home.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ReportedCallsTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:30Z");
    private static final Scope ENDPOINT = new Scope.OfEndpoint(11);

    private final HandClock clock = new HandClock(START);
    private final LiveMetrics live = new LiveMetrics(MetricsSettings.standard(), clock);
    private final ReportedCalls reported = new ReportedCalls(live, clock);

    @Test
    void a_call_of_the_running_minute_counts_as_it_comes() {
        tick();
        reported.record(List.of(endedAt(clock.now.minusSeconds(10))));
        tick();
        assertThat(live.stats(ENDPOINT, Duration.ofSeconds(1)).calls()).isEqualTo(1);
        assertThat(live.callers(11)).containsExactly(new CallerShare("bot", 1, 0));
        assertThat(live.callerTimes(11))
                .containsExactly(new CallerTimes(new CallerShare("bot", 1, 0), MadeTimes.of(Duration.ofMillis(10))));
    }

    @Test
    void the_times_of_somebody_else_s_histogram_are_those_of_its_caller() {
        tick();
        reported.record(endedAt(clock.now), new double[] {0, 1_000, 10_000}, new long[] {3, 5});
        tick();
        assertThat(live.callerTimes(11)).singleElement().satisfies(caller -> {
            assertThat(caller.share()).isEqualTo(new CallerShare("bot", 8, 0));
            assertThat(caller.times().count()).isEqualTo(8);
            assertThat(Sketch.spread(List.of(caller.times())).p50())
                    .isBetween(Duration.ofMillis(1), Duration.ofMillis(3));
        });
    }

    @Test
    void a_late_call_counts_in_its_own_minute_live_and_in_the_history() {
        try (TestDatabase database = TestDatabase.migrated()) {
            MinuteTable table = new MinuteTable(database.dataSource());
            MinuteStore store = new MinuteStore(live, table, MetricsSettings.standard(), clock);
            store.start();
            for (int second = 0; second < 180; second++) {
                tick();
            }
            Instant minute = Instant.parse("2026-11-23T12:01:00Z");
            reported.record(List.of(
                    endedAt(minute.plusSeconds(20)),
                    endedAt(minute.plusSeconds(50)),
                    endedAt(minute.minus(Duration.ofMinutes(40))),
                    endedAt(clock.now.minusSeconds(2))));
            for (int second = 0; second < 60; second++) {
                tick();
            }
            store.stop();
            assertThat(live.stats(ENDPOINT, Duration.ofHours(1)).calls()).isEqualTo(4);
            assertThat(live.stats(ENDPOINT, Duration.ofMinutes(5)).calls()).isEqualTo(3);
            assertThat(live.ticks(ENDPOINT, Duration.ofMinutes(5)))
                    .filteredOn(tick -> tick.stats().calls() > 0)
                    .extracting(Tick::second)
                    .startsWith(minute.plusSeconds(20), minute.plusSeconds(50));
            History history = new History(table.past(), clock);
            for (Scope scope : List.of(ENDPOINT, new Scope.OfUpstream(1), new Scope.Everything())) {
                assertThat(calls(history, scope, minute)).isEqualTo(2);
                assertThat(calls(history, scope, minute.minus(Duration.ofMinutes(40))))
                        .isEqualTo(1);
                assertThat(calls(history, scope, Instant.parse("2026-11-23T12:03:00Z")))
                        .isEqualTo(1);
            }
        }
    }

    @Test
    void what_is_too_old_or_ahead_is_refused_with_a_sentence() {
        assertThat(reported.problemOf(START)).isNull();
        assertThat(reported.problemOf(START.minus(Duration.ofMinutes(60)))).isNull();
        assertThat(reported.problemOf(START.plusSeconds(60))).isNull();
        assertThat(reported.problemOf(START.minus(Duration.ofMinutes(61)))).contains("too long ago", "within an hour");
        assertThat(reported.problemOf(START.plusSeconds(61))).contains("in the future");
    }

    @Test
    void late_calls_of_a_removed_upstream_are_dropped() {
        live.forget(1);
        for (int second = 0; second < 90; second++) {
            tick();
        }
        reported.record(List.of(endedAt(START)));
        tick();
        assertThat(live.stats(new Scope.Everything(), Duration.ofHours(1)).calls())
                .isZero();
    }

    @Test
    void of_a_long_batch_each_call_is_kept_where_every_one_is() {
        List<CallSample> kept = new ArrayList<>();
        live.feed(new SingleSink() {
            @Override
            public void accept(List<CallSample> calls) {
                kept.addAll(calls);
            }

            @Override
            public void forget(long upstreamId) {}
        });
        live.keepEvery(11, START.plusSeconds(60));
        tick();
        List<Call> batch = new ArrayList<>();
        for (int i = 0; i < 50_000; i++) {
            batch.add(endedAt(clock.now));
        }
        for (int i = 0; i < 4; i++) {
            reported.record(batch);
        }
        tick();
        assertThat(kept).filteredOn(each -> each.why() == Kept.EVERY).hasSize(200_000);
        assertThat(live.unkept()).isZero();
        assertThat(live.stats(ENDPOINT, Duration.ofSeconds(1)).calls()).isEqualTo(200_000);
    }

    /** Puts snapshots under keys in any order, and compares with a sorted map. */
    @Test
    void a_tape_takes_what_comes_late_wherever_it_belongs() {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            Tape tape = new Tape(50);
            ByteSink scratch = new ByteSink(64);
            Map<Long, Long> model = new TreeMap<>();
            long newest = Long.MIN_VALUE;
            for (int i = 0; i < 120; i++) {
                long key = 1000 + i / 3 + random.nextInt(40) - 38;
                long count = 1 + random.nextInt(300);
                tape.insert(key, counting(count), scratch);
                newest = Math.max(newest, key);
                if (key > newest - 50) {
                    model.merge(key, count, Long::sum);
                }
                long oldest = newest - 50;
                model.keySet().removeIf(each -> each <= oldest);
                assertThat(read(tape)).isEqualTo(entries(model));
            }
            tape.forgetBefore(newest - 5);
            long from = newest - 5;
            model.keySet().removeIf(each -> each < from);
            assertThat(read(tape)).isEqualTo(entries(model));
        }
    }

    private static List<List<Long>> entries(Map<Long, Long> model) {
        return model.entrySet().stream()
                .map(each -> List.of(each.getKey(), each.getValue()))
                .toList();
    }

    private static List<List<Long>> read(Tape tape) {
        List<List<Long>> entries = new ArrayList<>();
        tape.forEach(
                Long.MIN_VALUE,
                Long.MAX_VALUE,
                (key, snapshot) ->
                        entries.add(List.of(key, Snapshot.readFrom(snapshot).calls())));
        return entries;
    }

    private static Snapshot counting(long calls) {
        long[] counts = new long[Snapshot.COUNTS];
        counts[Snapshot.OUTCOME] = calls;
        return new Snapshot(counts, Sketch.EMPTY, Sketch.EMPTY, Sketch.EMPTY);
    }

    private static long calls(History history, Scope scope, Instant minute) {
        return ((Answer.Found<Stats>) history.stats(scope, minute, minute.plusSeconds(60)))
                .value()
                .calls();
    }

    private static TestCall endedAt(Instant end) {
        TestCall call = TestCall.served();
        return call.arrivedAt(end.toEpochMilli() - call.totalNanos() / 1_000_000);
    }

    private void tick() {
        reported.drain();
        clock.pass(1);
        live.tick(clock.now);
    }
}
