package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.home.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class MinuteStoreTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Scope EVERYTHING = new Scope.Everything();
    private static final Scope UPSTREAM = new Scope.OfUpstream(1);
    private static final Scope UPSTREAMS = new Scope.OfUpstreams(Set.of(1L, 77L));
    private static final Scope ENDPOINT = new Scope.OfEndpoint(11);
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void each_minute_comes_into_the_history() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database, START);
            node.call(60, 3);
            node.call(60, 1);
            node.stop();

            for (Scope scope : List.of(EVERYTHING, UPSTREAM, UPSTREAMS, ENDPOINT)) {
                Stats both = found(node.history.stats(scope, START, START.plusSeconds(120)));
                assertThat(both.calls()).isEqualTo(240);
                assertThat(both.span()).isEqualTo(Duration.ofSeconds(120));
                assertThat(both.byOutcome()).containsEntry(Outcome.SERVED, 240L).containsEntry(Outcome.FAILED, 0L);
                assertThat(both.byStatus()).containsEntry(StatusClass.SUCCESS, 240L);
                assertThat(both.bytesOut()).isEqualTo(240_000);
                assertThat(both.total().p99()).isCloseTo(Duration.ofMillis(10), Duration.ofNanos(100_000));
                assertThat(found(node.history.stats(scope, START, START.plusSeconds(60)))
                                .calls())
                        .isEqualTo(180);
                assertThat(found(node.history.firstMinute(scope))).contains(START);
                assertThat(found(
                                node.history.series(scope, START.minus(HOUR), START.plus(HOUR), Duration.ofMinutes(1))))
                        .extracting(tick -> tick.stats().calls())
                        .containsExactly(180L, 60L);
            }
            assertThat(found(node.history.firstMinute(new Scope.OfEndpoint(99))))
                    .isEmpty();
        }
    }

    @Test
    void what_is_not_written_yet_is_not_told_as_a_time_without_calls() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database, START);
            MinuteTable table = new MinuteTable(database.dataSource());
            node.call(150, 1);
            until(() -> callsIn(table) == 120);
            assertThat(found(node.history.series(ENDPOINT, START, node.clock.now, Duration.ofMinutes(1))))
                    .as("the minute that runs is not there")
                    .extracting(tick -> tick.stats().calls())
                    .containsExactly(60L, 60L);
            Stats sum = found(node.history.stats(ENDPOINT, START, node.clock.now));
            assertThat(sum.span()).isEqualTo(Duration.ofMinutes(2));
            assertThat(sum.rate()).isEqualTo(1);
            node.call(240, 0);
            until(() -> callsIn(table) == 150);
            assertThat(found(node.history.series(ENDPOINT, START, node.clock.now, Duration.ofMinutes(1))))
                    .as("but minutes in which nobody called are, up to the one before")
                    .extracting(tick -> tick.stats().calls())
                    .containsExactly(60L, 60L, 30L, 0L, 0L);
            node.stop();
        }
    }

    @Test
    void a_window_moves_over_the_history_and_counts_at_its_end() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database, START);
            for (int calls = 1; calls <= 6; calls++) {
                node.call(60, calls);
            }
            node.stop();
            List<Tick> windows = found(node.history.windows(
                    ENDPOINT,
                    START.plusSeconds(60),
                    START.plusSeconds(360),
                    Duration.ofMinutes(3),
                    Duration.ofMinutes(1)));
            assertThat(windows).extracting(Tick::second).startsWith(START.plusSeconds(60), START.plusSeconds(120));
            assertThat(windows)
                    .extracting(tick -> tick.stats().calls())
                    .containsExactly(60L, 180L, 360L, 540L, 720L, 900L);
            assertThat(windows.getFirst().stats().span())
                    .as("what is known of it")
                    .isEqualTo(Duration.ofMinutes(1));
            assertThat(windows.getLast().stats().rate()).isEqualTo(5);
            assertThat(found(node.history.calls(START, START.plusSeconds(120))))
                    .contains(new History.Calls(1, 0, 180, 0), new History.Calls(1, 11, 180, 0));
        }
    }

    @Test
    void the_windows_go_on_after_a_restart_within_a_minute() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node before = new Node(database, START);
            before.call(90, 1);
            before.stop();
            Node after = new Node(database, before.clock.now.plusSeconds(5));
            after.call(10, 1);
            assertThat(after.live.stats(ENDPOINT, HOUR).calls()).isEqualTo(100);
            assertThat(after.live.stats(EVERYTHING, HOUR).span()).isEqualTo(Duration.ofSeconds(105));
            after.call(60, 1);
            after.stop();

            assertThat(after.live.stats(EVERYTHING, HOUR).calls()).isEqualTo(160);
            assertThat(found(after.history.stats(ENDPOINT, START, START.plus(HOUR)))
                            .calls())
                    .isEqualTo(160);
            Node third = new Node(database, after.clock.now);
            third.call(1, 1);
            assertThat(third.live.stats(ENDPOINT, HOUR).calls()).isEqualTo(161);
            third.stop();
        }
    }

    @Test
    void a_batch_that_is_sent_again_is_not_counted_twice() {
        try (TestDatabase database = TestDatabase.migrated()) {
            MinuteTable table = new MinuteTable(database.dataSource());
            UUID run = UUID.randomUUID();
            Snapshot snapshot = new Snapshot(counts(7), Sketch.EMPTY, Sketch.EMPTY, Sketch.EMPTY);
            Block block = Block.of(START.getEpochSecond() / 60, List.of(new MinuteRow(1, 0, snapshot)));
            table.write((short) 1, run, 1, block);
            table.write((short) 1, run, 1, block);
            assertThat(callsIn(table)).isEqualTo(7);
            table.write((short) 1, run, 2, block);
            table.write((short) 2, run, 1, block);
            table.write((short) 1, UUID.randomUUID(), 1, block);
            assertThat(callsIn(table)).isEqualTo(28);
        }
    }

    @Test
    void while_the_database_is_away_minutes_wait_and_then_arrive_exactly_once() {
        try (TestDatabase database = TestDatabase.dedicated().migrate()) {
            Node node = new Node(database, START);
            node.call(61, 1);
            until(() -> node.store.backlog().minutes() == 0);
            database.stop();
            node.call(600, 1);

            until(() -> node.store.backlog().failure() != null);
            Backlog away = node.store.backlog();
            assertThat(away.minutes()).isEqualTo(10);
            assertThat(away.oldest()).isEqualTo(START.plusSeconds(60));
            assertThat(away.bytes()).isPositive().isLessThan(away.mostBytes());
            assertThat(node.live.stats(EVERYTHING, HOUR).calls()).isEqualTo(661);
            assertThat(node.history.stats(EVERYTHING, START, START.plus(HOUR))).isInstanceOf(Answer.Unavailable.class);

            database.start();
            node.call(60, 1);
            until(() -> node.store.backlog().minutes() == 0);
            node.stop();
            assertThat(node.store.backlog().failure()).isNull();
            assertThat(found(node.history.stats(EVERYTHING, START, START.plus(HOUR)))
                            .calls())
                    .isEqualTo(721);
            assertThat(found(node.history.series(ENDPOINT, START, START.plusSeconds(720), Duration.ofMinutes(1))))
                    .extracting(tick -> tick.stats().calls())
                    .startsWith(60L, 60L, 60L)
                    .hasSize(13 - 1)
                    .doesNotContain(0L);
        }
    }

    /** In the time of a clock that is set on by hand; the bound of memory is the standard one. */
    @Test
    void an_hour_without_the_database_at_a_thousand_calls_a_second_loses_no_minute() {
        try (TestDatabase database = TestDatabase.dedicated().migrate()) {
            Node node = new Node(database, START);
            database.stop();
            for (int second = 0; second < 3600; second++) {
                for (int i = 0; i < 1000; i++) {
                    int endpoint = (second * 7 + i) % 500;
                    node.recorder.record(TestCall.served()
                            .to(1 + endpoint, 1 + endpoint % 5)
                            .taking(Duration.ofMillis(1 + (i * 31 + second) % 400)));
                }
                node.second();
            }
            node.second();
            Backlog away = node.store.backlog();
            assertThat(away.minutes()).isEqualTo(60);
            assertThat(away.bytes()).isLessThan(away.mostBytes());
            assertThat(away.mostBytes()).isEqualTo(DataSize.ofMegabytes(64).toBytes());

            database.start();
            until(() -> node.store.backlog().minutes() == 0);
            assertThat(found(node.history.series(EVERYTHING, START, START.plus(HOUR), Duration.ofMinutes(1))))
                    .hasSize(60)
                    .allSatisfy(tick -> {
                        assertThat(tick.stats().calls()).isEqualTo(60_000);
                        assertThat(tick.stats().total().count()).isEqualTo(60_000);
                    });
            assertThat(found(node.history.endpoints(Set.of(1L, 2L, 3L, 4L, 5L), START, START.plus(HOUR))))
                    .hasSize(500);
            node.stop();
        }
    }

    @Test
    void a_removed_upstream_is_gone_from_the_history() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database, START);
            node.call(61, 1);
            until(() -> node.store.backlog().minutes() == 0);
            node.live.forget(1);
            until(() -> found(node.history.firstMinute(UPSTREAM)).isEmpty());
            node.call(61, 1);
            node.stop();
            assertThat(found(node.history.stats(EVERYTHING, START, START.plus(HOUR)))
                            .calls())
                    .isZero();
        }
    }

    @Test
    void minutes_of_several_days_find_their_partitions() throws SQLException {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database, Instant.parse("2026-11-23T23:59:30Z"));
            node.call(90, 1);
            node.stop();
            try (Connection connection = database.owner().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("select count(*) from call_minute_20261123 a,"
                            + " call_minute_20261124 b where a.endpoint_id = 0 and b.endpoint_id = 0")) {
                rows.next();
                assertThat(rows.getLong(1)).isEqualTo(1);
            }
        }
    }

    /** A process of ZoL0 as far as measuring goes, with a clock of its own. */
    private static final class Node {
        private final HandClock clock;
        private final LiveMetrics live;
        private final MinuteStore store;
        private final History history;
        private final CallRecorder recorder;

        Node(TestDatabase database, Instant now) {
            clock = new HandClock(now);
            live = new LiveMetrics(MetricsSettings.standard(), clock);
            MinuteTable table = new MinuteTable(database.dataSource());
            store = new MinuteStore(live, table, MetricsSettings.standard(), clock);
            history = new History(table.past(), clock);
            recorder = live.recorder();
            store.start();
        }

        void call(int seconds, int callsPerSecond) {
            for (int second = 0; second < seconds; second++) {
                for (int i = 0; i < callsPerSecond; i++) {
                    recorder.record(TestCall.served());
                }
                second();
            }
        }

        void second() {
            recorder.drain();
            clock.now = clock.now.plusSeconds(1);
            live.tick(clock.now);
        }

        void stop() {
            live.start();
            live.stop();
            store.stop();
        }
    }

    private static long callsIn(MinuteTable table) {
        long[] calls = {0};
        table.past()
                .read(
                        EVERYTHING,
                        START,
                        START.plus(HOUR),
                        Grain.DAY,
                        (minute, row) -> calls[0] += row.snapshot().calls());
        return calls[0];
    }

    private static long[] counts(long served) {
        long[] counts = new long[Snapshot.COUNTS];
        counts[Snapshot.OUTCOME] = served;
        return counts;
    }

    private static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new AssertionError(reason);
        };
    }

    private static void until(BooleanSupplier condition) {
        Instant deadline = Instant.now().plusSeconds(60);
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(5_000_000);
        }
    }
}
