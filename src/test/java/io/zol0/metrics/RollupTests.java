package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.zol0.home.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

class RollupTests {
    private static final Instant MONDAY = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Scope ENDPOINT = new Scope.OfEndpoint(11);
    private static final SeriesKey GAUGE = SeriesName.gauge("queue.length", "").ofWhole();

    private final HandClock clock = new HandClock(MONDAY.plus(Duration.ofHours(73)));
    private final UUID run = UUID.randomUUID();
    private TestDatabase database;
    private HikariDataSource source;
    private MinuteTable minutes;
    private SeriesTable series;
    private JdbcTemplate owner;
    private long batch;

    @BeforeEach
    void open() {
        database = TestDatabase.migrated();
        source = new HikariDataSource();
        source.setDataSource(database.dataSource());
        source.setMaximumPoolSize(3);
        minutes = new MinuteTable(source);
        series = new SeriesTable(source);
        owner = new JdbcTemplate(database.owner());
    }

    @AfterEach
    void close() {
        source.close();
        database.close();
    }

    @Test
    void hours_and_days_say_what_their_minutes_said() {
        Random random = new Random(7);
        for (int minute = 0; minute < 3000; minute += 7) {
            write(
                    MONDAY.plus(Duration.ofMinutes(minute)),
                    random.ints(20, 100, 5_000_000).toArray());
        }
        Instant from = MONDAY.plus(Duration.ofMinutes(95));
        Instant to = MONDAY.plus(Duration.ofMinutes(2950));
        Stats byMinutes = stats(from, to);
        List<Tick> hourly = ticks(HOUR);
        List<Tick> daily = ticks(DAY);
        assertThat(byMinutes.total().p95()).isNotEqualTo(byMinutes.total().p50());
        assertThat(roll()).isEqualTo(429 + 50 + 3);

        assertThat(count("call_five_minutes")).isEqualTo(429);
        assertThat(count("call_hour")).isEqualTo(100);
        assertThat(count("call_day")).isEqualTo(6);
        assertThat(stats(from, to)).isEqualTo(byMinutes);
        assertThat(ticks(HOUR)).isEqualTo(hourly);
        assertThat(ticks(DAY)).isEqualTo(daily);
        owner.update(
                "delete from call_minute where minute >= ? and minute < ?",
                utc(MONDAY.plus(Duration.ofHours(2))),
                utc(MONDAY.plus(Duration.ofHours(49))));
        owner.update(
                "delete from call_hour where hour >= ? and hour < ?",
                utc(MONDAY.plus(DAY)),
                utc(MONDAY.plus(Duration.ofDays(2))));
        assertThat(stats(from, to)).as("read from hours and days alone").isEqualTo(byMinutes);
        assertThat(ticks(DAY)).isEqualTo(daily);
        assertThat(roll()).isZero();
    }

    @Test
    void nothing_is_made_before_it_ended() {
        clock.now = MONDAY.plus(Duration.ofMinutes(6));
        write(MONDAY, 100);
        assertThat(roll()).isZero();
        assertThat(stats(MONDAY, MONDAY.plus(HOUR)).calls()).isEqualTo(1);
        clock.pass(60);
        assertThat(roll()).isEqualTo(1);
        assertThat(count("call_five_minutes")).isEqualTo(1);
        assertThat(count("call_hour")).isZero();
        clock.pass(54 * 60);
        assertThat(roll()).isZero();
        assertThat(stats(MONDAY, MONDAY.plus(HOUR)).calls()).isEqualTo(1);
        clock.pass(60);
        assertThat(roll()).isEqualTo(1);
        assertThat(stats(MONDAY, MONDAY.plus(HOUR)).calls()).isEqualTo(1);
        assertThat(count("call_day")).isZero();
    }

    @Test
    void a_minute_that_comes_late_is_there_at_once_and_in_the_hour_and_day_made_anew() {
        write(MONDAY, 100);
        roll();
        write(MONDAY.plusSeconds(60), 300, 300);
        assertThat(stats(MONDAY, MONDAY.plus(DAY)).calls()).isEqualTo(3);
        assertThat(roll()).isEqualTo(3);
        assertThat(stats(MONDAY, MONDAY.plus(DAY)).calls()).isEqualTo(3);
        assertThat(owner.queryForObject("select sum(served) from call_day where endpoint_id = 11", Long.class))
                .isEqualTo(3);
    }

