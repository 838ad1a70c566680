package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastTests {

    /** Calls in hours, by chance around a rhythm of day and week. */
    private static double[] hours(int count, double level, double growth, long seed) {
        Random random = new Random(seed);
        double[] hours = new double[count];
        for (int i = 0; i < count; i++) {
            double mean = truth(i, level, growth);
            hours[i] = Math.max(0, Math.round(mean + Math.sqrt(mean) * 1.5 * random.nextGaussian()));
        }
        return hours;
    }

    private static double truth(int hour, double level, double growth) {
        double day = 1 + 0.6 * Math.sin(2 * Math.PI * hour / 24);
        double week = hour / 24 % 7 >= 5 ? 0.5 : 1;
        return level * day * week * (1 + growth * hour / 1000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {20, 300, 5000})
    void a_rhythm_of_day_and_week_is_continued_better_than_by_repeating_the_last_week(double level) {
        for (int seed = 0; seed < 10; seed++) {
            double[] all = hours(24 * 7 * 4 + 24, level, 0, seed);
            Forecast forecast =
                    Forecast.of(Arrays.copyOf(all, 24 * 7 * 4), 24, 24).orElseThrow();
            assertThat(forecast.score()).isLessThan(0.95);
            double off = 0;
            double sum = 0;
            for (int h = 0; h < 24; h++) {
                double truth = truth(24 * 7 * 4 + h, level, 0);
                off += Math.abs(forecast.expected()[h] - truth);
                sum += truth;
            }
            assertThat(off / sum).isLessThan(0.25);
        }
    }

    @Test
    void nine_in_ten_steps_lie_in_the_interval() {
        int inside = 0;
        for (int seed = 0; seed < 50; seed++) {
            double[] all = hours(24 * 21 + 24, 200, 0, seed);
            Forecast forecast = Forecast.of(Arrays.copyOf(all, 24 * 21), 24, 24).orElseThrow();
            for (int h = 0; h < 24; h++) {
                double came = all[24 * 21 + h];
                inside += forecast.low()[h] <= came && came <= forecast.high()[h] ? 1 : 0;
            }
        }
        assertThat(inside / 1200.0).isBetween(0.83, 0.97);
    }

    @Test
    void three_days_are_enough_for_a_rhythm_of_the_day() {
        double[] past = new double[72];
        for (int i = 0; i < 72; i++) {
            past[i] = i % 24 < 12 ? 100 : 10;
        }
        Forecast forecast = Forecast.of(past, 24, 24).orElseThrow();
        assertThat(forecast.expected()[3]).isCloseTo(100, within(10.0));
        assertThat(forecast.expected()[20]).isCloseTo(10, within(5.0));
    }

    @Test
    void it_is_told_when_a_budget_will_be_used_up() {
        double[] past = new double[24 * 14];
        Arrays.fill(past, 50);
        Forecast.Exhaustion end = Forecast.of(past, 24, 24).orElseThrow().exhaustion(175);
        assertThat(end.expected().orElseThrow()).isCloseTo(3.5, within(0.1));
        assertThat(end.earliest().orElseThrow())
                .isLessThanOrEqualTo(end.expected().orElseThrow());
        assertThat(Forecast.of(past, 24, 24).orElseThrow().exhaustion(5000).expected())
                .isEmpty();
    }

    @Test
    void without_two_days_nothing_is_said() {
        assertThat(Forecast.of(new double[47], 24, 24)).isEmpty();
        assertThat(Forecast.of(new double[0], 24, 24)).isEmpty();
    }

    @Test
    void silence_is_forecast_to_be_silence() {
        Forecast forecast = Forecast.of(new double[24 * 15], 24, 48).orElseThrow();
        assertThat(forecast.expected()).hasSize(48).containsOnly(0);
        assertThat(forecast.score()).isEqualTo(1);
    }
}
