package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangePointsTests {
    /** Of 300 traces of noise, at most one in twenty has a change of level. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.98, 1})
    void noise_has_at_most_five_percent_false_changes(double kept) {
        long fooled = IntStream.range(0, 300)
                .filter(i -> !ChangePoints.in(Synthetic.noise(new Random(i), 720, kept))
                        .isEmpty())
                .count();
        assertThat(fooled / 300.0).isLessThanOrEqualTo(0.05);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void a_level_that_doubles_is_found_where_it_does(double kept) {
        double[] values = Synthetic.noise(new Random(4), 720, kept);
        for (int i = 0; i < values.length; i++) {
            values[i] = 50 + 5 * values[i] + (i >= 400 ? 50 : 0);
        }
        assertThat(ChangePoints.in(values)).singleElement().satisfies(change -> {
            assertThat(change.at()).isBetween(398, 402);
            assertThat(change.before()).isCloseTo(50, within(3.0));
            assertThat(change.after()).isCloseTo(100, within(3.0));
            assertThat(change.size()).isGreaterThan(1);
        });
    }

    @Test
    void a_fault_that_comes_and_goes_has_a_beginning_and_an_end() {
        double[] values = Synthetic.noise(new Random(5), 600, 0.2);
        for (int i = 200; i < 260; i++) {
            values[i] += 8;
        }
        List<Integer> at =
                ChangePoints.in(values).stream().map(ChangePoints.Change::at).toList();
        assertThat(at).hasSize(2);
        assertThat(at.getFirst()).isBetween(198, 202);
        assertThat(at.getLast()).isBetween(258, 262);
    }

    /** Faults of 15 and of 10 minutes at the end of 4, 6, 12 and 24 hours, as a business figure or a latency has them. */
    @ParameterizedTest
    @ValueSource(ints = {240, 360, 720, 1440})
    void a_fault_that_began_minutes_ago_and_goes_on_is_found_where_it_began(int steps) {
        for (int age : new int[] {15, 10}) {
            long found = IntStream.range(0, 100)
                    .filter(world -> {
                        double[] values = Synthetic.noise(new Random(world), steps, 0.6);
                        for (int i = 0; i < steps; i++) {
                            values[i] = 40 * Math.exp(0.2 * values[i]) * (i >= steps - age ? 6 : 1);
                        }
                        List<ChangePoints.Change> changes = ChangePoints.in(values);
                        return changes.size() == 1
                                && Math.abs(changes.getFirst().at() - (steps - age)) <= 1
                                && changes.getFirst().after()
                                        > 3 * changes.getFirst().before();
                    })
                    .count();
            assertThat(found)
                    .as("of 100 faults of %d minutes in %d", age, steps)
                    .isGreaterThanOrEqualTo(95);
        }
    }

    /** Skewed as latencies are, with a long tail, in which a few large values stand beside each other now and then. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9})
    void noise_with_a_long_tail_has_at_most_five_percent_false_changes(double kept) {
        long fooled = IntStream.range(0, 300)
                .filter(world -> {
                    double[] values = Synthetic.noise(new Random(world), 360, kept);
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Math.exp(values[i]);
                    }
                    return !ChangePoints.in(values).isEmpty();
                })
                .count();
        assertThat(fooled / 300.0).isLessThanOrEqualTo(0.05);
    }

    @Test
    void a_few_outliers_are_no_change_of_level() {
        double[] values = Synthetic.noise(new Random(6), 600, 0);
        for (int i = 50; i < 600; i += 100) {
            values[i] = 1e9;
        }
        assertThat(ChangePoints.in(values)).isEmpty();
    }

    @Test
    void gaps_constants_and_single_points_have_none_and_a_jump_over_a_gap_is_found() {
        double[] constant = new double[500];
        assertThat(ChangePoints.in(constant)).isEmpty();
        double[] single = new double[500];
        Arrays.fill(single, Double.NaN);
        single[3] = 5;
        assertThat(ChangePoints.in(single)).isEmpty();
        assertThat(ChangePoints.in(new double[0])).isEmpty();
        double[] gap = Synthetic.noise(new Random(8), 500, 0);
        for (int i = 0; i < 500; i++) {
            gap[i] = i >= 200 && i < 300 ? Double.NaN : i < 200 ? gap[i] : gap[i] + 9;
        }
        assertThat(ChangePoints.in(gap))
                .singleElement()
                .extracting(ChangePoints.Change::at)
                .isEqualTo(300);
    }

    @Test
    void quantiles_are_those_of_the_tables() {
        assertThat(ChangePoints.normalQuantile(0.975)).isCloseTo(1.959964, within(1e-6));
        assertThat(ChangePoints.normalQuantile(0.5)).isCloseTo(0, within(1e-12));
        assertThat(ChangePoints.normalQuantile(0.001)).isCloseTo(-3.090232, within(1e-6));
    }
}