    @Test
    void one_that_comes_when_its_day_was_dropped_is_added_once() {
        write(MONDAY, 100);
        write(MONDAY.plusSeconds(60), 100);
        roll();
        for (String finer : List.of("call_minute", "call_five_minutes")) {
            assertThat(drop(finer, MONDAY.plus(DAY))).isEqualTo(1);
        }
        minutes.doubtPartitions();
        write(MONDAY.plusSeconds(120), 500);
        assertThat(stats(MONDAY, MONDAY.plus(DAY)).calls())
                .as("what is made stays until it is made anew")
                .isEqualTo(2);
        assertThat(calls().roll()).isEqualTo(3);
        assertThat(stats(MONDAY, MONDAY.plus(DAY)).calls()).isEqualTo(3);
        drop("call_hour", MONDAY.plus(DAY));
        minutes.doubtPartitions();
        write(MONDAY.plusSeconds(180), 500);
        new Due(new JdbcTemplate(source), Chain.CALL).mark(Grain.HOUR, MONDAY);
        assertThat(calls().roll()).isEqualTo(3);
        assertThat(calls().roll()).isZero();
        Stats all = stats(MONDAY, MONDAY.plus(DAY));
        assertThat(all.calls()).isEqualTo(4);
        assertThat(all.total().max()).isEqualTo(Duration.ofNanos(501_000));
    }

    @Test
    void whichever_rows_of_a_day_are_dropped_what_comes_late_counts_once() {
        Random random = new Random(5);
        for (int round = 0; round < 6; round++) {
            owner.update("delete from rollup_horizon");
            Instant day = MONDAY.minus(DAY.multipliedBy(round));
            List<String> left = new ArrayList<>(List.of("call_minute", "call_five_minutes", "call_hour"));
            int written = 0;
            for (int step = 0; step < 5; step++) {
                for (int i = 0; i < 5; i++) {
                    write(day.plus(Duration.ofMinutes(random.nextInt(180))), 100 + random.nextInt(5000));
                    written++;
                }
                assertThat(calls().roll()).isPositive();
                assertThat(owner.queryForObject(
                                "select sum(served) from call_day where endpoint_id = 11 and day = ?",
                                Long.class,
                                utc(day)))
                        .as("round %s, left %s", round, left)
                        .isEqualTo(written);
                if (!left.isEmpty() && random.nextBoolean()) {
                    drop(left.remove(random.nextInt(left.size())), day.plus(DAY));
                    minutes.doubtPartitions();
                }
            }
        }
    }

    @Test
    void five_minutes_that_were_dropped_while_their_minutes_are_there_are_read_by_the_minute() {
        write(MONDAY.plusSeconds(300), 100);
        write(MONDAY.plusSeconds(3700), 100);
        clock.now = MONDAY.plusSeconds(3800);
        roll();
        drop("call_five_minutes", MONDAY.plus(DAY));
        assertThat(halfHour().calls()).isEqualTo(1);
        clock.pass(86_400);
        minutes.doubtPartitions();
        write(MONDAY.plusSeconds(600), 100);
        roll();
        assertThat(count("call_five_minutes")).isZero();
        assertThat(owner.queryForObject("select sum(served) from call_hour where endpoint_id = 11", Long.class))
                .isEqualTo(3);
        assertThat(halfHour().calls()).isEqualTo(2);
    }

    private Stats halfHour() {
        return found(
                new History(minutes.past(), clock).stats(new Scope.Everything(), MONDAY, MONDAY.plusSeconds(1800)));
    }

