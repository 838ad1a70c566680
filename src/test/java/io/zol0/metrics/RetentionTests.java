package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.home.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

class RetentionTests {
    private final Instant now = Instant.now();
    private final LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    private static final SeriesKey OLD = SeriesName.gauge("old.series", "").ofWhole();
    private static final SeriesKey NEW = SeriesName.gauge("new.series", "").ofWhole();

    @Test
    void days_that_are_too_old_are_dropped_each_kind_by_its_own() {
        try (TestDatabase database = TestDatabase.migrated()) {
            fill(database, 0, 1, 29, 30, 31, 89, 90, 91);
            retention(database, RetentionSettings.standard()).keep();

            RetentionTable table = new RetentionTable(database.dataSource());
            assertThat(table.partitions("call_minute"))
                    .extracting(Partition::day)
                    .containsExactly(
                            daysAgo(90), daysAgo(89), daysAgo(31), daysAgo(30), daysAgo(29), daysAgo(1), today);
            assertThat(table.partitions("series_minute"))
                    .extracting(Partition::day)
                    .containsExactly(daysAgo(30), daysAgo(29), daysAgo(1), today);
        }
    }

    @Test
    void beyond_its_bytes_a_kind_loses_its_oldest_days_but_never_yesterday() {
        try (TestDatabase database = TestDatabase.migrated()) {
            fill(database, 0, 1, 2, 3, 4);
            RetentionTable table = new RetentionTable(database.dataSource());
            long ofOne = table.partitions("series_minute").getFirst().bytes();
            assertThat(ofOne).isPositive();
            assertThat(Retention.firstFitting(table.partitions("series_minute"), 3 * ofOne + 1))
                    .isEqualTo(daysAgo(2));
            assertThat(Retention.firstFitting(table.partitions("series_minute"), 100 * ofOne))
                    .isEqualTo(LocalDate.MIN);
            new JdbcTemplate(database.dataSource())
                    .update(
                            "insert into series_minute select ?::date + interval '1 h', n, 1, 1, 1, 1"
                                    + " from generate_series(1, 40000) n",
                            daysAgo(2));
            retention(
                            database,
                            new RetentionSettings(
                                    Duration.ofDays(90),
                                    Duration.ofDays(30),
                                    Duration.ofDays(730),
                                    Duration.ofDays(7),
                                    Duration.ofDays(3),
                                    null,
                                    DataSize.ofMegabytes(1),
                                    null,
                                    null))
                    .keep();
            assertThat(table.partitions("series_minute"))
                    .extracting(Partition::day)
                    .containsExactly(daysAgo(1), today);
            assertThat(table.partitions("call_minute")).hasSize(5);
        }
    }

    @Test
    void notes_and_names_of_which_nothing_is_left_go_as_well() {
        try (TestDatabase database = TestDatabase.migrated()) {
            SeriesTable series = new SeriesTable(database.dataSource());
            Instant longAgo = now.minus(Duration.ofDays(800));
            write(series, OLD, longAgo);
            write(series, NEW, now);
            retention(database, RetentionSettings.standard()).keep();
            assertThat(series.firstSeen(OLD)).isPresent();
            retention(database, RetentionSettings.standard()).keep();
            assertThat(series.notes(OLD, Instant.EPOCH, now, 10)).isEmpty();
            fill(database, 40);
            new Rollup(Chain.SERIES, database.dataSource(), new SeriesMaking(), Clock.fixed(now, ZoneOffset.UTC))
                    .roll();
            retention(database, RetentionSettings.standard()).keep();
            assertThat(series.firstSeen(OLD)).as("its day is still there").isPresent();
            new Retention(
                            new RetentionTable(database.dataSource()),
                            RetentionSettings.standard(),
                            new RollupSettings(Duration.ofDays(730), Duration.ofDays(730)),
                            Clock.fixed(now, ZoneOffset.UTC))
                    .keep();
            assertThat(series.firstSeen(OLD)).isEmpty();
            assertThat(series.firstSeen(NEW)).isPresent();
            assertThat(series.notes(NEW, Instant.EPOCH, now.plusSeconds(1), 10)).hasSize(1);
            series.makePartition(daysAgo(-1));
            write(series, OLD, now);
            assertThat(series.firstSeen(OLD)).isPresent();
        }
    }

    @Test
    void sizes_are_told_by_kind() {
        try (TestDatabase database = TestDatabase.migrated()) {
            fill(database, 0, 1, 2);
            Retention retention = retention(database, RetentionSettings.standard());
            assertThat(retention.sizes()).isInstanceOfSatisfying(Answer.Found.class, found -> {
                List<?> sizes = (List<?>) found.value();
                assertThat(sizes)
                        .hasSize(HistorySize.Kind.values().length)
                        .first()
                        .isInstanceOfSatisfying(HistorySize.class, calls -> {
                            assertThat(calls.kind()).isEqualTo(HistorySize.Kind.CALLS);
                            assertThat(calls.oldest())
                                    .isEqualTo(daysAgo(2)
                                            .atStartOfDay(ZoneOffset.UTC)
                                            .toInstant());
                            assertThat(calls.size().toBytes()).isPositive();
                            assertThat(calls.kept()).isEqualTo(Duration.ofDays(90));
                        });
            });
            assertThat(retention.databaseSize())
                    .isInstanceOfSatisfying(
                            Answer.Found.class,
                            found -> assertThat(((DataSize) found.value()).toMegabytes())
                                    .isPositive());
        }
    }

