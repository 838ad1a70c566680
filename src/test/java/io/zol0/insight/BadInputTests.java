package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What may be wrong with a series, given to everything that looks at series. */
class BadInputTests {
    private static final int STEPS = 600;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LAGS = 15;

    /** A series by its fault, and whether it still has enough values to be looked at. */
    static Stream<Arguments> faults() {
        Random random = new Random(5);
        return Stream.of(
                Arguments.of("nothing", series(i -> Double.NaN), false),
                Arguments.of("one point", series(i -> i == 300 ? 5 : Double.NaN), false),
                Arguments.of("two points", series(i -> i % 400 == 100 ? i : Double.NaN), false),
                Arguments.of("a constant", series(i -> 7), false),
                Arguments.of("zero throughout", series(i -> 0), false),
                Arguments.of("infinite", series(i -> Double.POSITIVE_INFINITY), false),
                Arguments.of("every third value", series(i -> i % 3 == 0 ? random.nextGaussian() : Double.NaN), true),
                Arguments.of("long gaps", series(i -> i / 100 % 2 == 0 ? random.nextGaussian() : Double.NaN), true),
                Arguments.of("huge values", series(i -> random.nextGaussian() * 1e300), true),
                Arguments.of(
                        "some infinite",
                        series(i -> i % 10 == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian()),
                        true),
                Arguments.of("constant but for one", series(i -> i == 300 ? 9 : 7), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void a_bad_series_hurts_nobody_and_the_others_are_found(String fault, double[] values, boolean usable) {
        Random random = new Random(1);
        double[] leader = Synthetic.noise(random, STEPS, 0.4);
        List<Trace> traces = List.of(
                Synthetic.trace(1, leader),
                Synthetic.trace(2, Synthetic.follower(random, leader, 4, 0.3)),
                Synthetic.trace(3, values));
        Correlations.Found found = Correlations.among(traces, 0, MINUTE, LAGS);
        assertThat(found.unusable()).isEqualTo(usable ? 0 : 1);
        assertThat(found.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.leader().measure()).isEqualTo("measure_1");
            assertThat(finding.lag()).isEqualTo(Duration.ofMinutes(4));
        });
        assertThat(ChangePoints.in(values)).isEmpty();
        assertThat(ChangePoints.in(Season.removed(values, 0, 60))).isEmpty();
        assertThatCode(() -> Differences.median(values)).doesNotThrowAnyException();
    }

    /** One is reported every minute, the other every fifth, as of whoever reports by a timer of its own. */
    @Test
    void a_series_of_another_step_is_held_against_the_values_that_both_have() {
        Random random = new Random(2);
        double[] leader = Synthetic.noise(random, 1440, 0.9);
        double[] follower = Synthetic.follower(random, leader, 5, 0.3);
        for (int i = 0; i < follower.length; i++) {
            follower[i] = i % 5 == 2 ? follower[i] : Double.NaN;
        }
        assertThat(Correlations.among(
                                List.of(Synthetic.trace(1, leader), Synthetic.trace(2, follower)), 0, MINUTE, LAGS)
                        .findings())
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.follower().measure()).isEqualTo("measure_2");
                    assertThat(finding.lag()).isEqualTo(Duration.ofMinutes(5));
                    assertThat(finding.correlation().points()).isLessThanOrEqualTo(288);
                });
    }

    /** The clock went back an hour: an hour is there twice, and the later values count. */
    @Test
    void a_clock_that_jumps_leaves_a_gap_or_an_hour_that_was_told_twice_and_no_more() {
        Instant from = Instant.parse("2026-11-26T00:00:00Z");
        double[] values = new double[180];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < 120; i++) {
            TraceReader.put(values, from, MINUTE, from.plus(MINUTE.multipliedBy(i)), 1);
        }
        for (int i = 60; i < 90; i++) {
            TraceReader.put(values, from, MINUTE, from.plus(MINUTE.multipliedBy(i)), 2);
        }
        TraceReader.put(values, from, MINUTE, from.plus(Duration.ofDays(400)), 3);
        TraceReader.put(values, from, MINUTE, from.minus(Duration.ofDays(400)), 3);
        assertThat(values).startsWith(1).doesNotContain(3.0);
        assertThat(values[59]).isEqualTo(1);
        assertThat(values[60]).isEqualTo(2);
        assertThat(values[119]).isEqualTo(1);
        assertThat(values[120]).isNaN();
    }

    @Test
    void a_forecast_of_few_equal_or_missing_days_says_so_or_has_no_width() {
        LocalDate today = LocalDate.of(2026, 11, 20);
        assertThat(Forecast.of(10, today, 0.5, new TreeMap<>())).isEmpty();
        TreeMap<LocalDate, Double> one = new TreeMap<>();
        one.put(today.minusDays(1), 5.0);
        assertThat(Forecast.of(10, today, 0.5, one)).isEmpty();
        TreeMap<LocalDate, Double> equal = new TreeMap<>();
        for (int day = 1; day <= 20; day++) {
            if (day % 3 != 0) {
                equal.put(today.minusDays(day), 4.0);
            }
        }
        assertThat(Forecast.of(10, today, 0.5, equal)).hasValueSatisfying(forecast -> {
            assertThat(forecast.expected()).isFinite().isGreaterThan(10);
            assertThat(forecast.low()).isFinite().isLessThanOrEqualTo(forecast.expected());
            assertThat(forecast.high()).isFinite().isGreaterThanOrEqualTo(forecast.expected());
        });
    }

    @Test
    void five_hundred_bad_series_at_once_are_counted_and_nothing_is_found_in_them() {
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            int number = i;
            traces.add(Synthetic.trace(i, series(step -> step == number % STEPS ? 1 : Double.NaN)));
        }
        Correlations.Found found = Correlations.among(traces, 0, MINUTE, LAGS);
        assertThat(found.unusable()).isEqualTo(500);
        assertThat(found.findings()).isEmpty();
    }

    private static double[] series(IntToDoubleFunction value) {
        double[] values = new double[STEPS];
        for (int i = 0; i < STEPS; i++) {
            values[i] = value.applyAsDouble(i);
        }
        return values;
    }
}