    @Test
    void steps_of_less_than_an_hour_are_read_from_rows_of_five_minutes() {
        Random random = new Random(11);
        for (int minute = 3; minute < 300; minute += 2) {
            write(
                    MONDAY.plus(Duration.ofMinutes(minute)),
                    random.ints(20, 100, 5_000_000).toArray());
        }
        List<Tick> before = quarters();
        roll();
        assertThat(count("call_five_minutes")).isEqualTo(60);
        assertThat(quarters()).isEqualTo(before);
        owner.update(
                "delete from call_minute where minute >= ? and minute < ?",
                utc(MONDAY.plus(HOUR)),
                utc(MONDAY.plus(HOUR.multipliedBy(2))));
        assertThat(quarters()).as("minutes are not looked at").isEqualTo(before);
        write(MONDAY.plus(Duration.ofMinutes(190)), 77);
        assertThat(calls(quarters()))
                .as("of five minutes that are to be made anew they are")
                .isEqualTo(calls(before) + 1);
        roll();
        assertThat(calls(quarters())).isEqualTo(calls(before) + 1);
    }

    private List<Tick> quarters() {
        return found(new History(minutes.past(), clock)
                .series(
                        new Scope.OfUpstream(1),
                        MONDAY.plus(Duration.ofMinutes(15)),
                        MONDAY.plus(Duration.ofMinutes(292)),
                        Duration.ofMinutes(15)));
    }

    private static long calls(List<Tick> ticks) {
        return ticks.stream().mapToLong(tick -> tick.stats().calls()).sum();
    }

    @Test
    void one_that_is_broken_off_has_done_nothing_and_is_made_whole_later() {
        write(MONDAY, 100);
        CallMaking making = new CallMaking();
        Rollup broken = new Rollup(
                Chain.CALL,
                source,
                (jdbc, grain, finer, at, adding) -> {
                    making.make(jdbc, grain, finer, at, adding);
                    throw new RecoverableDataAccessException("the process was killed here");
                },
                clock);
        assertThatThrownBy(broken::roll).isInstanceOf(RecoverableDataAccessException.class);
        assertThat(count("call_five_minutes")).isZero();
        assertThat(roll()).isEqualTo(3);
        assertThat(count("call_five_minutes")).isEqualTo(1);
        assertThat(count("call_hour")).isEqualTo(2);
        assertThat(stats(MONDAY, MONDAY.plus(DAY)).calls()).isEqualTo(1);
    }

    @Test
    void a_minute_written_while_its_hour_is_made_leaves_a_mark_of_its_own() {
        write(MONDAY, 100);
        CallMaking making = new CallMaking();
        boolean[] written = {false};
        Rollup slow = new Rollup(
                Chain.CALL,
                source,
                (jdbc, grain, finer, at, adding) -> {
                    making.make(jdbc, grain, finer, at, adding);
                    if (!written[0]) {
                        written[0] = true;
                        write(MONDAY.plusSeconds(60), 100);
                    }
                },
                clock);
        assertThat(slow.roll())
                .as("the five minutes twice, then the hour and the day")
                .isEqualTo(4);
        assertThat(owner.queryForObject("select served from call_hour where endpoint_id = 11", Long.class))
                .isEqualTo(2);
    }

    @Test
    void a_removed_upstream_is_gone_from_hours_and_days() {
        write(MONDAY, 100);
        roll();
        minutes.delete(1);
        for (Grain grain : Chain.CALL.grains()) {
            assertThat(count(Chain.CALL.table(grain))).as("%s", grain).isZero();
        }
        assertThat(minutes.past().first(ENDPOINT)).isEmpty();
    }

    @Test
    void the_first_minute_is_told_as_finely_as_it_is_kept() {
        Instant first = MONDAY.plus(Duration.ofMinutes(75));
        write(first, 100);
        assertThat(minutes.past().first(ENDPOINT)).contains(first);
        roll();
        assertThat(minutes.past().first(ENDPOINT)).contains(first);
        owner.update("delete from call_minute");
        assertThat(minutes.past().first(new Scope.OfUpstream(1))).contains(first);
        assertThat(minutes.past().first(ENDPOINT)).contains(MONDAY.plus(HOUR));
        owner.update("delete from call_hour");
        assertThat(minutes.past().first(ENDPOINT)).contains(MONDAY);
    }

