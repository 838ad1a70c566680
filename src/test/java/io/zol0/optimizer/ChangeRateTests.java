package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeRateTests {

    /** Fetches at irregular times, by whether the body changed between a time and another. */
    private static List<Sighting> watched(int fetches, double mean, long seed, Body body) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Sighting> seen = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < fetches; i++) {
            double seconds = mean * (0.1 - Math.log(1 - random.nextDouble()));
            boolean changed = body.changed(at, at + seconds);
            at += seconds;
            seen.add(new Sighting(seconds, changed ? 1 : 0, changed ? 0 : 1));
        }
        return classes(seen);
    }

    private interface Body {
        boolean changed(double from, double to);
    }

    /** The same by classes of a fifth of their length, as the cache keeps them. */
    private static List<Sighting> classes(List<Sighting> seen) {
        double[] changed = new double[200];
        double[] unchanged = new double[200];
        for (Sighting s : seen) {
            int span = (int) Math.round(4 / Math.log(2) * Math.log(s.seconds() / 0.001));
            changed[Math.max(0, span)] += s.changed();
            unchanged[Math.max(0, span)] += s.unchanged();
        }
        List<Sighting> classes = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            if (changed[i] + unchanged[i] > 0) {
                classes.add(new Sighting(0.001 * Math.pow(2, i / 4.0), (long) changed[i], (long) unchanged[i]));
            }
        }
        return classes;
    }

    private static Body byChance(double rate, long seed) {
        SplittableRandom random = new SplittableRandom(seed + 1000);
        return (from, to) -> random.nextDouble() < -Math.expm1(-rate * (to - from));
    }

    private static Body regular(double interval) {
        return (from, to) -> Math.floor(to / interval) > Math.floor(from / interval);
    }

    /** Ten changes, half a second apart, then quiet for an exponential time. */
    private static Body bursts(double quiet, long seed) {
        SplittableRandom random = new SplittableRandom(seed + 2000);
        List<Double> changes = new ArrayList<>();
        double at = 0;
        while (at < 4_000_000) {
            at -= quiet * Math.log(1 - random.nextDouble());
            for (int i = 0; i < 10; i++) {
                changes.add(at);
                at += 0.5;
            }
        }
        int[] next = {0};
        return (from, to) -> {
            boolean changed = false;
            while (changes.get(next[0]) <= to) {
                changed |= changes.get(next[0]) > from;
                next[0]++;
            }
            return changed;
        };
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.05, 1, 20})
    void the_rate_of_changes_by_chance_lies_in_the_interval_nineteen_times_in_twenty(double rate) {
        int inside = 0;
        double sum = 0;
        int byChance = 0;
        for (int seed = 0; seed < 200; seed++) {
            ChangeRate found = ChangeRate.of(watched(400, 0.7 / rate, seed, byChance(rate, seed)))
                    .orElseThrow();
            inside += found.low() <= rate && rate <= found.high() ? 1 : 0;
            byChance += found.shape() == ChangeRate.Shape.CHANCE ? 1 : 0;
            sum += found.perSecond();
        }
        assertThat(sum / 200).isCloseTo(rate, within(rate * 0.03));
        assertThat(inside).isBetween(182, 200);
        assertThat(byChance).isGreaterThanOrEqualTo(190);
    }

    @Test
    void fetches_that_are_rare_or_frequent_against_the_changes_find_the_rate_too() {
        for (double often : new double[] {0.03, 4}) {
            ChangeRate found =
                    ChangeRate.of(watched(8000, often, 3, byChance(1, 3))).orElseThrow();
            assertThat(found.perSecond()).isCloseTo(1, within(0.15));
            assertThat(found.low()).isLessThan(1);
            assertThat(found.high()).isGreaterThan(1);
        }
    }

    @Test
    void changes_at_regular_intervals_are_told_from_those_by_chance() {
        for (int seed = 0; seed < 20; seed++) {
            ChangeRate found =
                    ChangeRate.of(watched(2000, 20, seed, regular(60))).orElseThrow();
            assertThat(found.shape()).isEqualTo(ChangeRate.Shape.REGULAR);
            assertThat(found.perSecond()).isCloseTo(1 / 60.0, within(0.001));
            assertThat(found.changedAfter(6)).isCloseTo(0.1, within(0.01));
        }
    }

    @Test
    void of_bursts_the_chance_of_a_change_after_any_time_is_found_and_not_only_their_mean_rate() {
        ChangeRate found = ChangeRate.of(watched(20_000, 30, 1, bursts(100, 1))).orElseThrow();
        assertThat(found.shape()).isEqualTo(ChangeRate.Shape.UNEVEN);
        for (double seconds : new double[] {5, 20, 60, 120}) {
            // Of a moment by chance: within a burst of 5 s in 105, or before the next one.
            double truth = 1 - 100.0 / 104.5 * Math.exp(-seconds / 100);
            // Hardly one fetch in fifty is as long as the last after the one before.
            assertThat(found.changedAfter(seconds)).isCloseTo(truth, within(seconds > 100 ? 0.05 : 0.03));
        }
    }

    @Test
    void what_is_careful_is_never_below_what_is_likely_and_grows_with_the_time() {
        for (int seed = 0; seed < 10; seed++) {
            ChangeRate found = ChangeRate.of(watched(3_000, 30, seed, byChance(0.01, seed)))
                    .orElseThrow();
            double before = 0;
            for (double seconds = 1; seconds < 1_000; seconds *= 1.5) {
                double careful = found.changedAfter(seconds, 1.8);
                assertThat(careful)
                        .isGreaterThanOrEqualTo(found.changedAfter(seconds))
                        .isBetween(before, 1.0);
                before = careful;
            }
        }
    }

    @Test
    void bodies_of_different_pace_under_one_endpoint_are_told_from_one_pace() {
        SplittableRandom random = new SplittableRandom(50);
        DoubleBinaryOperator truth = (t, x) -> 1 - 0.8 * Math.exp(-t / 1000) - 0.2 * Math.exp(-t / 5);
        List<Sighting> seen =
                watched(20_000, 50, 5, (from, to) -> random.nextDouble() < truth.applyAsDouble(to - from, 0));
        ChangeRate found = ChangeRate.of(seen).orElseThrow();
        assertThat(found.shape()).isEqualTo(ChangeRate.Shape.UNEVEN);
        for (double seconds : new double[] {10, 50, 200}) {
            assertThat(found.changedAfter(seconds)).isCloseTo(truth.applyAsDouble(seconds, 0), within(0.04));
        }
    }

    @Test
    void what_never_changed_may_change_after_all_and_the_interval_says_how_fast_at_most() {
        ChangeRate found = ChangeRate.of(List.of(new Sighting(10, 0, 100))).orElseThrow();
        assertThat(found.shape()).isEqualTo(ChangeRate.Shape.STILL);
        assertThat(found.perSecond()).isZero();
        assertThat(found.low()).isZero();
        // exp(-rate 1000) = exp(-1.92)
        assertThat(found.high()).isCloseTo(0.00192, within(1e-6));
    }

    @Test
    void what_changed_every_time_is_fast_and_nobody_knows_how_fast() {
        ChangeRate found = ChangeRate.of(List.of(new Sighting(10, 100, 0))).orElseThrow();
        assertThat(found.perSecond()).isBetween(0.3, 1.0);
        assertThat(found.low()).isBetween(0.2, 0.5);
        assertThat(found.high()).isGreaterThan(10);
    }

    @Test
    void with_too_few_fetches_nothing_is_said() {
        assertThat(ChangeRate.of(List.of(new Sighting(10, 10, ChangeRate.LEAST - 11))))
                .isEmpty();
        assertThat(ChangeRate.of(List.of())).isEmpty();
    }
}
