package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.metrics.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The detectors of anomaly rules: fed every five minutes, bounded, and as wise after a restart as before. */
@ApplicationTest
class WatchdogsTests {
    private static final Measure MEASURE = Measure.of("test.wave");
    private static final Rule RULE = rule();

    @Autowired
    private WatchdogTable table;

    @Autowired
    private JdbcClient database;

    private final HandClock clock = new HandClock();

    @AfterEach
    void tidy() {
        database.sql("delete from anomaly_state").update();
    }

    @Test
    void a_jump_after_days_of_the_same_wave_is_unusual_and_stays_so_for_the_window() {
        Watchdogs dogs = new Watchdogs(table, clock);
        Scene scene = Scene.daily(4, 7);
        for (double value : scene.values) {
            feed(dogs, value);
        }
        assertThat(score(dogs)).isLessThan(0.5);
        feed(dogs, 400);
        assertThat(score(dogs)).isGreaterThan(0.5);
        feed(dogs, 100);
        assertThat(score(dogs)).as("within the window").isGreaterThan(0.5);
    }

    @Test
    void what_was_learnt_survives_a_restart() {
        Watchdogs before = new Watchdogs(table, clock);
        Watchdogs without = new Watchdogs(table, clock);
        double[] values = Scene.daily(4, 7).values;
        for (double value : values) {
            feed(before, value);
        }
        before.close();
        Watchdogs after = new Watchdogs(table, clock);
        after.load();
        assertThat(after.watched()).isEqualTo(1);
        feed(after, 400);
        feed(after, 400);
        feed(without, 400);
        feed(without, 400);
        assertThat(score(after)).isGreaterThan(0.5);
        assertThat(score(without)).as("which learnt nothing").isZero();
    }

    @Test
    void between_two_feeds_nothing_is_fed() {
        Watchdogs dogs = new Watchdogs(table, clock);
        feed(dogs, 1);
        clock.now = clock.now.plusSeconds(10);
        dogs.feed(List.of(RULE), Fits.ALL, new EvaluatorTests.Fixed(List.of(Target.WHOLE), 1, 0));
        assertThat(dogs.watched()).as("the first five minutes are not whole").isZero();
        feed(dogs, 1);
        assertThat(dogs.watched()).isEqualTo(1);
    }

    @Test
    void there_are_never_more_than_the_most_and_one_that_vanished_makes_room() {
        Watchdogs dogs = new Watchdogs(table, clock);
        feed(dogs, 1);
        feed(dogs, many(0, 600));
        assertThat(dogs.watched()).isEqualTo(Watchdogs.MOST);
        clock.now = clock.now.plus(Duration.ofDays(2));
        feed(dogs, many(1_000, 10));
        assertThat(dogs.watched()).isEqualTo(Watchdogs.MOST);
        assertThat(dogs.score(MEASURE, Target.of(Subject.quota(1_009, 0)), Duration.ofMinutes(30)))
                .isZero();
    }

    @Test
    void a_state_that_cannot_be_read_is_learnt_anew() {
        database.sql("insert into anomaly_state values ('test.wave', 'WHOLE', 0, null, '\\x0102', now())")
                .update();
        Watchdogs dogs = new Watchdogs(table, clock);
        dogs.load();
        assertThat(dogs.watched()).isZero();
    }

    private void feed(Watchdogs dogs, double value) {
        feed(dogs, new EvaluatorTests.Fixed(List.of(Target.WHOLE), value, 0));
    }

    private void feed(Watchdogs dogs, Readout readout) {
        clock.now = clock.now.plus(Watchdogs.STEP);
        dogs.feed(List.of(RULE), Fits.ALL, readout);
    }

    private static Readout many(long from, int count) {
        return new EvaluatorTests.Fixed(
                LongStream.range(from, from + count)
                        .mapToObj(id -> Target.of(Subject.quota(id, 0)))
                        .toList(),
                1,
                0);
    }

    private static double score(Watchdogs dogs) {
        return dogs.score(MEASURE, Target.WHOLE, Duration.ofMinutes(30));
    }

    private static Rule rule() {
        return new Rule(
                1,
                "",
                "Odd",
                RuleKind.ANOMALY,
                MEASURE,
                Breadth.WHOLE,
                true,
                0.5,
                0.5,
                0,
                Duration.ofMinutes(30),
                Duration.ZERO,
                0,
                Severity.INFO,
                "",
                0,
                "",
                "",
                true,
                1);
    }

    private static final class HandClock extends Clock {
        private Instant now = Scene.START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