    @Test
    void hours_and_days_of_series_say_what_their_minutes_said() {
        for (int minute = 0; minute < 3000; minute++) {
            write(MONDAY.plus(Duration.ofMinutes(minute)), new SeriesRow(2, minute % 17, 0, minute % 17, minute % 5));
        }
        Map<Duration, List<SeriesPoint>> before = Map.of(HOUR, points(HOUR), DAY, points(DAY));
        assertThat(before.get(DAY)).hasSize(3);
        roll();
        assertThat(count("series_hour")).isEqualTo(50);
        assertThat(count("series_day")).isEqualTo(3);
        owner.update("delete from series_minute");
        assertThat(points(HOUR)).isEqualTo(before.get(HOUR));
        owner.update("delete from series_hour");
        assertThat(points(DAY)).isEqualTo(before.get(DAY));
    }

    @Test
    void what_comes_late_of_a_series_whose_day_was_dropped_is_added_once() {
        write(MONDAY, new SeriesRow(1, 5, 5, 5, 5));
        roll();
        drop("series_minute", MONDAY.plus(DAY));
        series.doubt();
        write(MONDAY.plusSeconds(60), new SeriesRow(2, 2, 1, 1, 1));
        assertThat(roll()).isEqualTo(2);
        assertThat(roll()).isZero();
        assertThat(points(DAY)).containsExactly(new SeriesPoint(MONDAY, 1, 7 / 3.0, 5, 5, 0));
    }

    @Test
    void a_day_that_is_not_rolled_up_yet_is_not_dropped() {
        Instant old = Instant.now().minus(Duration.ofDays(100)).truncatedTo(ChronoUnit.DAYS);
        clock.now = Instant.now();
        write(old, 100);
        Retention retention = new Retention(
                new RetentionTable(source), RetentionSettings.standard(), RollupSettings.standard(), clock);
        retention.keep();
        assertThat(count("call_minute")).isEqualTo(2);
        roll();
        retention.keep();
        assertThat(count("call_minute")).isZero();
        assertThat(count("call_five_minutes")).isZero();
        assertThat(count("call_hour")).isEqualTo(2);
        assertThat(stats(old, old.plus(DAY)).calls()).isEqualTo(1);
    }

    @Test
    void days_and_hours_have_a_retention_of_their_own() {
        Instant old = Instant.now().minus(Duration.ofDays(20)).truncatedTo(ChronoUnit.DAYS);
        clock.now = Instant.now();
        write(old, 100);
        write(old.plus(Duration.ofDays(9)), 100);
        roll();
        Retention retention = new Retention(
                new RetentionTable(source),
                RetentionSettings.standard(),
                new RollupSettings(Duration.ofDays(5), Duration.ofDays(15)),
                clock);
        retention.keep();
        assertThat(count("call_hour")).isZero();
        assertThat(count("call_day")).isEqualTo(2);
        assertThatThrownBy(() -> new RollupSettings(HOUR, DAY))
                .hasMessage("zol0.history.rollups.hours is PT1H, but must be from 2 to 36500 whole days, as 30d.");
    }

