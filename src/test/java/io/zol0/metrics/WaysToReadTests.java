package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.zol0.home.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** The same calls are in two databases, of which one has minutes alone: both must answer alike, whatever was made of them. */
class WaysToReadTests {
    private static final Instant BEGIN = Instant.parse("2026-11-22T21:07:00Z");
    private static final int MINUTES = 30 * 60;
    private static final Instant END = BEGIN.plus(Duration.ofMinutes(MINUTES));
    private static final Set<Long> UPSTREAMS = Set.of(1L, 2L, 3L);
    private static final int[] STEPS = {1, 5, 7, 10, 15, 60, 720, 1440};

    private final Random random = new Random(46);
    private final HandClock clock = new HandClock(END.minus(Duration.ofMinutes(220)));
    private final UUID run = UUID.randomUUID();
    private Room byMinute;
    private Room made;
    private JdbcTemplate owner;
    private long batch;

    @BeforeEach
    void open() {
        byMinute = new Room(clock);
        made = new Room(clock);
        owner = new JdbcTemplate(made.database.owner());
        for (int minute = 0; minute < MINUTES; minute++) {
            if (random.nextInt(4) == 0) {
                write(BEGIN.plusSeconds(60L * minute));
            }
        }
        roll();
    }

    @AfterEach
    void close() {
        byMinute.close();
        made.close();
    }

    @Test
    void what_is_made_says_what_minutes_say() {
        assertAlike();
        clock.now = END.plusSeconds(200);
        roll();
        assertAlike();
        assertThat(owner.queryForList(
                        "select distinct octet_length(endpoints) > 0 from call_hour where endpoint_id = 0"))
                .hasSize(1);
    }

    @Test
    void minutes_that_come_late_are_in_every_answer_before_and_after_what_is_made_of_them_is_made_anew() {
        for (int i = 0; i < 40; i++) {
            write(BEGIN.plusSeconds(60L * random.nextInt(MINUTES)));
        }
        assertAlike();
        roll();
        assertAlike();
        clock.now = END.plus(Duration.ofDays(2));
        roll();
        assertAlike();
    }

    @Test
    void an_upstream_that_was_removed_is_in_no_answer() {
        made.minutes.delete(2);
        byMinute.minutes.delete(2);
        assertThat(endpoints(made, BEGIN, END)).isNotEmpty().noneMatch(each -> each.upstreamId() == 2);
        assertAlike();
    }

    @Test
    void hours_and_days_of_before_there_were_lists_in_them_are_read_row_by_row() {
        clock.now = END.plus(Duration.ofDays(2));
        roll();
        owner.update(
                "update call_hour set endpoints = null where extract(hour from hour at time zone 'UTC') in (3, 4, 9)");
        assertAlike();
        owner.update("update call_day set endpoints = null");
        assertAlike();
    }

    @Test
    void where_five_minutes_were_dropped_and_their_minutes_are_there_these_are_read() {
        owner.update("insert into rollup_horizon values ('call_five_minutes', '2026-11-24')");
        owner.update("delete from call_five_minutes where five_minutes < '2026-11-24Z'");
        assertAlike();
        for (int i = 0; i < 20; i++) {
            write(BEGIN.plusSeconds(60L * random.nextInt(MINUTES)));
        }
        assertAlike();
        clock.now = END.plus(Duration.ofDays(2));
        roll();
        assertAlike();
    }

    private void assertAlike() {
        for (int i = 0; i < 30; i++) {
            Instant from = BEGIN.plusSeconds(60L * (random.nextInt(MINUTES) - 40));
            Instant to = i % 3 == 0 ? from.plus(Duration.ofDays(1)) : from.plusSeconds(60L * random.nextInt(MINUTES));
            if (i % 5 == 0) {
                from = Grain.HOUR.floor(from);
            }
            Duration step = Duration.ofMinutes(STEPS[random.nextInt(STEPS.length)]);
            Scope scope = scope(i);
            assertThat(answers(made, scope, from, to, step))
                    .as("%s from %s to %s by %s", scope, from, to, step)
                    .isEqualTo(answers(byMinute, scope, from, to, step));
        }
    }

    private static Scope scope(int i) {
        return switch (i % 4) {
            case 0 -> new Scope.Everything();
            case 1 -> new Scope.OfUpstream(2);
            case 2 -> new Scope.OfEndpoint(11);
            default -> new Scope.OfUpstreams(Set.of(1L, 3L));
        };
    }

    private List<Object> answers(Room room, Scope scope, Instant from, Instant to, Duration step) {
        History history = room.history;
        List<Object> answers = new ArrayList<>();
        answers.add(found(history.stats(scope, from, to)));
        answers.add(found(history.series(scope, from, to, step)));
        answers.add(found(history.heatMap(scope, from, to, step)));
        answers.add(endpoints(room, from, to));
        return answers;
    }

    private List<EndpointStats> endpoints(Room room, Instant from, Instant to) {
        return found(room.history.endpoints(UPSTREAMS, from, to)).stream()
                .sorted(Comparator.comparing(EndpointStats::upstreamId).thenComparing(EndpointStats::endpointId))
                .toList();
    }

    private void roll() {
        new Rollup(Chain.CALL, made.source, new CallMaking(), clock).roll();
    }

    /** A minute of some endpoints, the one of all others among them, by one of two nodes. */
    private void write(Instant minute) {
        List<MinuteRow> rows = new ArrayList<>();
        for (long upstream = 1; upstream <= 4; upstream++) {
            Snapshot whole = Snapshot.EMPTY;
            for (long endpoint :
                    new long[] {upstream * 10 + 1, Long.MAX_VALUE - upstream, LiveMetrics.otherOf(upstream)}) {
                if (random.nextInt(3) > 0) {
                    Snapshot snapshot = snapshot();
                    rows.add(new MinuteRow(upstream, endpoint, snapshot));
                    whole = whole.plus(snapshot);
                }
            }
            if (whole != Snapshot.EMPTY) {
                rows.add(new MinuteRow(upstream, MinuteRow.WHOLE_UPSTREAM, whole));
            }
        }
        short node = (short) (1 + random.nextInt(2));
        Block block = Block.of(minute.getEpochSecond() / 60, rows);
        batch++;
        byMinute.minutes.write(node, run, batch, block);
        made.minutes.write(node, run, batch, block);
    }

    private Snapshot snapshot() {
        int calls = 1 + random.nextInt(3);
        long[] counts = new long[Snapshot.COUNTS];
        for (int i = 0; i < Snapshot.COUNTS; i++) {
            counts[i] = random.nextInt(2) == 0 ? 0 : random.nextInt(1000);
        }
        counts[Snapshot.OUTCOME] = calls;
        return new Snapshot(counts, sketch(calls), sketch(calls), sketch(calls));
    }

    private Sketch sketch(int calls) {
        char[] buckets = new char[calls];
        for (int i = 0; i < calls; i++) {
            buckets[i] = (char) Sketch.index((long) Math.exp(random.nextDouble() * 16));
        }
        return Sketch.of(buckets, calls);
    }

    private static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new AssertionError(reason);
        };
    }

    /** A database with what writes and reads it. */
    private static final class Room implements AutoCloseable {
        private final TestDatabase database = TestDatabase.migrated();
        private final HikariDataSource source = new HikariDataSource();
        private final MinuteTable minutes;
        private final History history;

        Room(HandClock clock) {
            source.setDataSource(database.dataSource());
            source.setMaximumPoolSize(2);
            minutes = new MinuteTable(source);
            history = new History(minutes.past(), clock);
        }

        @Override
        public void close() {
            source.close();
            database.close();
        }
    }
}
