package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Instant;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class CorrelationTests {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @Test
    void what_moves_alike_is_1_in_any_unit_and_what_moves_against_it_is_minus_1() {
        SortedMap<Instant, Double> one = series(60, i -> i < 40 ? 1 : 9);
        assertThat(Correlation.of(one, series(60, i -> i < 40 ? 1_000 : 9_000)).coefficient())
                .isCloseTo(1, offset(1e-9));
        assertThat(Correlation.of(one, series(60, i -> i < 40 ? 9 : 1)).coefficient())
                .isCloseTo(-1, offset(1e-9));
    }

    @Test
    void what_has_nothing_to_do_with_it_is_near_0() {
        Random chance = new Random(7);
        SortedMap<Instant, Double> one = series(600, i -> chance.nextGaussian());
        assertThat(Correlation.of(one, series(600, i -> chance.nextGaussian())).coefficient())
                .isCloseTo(0, offset(0.1));
    }

    @Test
    void only_steps_in_which_both_have_a_figure_count() {
        SortedMap<Instant, Double> one = series(60, i -> i);
        SortedMap<Instant, Double> half = series(60, i -> i % 2 == 0 ? i : Double.NaN);
        assertThat(Correlation.of(one, half).steps()).isEqualTo(30);
    }

    @Test
    void too_few_figures_and_what_does_not_move_say_nothing() {
        SortedMap<Instant, Double> one = series(60, i -> i);
        assertThat(Correlation.of(one, series(10, i -> i)).coefficient()).isNaN();
        assertThat(Correlation.of(one, series(60, i -> 5)).coefficient()).isNaN();
    }

    private static SortedMap<Instant, Double> series(int minutes, IntToDoubleFunction value) {
        SortedMap<Instant, Double> series = new TreeMap<>();
        for (int i = 0; i < minutes; i++) {
            series.put(START.plusSeconds(i * 60L), value.applyAsDouble(i));
        }
        return series;
    }
}