    @Test
    void no_question_reads_a_whole_history_in_sequence() {
        IntStream.range(0, 40).forEach(day -> minutes.makePartition(dayOf(day)));
        IntStream.range(0, 40).forEach(day -> owner.queryForList("select call_hour_partition(?)", dayOf(day)));
        owner.execute(
                "insert into call_hour (hour, upstream_id, endpoint_id, served, total) select h, 1, e, 1, decode(repeat('ab', 300), 'hex')"
                        + " from generate_series('2026-11-23Z'::timestamptz, '2027-01-01T23:00Z', '1 h') h, generate_series(0, 200) e");
        owner.execute(
                "insert into call_minute (minute, node, minutes, upstream_id, endpoint_id, served) select m, 1, 1, 1, e, 1"
                        + " from generate_series('2026-11-23Z'::timestamptz, '2027-01-01T23:00Z', '10 min') m, generate_series(0, 50) e");
        owner.execute(
                "insert into call_day (day, upstream_id, endpoint_id, served) select d, 1, e, 1"
                        + " from generate_series('2016-11-23Z'::timestamptz, '2027-01-01Z', '1 d') d, generate_series(0, 50) e");
        owner.execute("analyze");
        Instant end = MONDAY.plus(Duration.ofDays(38));
        for (Grain grain : Grain.values()) {
            Duration length = grain == Grain.DAY ? Duration.ofDays(30) : DAY;
            for (String where : List.of(
                    "endpoint_id = 11",
                    "endpoint_id = 0",
                    "endpoint_id <> 0 and upstream_id = any (array[1::bigint])")) {
                String plan = plan(CallTable.select(grain, where), end.minus(length), end);
                boolean ofOneEndpoint = where.contains(" = 11");
                assertThat(plan.lines()
                                .filter(line -> line.contains("Seq Scan"))
                                .count())
                        .as("%s of %s\n%s", grain, where, plan)
                        .isLessThanOrEqualTo(ofOneEndpoint || grain == Grain.DAY ? 0 : 1);
                assertThat(plan.lines()
                                .filter(line -> line.contains(" on call_"))
                                .count())
                        .as("%s of %s reads only its days\n%s", grain, where, plan)
                        .isLessThanOrEqualTo(4);
            }
        }
    }

    private static LocalDate dayOf(int day) {
        return LocalDate.of(2026, 11, 23).plusDays(day);
    }

    private String plan(String query, Instant from, Instant to) {
        return String.join(
                "\n", new JdbcTemplate(source).queryForList("explain " + query, String.class, utc(from), utc(to)));
    }

    private int roll() {
        return calls().roll() + new Rollup(Chain.SERIES, source, new SeriesMaking(), clock).roll();
    }

    private Rollup calls() {
        return new Rollup(Chain.CALL, source, new CallMaking(), clock);
    }

    private long drop(String kind, Instant before) {
        return new JdbcTemplate(source)
                .queryForObject(
                        "select drop_day_partitions(?, ?)",
                        Long.class,
                        kind,
                        DayPartitions.dayOf(before.getEpochSecond() / 60));
    }

    private Stats stats(Instant from, Instant to) {
        return found(new History(minutes.past(), clock).stats(ENDPOINT, from, to));
    }

    private List<Tick> ticks(Duration step) {
        return found(
                new History(minutes.past(), clock).series(ENDPOINT, MONDAY, MONDAY.plus(Duration.ofDays(3)), step));
    }

    private List<SeriesPoint> points(Duration step) {
        SeriesSteps steps = new SeriesSteps(SeriesKind.GAUGE, MONDAY, MONDAY.plus(Duration.ofDays(3)), step);
        series.read(GAUGE, MONDAY, MONDAY.plus(Duration.ofDays(3)), Grain.coarsest(MONDAY, step), steps::add);
        return steps.finish();
    }

    private void write(Instant minute, int... micros) {
        char[] buckets = new char[micros.length];
        for (int i = 0; i < micros.length; i++) {
            buckets[i] = (char) Sketch.index(micros[i]);
        }
        long[] counts = new long[Snapshot.COUNTS];
        counts[Snapshot.OUTCOME] = micros.length;
        Snapshot snapshot = new Snapshot(counts, Sketch.of(buckets, micros.length), Sketch.EMPTY, Sketch.EMPTY);
        List<MinuteRow> rows = new ArrayList<>();
        rows.add(new MinuteRow(1, MinuteRow.WHOLE_UPSTREAM, snapshot));
        rows.add(new MinuteRow(1, 11, snapshot));
        minutes.write((short) 1, run, ++batch, Block.of(minute.getEpochSecond() / 60, rows));
    }

    private void write(Instant minute, SeriesRow row) {
        series.write(
                (short) 1, run, ++batch, SeriesBlock.of(minute.getEpochSecond() / 60, Map.of(GAUGE, row), List.of()));
    }

    private long count(String table) {
        return owner.queryForObject("select count(*) from " + table, Long.class);
    }

    private static OffsetDateTime utc(Instant time) {
        return CallRows.at(time);
    }

    private static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new AssertionError(reason);
        };
    }
}
