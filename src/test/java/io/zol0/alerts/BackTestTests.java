package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackTestTests {
    private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
    private static final int DAY = 24 * 60;
    private static final Rule SLOW = rule(5_000, 4_000, Duration.ofMinutes(1));

    private final double[] values = new double[7 * DAY];

    @Test
    void it_fires_where_the_same_rule_would_have_fired_live() {
        fill(100);
        Arrays.fill(values, 600, 620, 6_000);
        BackTest test = BackTest.of(SLOW, tracks());
        assertThat(test.count()).isEqualTo(1);
        BackTest.Firing firing = test.firings().getFirst();
        assertThat(firing.from()).as("after it lasted a minute").isEqualTo(FROM.plus(Duration.ofMinutes(601)));
        assertThat(firing.to()).as("after it was good for a minute").isEqualTo(FROM.plus(Duration.ofMinutes(621)));
        assertThat(firing.worst()).isEqualTo(6_000);
    }

    @Test
    void how_often_a_week_is_counted_over_what_is_recorded() {
        fill(100);
        for (int day = 0; day < 7; day++) {
            Arrays.fill(values, day * DAY + 100, day * DAY + 110, 9_000);
        }
        BackTest test = BackTest.of(SLOW, tracks());
        assertThat(test.count()).isEqualTo(7);
        assertThat(test.perWeek()).isCloseTo(7, org.assertj.core.data.Offset.offset(0.01));
        assertThat(test.sentence())
                .startsWith("It would have fired 7 times in the 167 h 59 min")
                .contains("about 7 a week");
    }

    @Test
    void what_comes_back_within_ten_minutes_is_the_same_alert_as_it_is_live() {
        fill(100);
        Arrays.fill(values, 100, 110, 9_000);
        Arrays.fill(values, 116, 126, 9_000);
        assertThat(BackTest.of(SLOW, tracks()).count()).isEqualTo(1);
    }

    @Test
    void a_higher_level_fires_less_often() {
        fill(100);
        Arrays.fill(values, 100, 110, 6_000);
        Arrays.fill(values, 500, 510, 12_000);
        assertThat(BackTest.of(SLOW, tracks()).count()).isEqualTo(2);
        assertThat(BackTest.of(rule(10_000, 8_000, Duration.ofMinutes(1)), tracks())
                        .count())
                .isEqualTo(1);
    }

    @Test
    void what_is_not_recorded_is_no_reason_to_fire_and_says_so() {
        Arrays.fill(values, Double.NaN);
        assertThat(BackTest.of(SLOW, tracks()).count()).isZero();
        Tracks nothing = new Tracks(FROM, Duration.ofMinutes(1), 1, List.of(), 0);
        assertThat(BackTest.of(SLOW, nothing).sentence()).startsWith("Nothing is recorded");
        Tracks little = new Tracks(FROM, Duration.ofMinutes(1), 10, tracks().each(), 0);
        assertThat(BackTest.of(SLOW, little).sentence()).startsWith("Only 9 min are recorded yet");
        assertThat(BackTest.of(SLOW, little).perWeek()).isNaN();
    }

    @Test
    void an_alert_that_would_still_be_there_has_no_end() {
        fill(100);
        Arrays.fill(values, values.length - 30, values.length, 9_000);
        assertThat(BackTest.of(SLOW, tracks()).firings().getFirst().to()).isNull();
    }

    @Test
    void the_line_keeps_the_worst_of_each_piece() {
        fill(100);
        values[4_321] = 9_000;
        BackTest test = BackTest.of(SLOW, tracks());
        assertThat(test.points()).hasSizeBetween(300, 600);
        assertThat(test.points()).extracting(BackTest.Point::value).contains(9_000.0);
    }

    private void fill(double value) {
        Arrays.fill(values, value);
    }

    private Tracks tracks() {
        long[] calls = new long[values.length];
        Arrays.fill(calls, 1_000);
        Track track = new Track(Target.of(Subject.endpoint(1, 1)), "GET /orders of shop", values, calls);
        return new Tracks(FROM, Duration.ofMinutes(1), values.length, List.of(track), 0);
    }

    private static Rule rule(double level, double clear, Duration lasting) {
        return new Rule(
                1,
                "",
                "Slow",
                RuleKind.THRESHOLD,
                Measure.of("calls.p95"),
                Breadth.ENDPOINT,
                true,
                level,
                clear,
                0,
                Duration.ofMinutes(5),
                lasting,
                20,
                Severity.WARNING,
                "",
                0,
                "",
                "",
                false,
                1);
    }
}
