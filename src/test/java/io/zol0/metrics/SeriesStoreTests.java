package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.home.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SeriesStoreTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SeriesKey LEVEL =
            SeriesName.gauge("quota.level", "calls").of(Subject.quota(5, 1));
    private static final SeriesKey REFUSED =
            SeriesName.counter("quota.refused", "calls").of(Subject.quota(5, 1));

    @Test
    void the_last_hour_comes_from_memory_and_what_is_older_from_the_database() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database.dataSource(), START);
            node.run(2 * 3600);
            node.stop();

            Instant now = node.clock.now;
            List<SeriesPoint> all = found(node.history.points(LEVEL, START, now, MINUTE));
            assertThat(all).hasSize(120);
            for (int minute = 0; minute < 120; minute++) {
                SeriesPoint point = all.get(minute);
                int first = minute * 12;
                assertThat(point.at()).isEqualTo(START.plusSeconds(60L * minute));
                assertThat(point.min()).isEqualTo(first);
                assertThat(point.max()).isEqualTo(first + 13);
                assertThat(point.avg()).isEqualTo(first + 6.5);
                assertThat(point.last()).isEqualTo(first + 13);
            }
            List<SeriesPoint> amounts = found(node.history.points(REFUSED, START, now, Duration.ofMinutes(10)));
            assertThat(amounts).hasSize(12).allSatisfy(point -> {
                assertThat(point.sum()).isEqualTo(10 * 12 * 3);
                assertThat(point.avg()).isEqualTo(3 / 5.0);
                assertThat(point.max()).isEqualTo(3 / 5.0);
                assertThat(point.min()).isEqualTo(3 / 5.0);
            });
            assertThat(found(node.history.points(LEVEL, now.minusSeconds(60), now, Duration.ofSeconds(5))))
                    .hasSize(12)
                    .last()
                    .satisfies(point -> assertThat(point.avg()).isEqualTo(2 * 720 - 1 + 1));
            assertThat(found(node.history.notes(LEVEL, START, now.plusSeconds(1))))
                    .extracting(SeriesNote::text)
                    .hasSize(24)
                    .startsWith("step 0", "step 60")
                    .endsWith("step " + (1440 - 60));
        }
    }

    @Test
    void a_counter_is_0_where_nothing_was_counted_and_absent_before_it_began() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database.dataSource(), START);
            node.pass(600);
            node.recorder.add(REFUSED, 30);
            node.pass(7200);
            node.recorder.add(REFUSED, 6);
            node.pass(60);
            node.stop();
            List<SeriesPoint> points = found(node.history.points(REFUSED, START, node.clock.now, MINUTE));
            assertThat(points).first().satisfies(point -> {
                assertThat(point.at()).isEqualTo(START.plusSeconds(540 + 60));
                assertThat(point.sum()).isEqualTo(30);
                assertThat(point.min()).isZero();
                assertThat(point.max()).isEqualTo(6);
                assertThat(point.avg()).isEqualTo(0.5);
            });
            assertThat(points).extracting(SeriesPoint::sum).containsOnly(30.0, 0.0, 6.0);
            assertThat(points).hasSize(121);
        }
    }

    @Test
    void after_a_restart_the_last_hour_is_there_and_goes_on_within_the_minute() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node before = new Node(database.dataSource(), START);
            before.run(1830);
            before.stop();
            Node after = new Node(database.dataSource(), before.clock.now.plusSeconds(10));
            until(() -> after.recorder.effort().liveFrom().isBefore(START.plusSeconds(1)));
            after.run(1800);
            Instant now = after.clock.now;
            List<SeriesPoint> amounts = found(after.history.points(REFUSED, START, now, MINUTE));
            assertThat(amounts.stream().mapToDouble(SeriesPoint::sum).sum()).isEqualTo(3 * (366 + 360));
            assertThat(amounts.get(30).sum()).isEqualTo(3 * 10);
            assertThat(found(after.history.points(LEVEL, START, now, MINUTE))).hasSize(61);
            after.stop();
            assertThat(rowsOf(database, REFUSED)).isEqualTo(3 * (366 + 360));
        }
    }

    @Test
    void a_batch_that_is_sent_again_is_not_counted_twice() {
        try (TestDatabase database = TestDatabase.migrated()) {
            SeriesTable table = new SeriesTable(database.dataSource());
            UUID run = UUID.randomUUID();
            SeriesBlock block = SeriesBlock.of(
                    START.getEpochSecond() / 60,
                    Map.of(REFUSED, new SeriesRow(2, 7, 3, 4, 4)),
                    List.of(new SeriesNote(REFUSED, START, "refused")));
            table.write((short) 1, run, 1, block);
            table.write((short) 1, run, 1, block);
            assertThat(rowsOf(database, REFUSED)).isEqualTo(7);
            table.write((short) 1, run, 2, block);
            table.write((short) 2, run, 1, block);
            new SeriesTable(database.dataSource()).write((short) 1, UUID.randomUUID(), 1, block);
            assertThat(rowsOf(database, REFUSED)).isEqualTo(28);
            assertThat(table.notes(REFUSED, START, START.plus(HOUR), 100)).hasSize(4);
        }
    }

    @Test
    void while_the_database_is_away_minutes_and_notes_wait_and_then_arrive_exactly_once() {
        try (TestDatabase database = TestDatabase.dedicated().migrate()) {
            Node node = new Node(database.dataSource(), START);
            node.run(65);
            until(() ->
                    node.store.backlog().minutes() == 0 && node.store.backlog().failure() == null);
            database.stop();
            node.run(1200);

            until(() -> node.store.backlog().failure() != null);
            SeriesBacklog away = node.store.backlog();
            assertThat(away.minutes()).isEqualTo(20);
            assertThat(away.oldest()).isEqualTo(START.plusSeconds(60));
            assertThat(away.bytes()).isPositive().isLessThan(away.mostBytes());
            Instant now = node.clock.now;
            assertThat(node.history.points(LEVEL, START.minus(HOUR), now, MINUTE))
                    .isInstanceOf(Answer.Unavailable.class);
            assertThat(found(node.history.points(LEVEL, now.minus(Duration.ofMinutes(20)), now, MINUTE)))
                    .hasSize(20);

            database.start();
            node.run(60);
            until(() -> node.store.backlog().minutes() == 0);
            node.stop();
            assertThat(node.store.backlog().failure()).isNull();
            assertThat(rowsOf(database, REFUSED)).isEqualTo(3 * (13 + 240 + 12));
            assertThat(new SeriesTable(database.dataSource()).notes(LEVEL, START, node.clock.now, 100))
                    .extracting(SeriesNote::text)
                    .containsExactly("step 0", "step 60", "step 120", "step 180", "step 240");
            assertThat(node.store.backlog().lost()).isZero();
        }
    }

    @Test
    void what_does_not_fit_into_memory_becomes_coarser_and_then_is_lost_and_counted() {
        Waiting<SeriesBlock> waiting = new Waiting<>(300_000);
        long day = START.getEpochSecond() / 86_400 * 1440;
        double told = 0;
        for (int minute = 0; minute < 2 * 1440; minute++) {
            Map<SeriesKey, SeriesRow> rows = new HashMap<>();
            for (int i = 0; i < 100; i++) {
                rows.put(SeriesName.counter("a.b", "").of(Subject.quota(i, 1)), new SeriesRow(1, 1, 1, 1, 1));
            }
            waiting.add(SeriesBlock.of(day + minute, rows, List.of()));
            told += 100;
            assertThat(waiting.bytes()).isLessThanOrEqualTo(300_000);
        }
        List<SeriesBlock> blocks = new ArrayList<>();
        for (var next = waiting.next(); next.isPresent(); next = waiting.next()) {
            blocks.add(next.get());
            waiting.written();
        }
        double kept = blocks.stream()
                .flatMap(block -> block.rows().values().stream())
                .mapToDouble(SeriesRow::sum)
                .sum();
        assertThat(kept).isEqualTo(told);
        assertThat(blocks)
                .hasSizeLessThan(20)
                .allSatisfy(block -> assertThat(block.lost()).isZero());

        Waiting<SeriesBlock> tiny = new Waiting<>(10_000);
        blocks.forEach(tiny::add);
        assertThat(tiny.bytes()).isLessThanOrEqualTo(10_000);
        assertThat(tiny.next().orElseThrow().lost()).isPositive();
    }

    @Test
    void an_hour_without_the_database_is_kept_for_two_thousand_series() {
        Waiting<SeriesBlock> waiting =
                new Waiting<>(SeriesSettings.standard().backlog().toBytes());
        for (int minute = 0; minute < 60; minute++) {
            Map<SeriesKey, SeriesRow> rows = new HashMap<>();
            for (int i = 0; i < 2000; i++) {
                rows.put(SeriesName.gauge("a.b", "").of(Subject.quota(i, 1)), new SeriesRow(12, 1, 1, 1, 1));
            }
            waiting.add(SeriesBlock.of(minute, rows, List.of()));
        }
        for (int minute = 0; minute < 60; minute++) {
            assertThat(waiting.next().orElseThrow().minutes()).isEqualTo(1);
            waiting.written();
        }
    }

    @Test
    void a_removed_upstream_is_gone_from_the_history_and_other_series_stay() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database.dataSource(), START);
            SeriesKey other = SeriesName.gauge("quota.level", "calls").of(Subject.quota(6, 2));
            SeriesKey whole = SeriesName.gauge("system.cpu", "%").ofWhole();
            for (int i = 0; i < 13; i++) {
                node.recorder.set(other, 1);
                node.recorder.set(whole, 1);
                node.run(5);
            }
            until(() -> node.store.backlog().minutes() == 0);
            assertThat(node.table.firstSeen(LEVEL)).contains(START);
            node.recorder.forget(Subject.upstream(1));
            until(() -> node.table.firstSeen(LEVEL).isEmpty());
            assertThat(rowsOf(database, REFUSED)).isZero();
            assertThat(node.table.notes(LEVEL, START, START.plus(HOUR), 100)).isEmpty();
            assertThat(rowsOf(database, other)).isEqualTo(12);
            node.recorder.forget(Subject.quota(6, 2));
            until(() -> node.table.firstSeen(other).isEmpty());
            assertThat(rowsOf(database, whole)).isEqualTo(12);
            node.run(60);
            node.stop();
            assertThat(node.table.firstSeen(LEVEL)).isEmpty();
        }
    }

    @Test
    void minutes_of_several_days_find_their_partitions() throws SQLException {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database.dataSource(), Instant.parse("2026-11-23T23:59:30Z"));
            node.run(90);
            node.stop();
            assertThat(number(database, "select count(*) from series_minute_20261123"))
                    .isEqualTo(2);
            assertThat(number(database, "select count(*) from series_minute_20261124"))
                    .isEqualTo(2);
        }
    }

    @Test
    void a_step_that_is_too_short_is_refused() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database.dataSource(), START);
            assertThatThrownBy(() -> node.history.points(LEVEL, START, START.plus(HOUR), Duration.ofSeconds(1)))
                    .hasMessageContaining("five seconds or more");
            assertThatThrownBy(() -> node.history.points(LEVEL, START, START.plus(Duration.ofDays(30)), MINUTE))
                    .hasMessageContaining("at most 2000 steps");
            node.stop();
        }
    }

    /** A process of ZoL0 as far as series go, with a clock of its own. */
    private static final class Node {
        private final HandClock clock;
        private final SeriesRecorder recorder;
        private final SeriesTable table;
        private final SeriesStore store;
        private final SeriesHistory history;
        private int told;

        Node(DataSource database, Instant now) {
            SeriesSettings settings = new SeriesSettings(DataSize.ofMegabytes(8), DataSize.ofMegabytes(8), 1000);
            clock = new HandClock(now);
            recorder = new SeriesRecorder(settings, List::of, clock);
            table = new SeriesTable(database);
            store = new SeriesStore(recorder, table, settings, (short) 1, clock);
            history = new SeriesHistory(recorder, new SeriesTable(database), clock);
            store.start();
        }

        /** Tells two values of the level and adds three to what was refused, every five seconds; a note every five minutes. */
        void run(int seconds) {
            for (int second = 0; second < seconds; second += 5) {
                recorder.set(LEVEL, told);
                recorder.set(LEVEL, told + 2);
                recorder.add(REFUSED, 3);
                if (told % 60 == 0) {
                    recorder.note(LEVEL, "step " + told);
                }
                told++;
                clock.pass(5);
                recorder.tick(clock.now);
            }
        }

        void pass(int seconds) {
            for (int second = 0; second < seconds; second += 5) {
                clock.pass(5);
                recorder.tick(clock.now);
            }
        }

        void stop() {
            recorder.start();
            recorder.stop();
            store.stop();
        }
    }

    private static double rowsOf(TestDatabase database, SeriesKey key) {
        double[] sum = {0};
        new SeriesTable(database.dataSource())
                .read(
                        key,
                        START.minus(HOUR),
                        START.plus(HOUR.multipliedBy(24)),
                        Grain.MINUTE,
                        (minute, row) -> sum[0] += row.sum());
        return sum[0];
    }

    private static long number(TestDatabase database, String query) throws SQLException {
        try (Connection connection = database.owner().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
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