    @Test
    void the_applications_role_drops_nothing_but_old_days() {
        try (TestDatabase database = TestDatabase.migrated()) {
            fill(database, 0, 1);
            JdbcTemplate application = new JdbcTemplate(database.dataSource());
            for (String refused : List.of(
                    "select drop_day_partitions('call_minute', (now() at time zone 'UTC')::date)",
                    "select drop_day_partitions('account', '2020-01-01')",
                    "select drop_day_partitions('audit_entry', '2020-01-01')",
                    "drop table call_minute_" + today.toString().replace("-", ""),
                    "select day_partition('account', '2020-01-01')")) {
                assertThatThrownBy(() -> application.execute(refused))
                        .as(refused)
                        .isInstanceOf(DataAccessException.class);
            }
        }
    }

    @Test
    void a_database_that_is_away_is_no_failure() {
        TestDatabase database = TestDatabase.dedicated().migrate();
        Retention retention = retention(database, RetentionSettings.standard());
        database.stop();
        retention.keep();
        assertThat(retention.sizes()).isInstanceOf(Answer.Unavailable.class);
        database.close();
    }

    @Test
    void where_the_disk_runs_full_the_oldest_days_of_measurements_go_until_there_is_room() {
        try (TestDatabase database = TestDatabase.migrated()) {
            fill(database, 0, 1, 2, 3, 4);
            RetentionTable table = new RetentionTable(database.dataSource());
            Retention retention = retention(database, RetentionSettings.standard());
            Iterator<Long> left =
                    List.of(900L << 20, 950L << 20, 1000L << 20, 1100L << 20).iterator();
            retention.makeRoom(left::next);
            assertThat(left).as("it asks again after each day").isExhausted();
            assertThat(table.partitions("series_minute"))
                    .extracting(Partition::day)
                    .containsExactly(daysAgo(2), daysAgo(1), today);
            assertThat(table.partitions("call_minute"))
                    .extracting(Partition::day)
                    .containsExactly(daysAgo(3), daysAgo(2), daysAgo(1), today);

            retention.makeRoom(() -> 0);
            for (String kind : List.of("series_minute", "call_minute")) {
                assertThat(table.partitions(kind)).extracting(Partition::day).containsExactly(daysAgo(1), today);
            }
        }
    }

    @Test
    void a_time_that_is_too_short_is_refused() {
        assertThatThrownBy(() -> new RetentionSettings(
                        Duration.ofDays(1),
                        Duration.ofDays(30),
                        Duration.ofDays(730),
                        Duration.ofDays(7),
                        Duration.ofDays(3),
                        null,
                        null,
                        null,
                        null))
                .hasMessage("zol0.history.retention.calls is PT24H, but must be from 2 to 36500 whole days, as 30d.");
        assertThatThrownBy(() -> new RetentionSettings(
                        Duration.ofDays(90),
                        Duration.ofHours(50),
                        Duration.ofDays(730),
                        Duration.ofDays(7),
                        Duration.ofDays(3),
                        null,
                        null,
                        null,
                        null))
                .hasMessageContaining("retention.series");
        assertThatThrownBy(() -> new RetentionSettings(
                        Duration.ofDays(90),
                        Duration.ofDays(30),
                        Duration.ofDays(730),
                        Duration.ofDays(7),
                        Duration.ofDays(3),
                        DataSize.ofBytes(7),
                        null,
                        null,
                        null))
                .hasMessageContaining("retention.calls-size is 7B");
    }

    private Retention retention(TestDatabase database, RetentionSettings settings) {
        return new Retention(
                new RetentionTable(database.dataSource()),
                settings,
                RollupSettings.standard(),
                Clock.fixed(now, ZoneOffset.UTC));
    }

    private void fill(TestDatabase database, int... daysAgo) {
        MinuteTable calls = new MinuteTable(database.dataSource());
        SeriesTable series = new SeriesTable(database.dataSource());
        for (int days : daysAgo) {
            calls.makePartition(daysAgo(days));
            series.makePartition(daysAgo(days));
        }
    }

    private static void write(SeriesTable table, SeriesKey key, Instant at) {
        table.write(
                (short) 1,
                UUID.randomUUID(),
                1,
                SeriesBlock.of(
                        at.getEpochSecond() / 60,
                        Map.of(key, new SeriesRow(1, 1, 1, 1, 1)),
                        List.of(new SeriesNote(key, at, "something"))));
    }

    private LocalDate daysAgo(int days) {
        return today.minusDays(days);
    }
}
