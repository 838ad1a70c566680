package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.util.unit.DataSize;

/** What waits, is held back and is dropped on its way to the history is counted where Prometheus reads it. */
class MetricsMetersTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final DataSource AWAY = new Away();
    private static final DataSize SMALL = DataSize.ofMegabytes(1);

    private final HandClock clock = new HandClock(START);
    private final SingleSettings few = new SingleSettings(SMALL, Duration.ofMinutes(1));
    private final LiveMetrics live = new LiveMetrics(MetricsSettings.standard(), few, clock);
    private final CallRecorder recorder = live.recorder();
    private final SeriesSettings fewSeries = new SeriesSettings(SMALL, SMALL, 100);
    private final SeriesRecorder series = new SeriesRecorder(fewSeries, List::of, clock);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    MetricsMetersTests() {
        new MetricsMeters(
                        live,
                        new MinuteStore(live, new MinuteTable(AWAY), MetricsSettings.standard(), clock),
                        series,
                        new SeriesStore(series, new SeriesTable(AWAY), fewSeries, (short) 1, clock),
                        new SingleStore(live, new SingleTable(AWAY), few, (short) 1, clock),
                        new ReplayStore(live, new ReplayTable(AWAY), new ReplaySettings(true, SMALL), (short) 1, clock),
                        new PageVitals(new VitalTable(AWAY), new SubjectNames(AWAY, clock), Duration.ofDays(30), clock))
                .bindTo(meters);
    }

    /** A database that answers nobody. */
    private static final class Away extends AbstractDataSource {
        @Override
        public Connection getConnection() throws SQLException {
            throw new SQLTransientConnectionException("away");
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return getConnection();
        }
    }

    private double count(String name) {
        return meters.get(name).functionCounter().count();
    }

    private double now(String name) {
        Gauge gauge = meters.get(name).gauge();
        return gauge.value();
    }

    private void second() {
        recorder.drain();
        clock.pass(1);
        live.tick(clock.now);
    }

    @Test
    void calls_are_counted_and_their_minutes_wait() {
        recorder.record(TestCall.served().arrivedAt(clock.millis()));
        second();
        assertThat(count("zol0.metrics.calls")).isEqualTo(1);
        assertThat(now("zol0.metrics.waiting.minutes")).isZero();
        clock.pass(60);
        live.tick(clock.now);
        assertThat(now("zol0.metrics.waiting.minutes")).isEqualTo(1);
        assertThat(now("zol0.metrics.waiting.memory")).isPositive();
        assertThat(now("zol0.replay.waiting.minutes")).isEqualTo(1);
        assertThat(count("zol0.replay.dropped")).isZero();
    }

    @Test
    void a_recorder_that_finds_no_room_is_counted_as_held_back() {
        for (int i = 0; i < 10; i++) {
            recorder.record(TestCall.served().arrivedAt(clock.millis()));
            recorder.drain();
        }
        assertThat(count("zol0.metrics.held.back")).isEqualTo(10 - Intake.MOST_IN_LANE);
        second();
        second();
        assertThat(count("zol0.metrics.calls")).as("none is lost").isEqualTo(10);
    }

    @Test
    void single_calls_that_do_not_fit_are_counted_as_dropped() {
        live.keepEvery(11, START.plusSeconds(600));
        second();
        for (int i = 0; i < 4_000; i++) {
            recorder.record(TestCall.served().arrivedAt(clock.millis()));
        }
        second();
        assertThat(count("zol0.single.calls.dropped")).isPositive();
        assertThat(now("zol0.single.calls.waiting") + count("zol0.single.calls.dropped"))
                .isEqualTo(4_000);
        assertThat(now("zol0.single.calls.memory")).isPositive().isLessThanOrEqualTo(SMALL.toBytes());
        assertThat(count("zol0.single.calls")).as("none was written").isZero();
    }

    @Test
    void values_and_notes_of_series_beyond_their_bounds_are_counted_as_dropped() {
        for (int i = 1; i <= 103; i++) {
            series.set(SeriesName.gauge("a.b", "").of(Subject.quota(i, 1)), 1);
        }
        SeriesKey first = SeriesName.gauge("a.b", "").of(Subject.quota(1, 1));
        series.set(first, Double.NaN);
        for (int i = 0; i < 25; i++) {
            series.note(first, "step " + i);
        }
        clock.pass(60);
        series.tick(clock.now);
        assertThat(now("zol0.series")).isEqualTo(100);
        assertThat(count("zol0.series.dropped")).isEqualTo(3 + 1);
        assertThat(count("zol0.series.dropped.notes")).isEqualTo(5);
        clock.pass(60);
        series.tick(clock.now);
        assertThat(now("zol0.series.waiting.minutes")).isEqualTo(1);
        assertThat(now("zol0.series.waiting.memory")).isPositive();
        assertThat(count("zol0.series.lost.minutes")).isZero();
    }
}
