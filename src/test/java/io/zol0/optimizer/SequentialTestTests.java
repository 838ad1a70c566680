package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SequentialTestTests {

    @ParameterizedTest
    @ValueSource(doubles = {0.001, 0.02, 0.3})
    void who_looks_after_every_call_stops_a_harmless_trial_no_more_often_than_stated(double bad) {
        int stopped = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            SequentialTest.Harm harm = new SequentialTest.Harm(0.05);
            for (int i = 0; i < 3000; i++) {
                boolean trial = random.nextDouble() < 0.3;
                boolean isBad = random.nextDouble() < bad;
                harm.add(0.3, trial ? 1 : 0, trial && isBad ? 1 : 0, trial ? 0 : 1, !trial && isBad ? 1 : 0);
            }
            stopped += harm.isProven() ? 1 : 0;
        }
        // 5 % of 400, and three standard deviations.
        assertThat(stopped).isLessThanOrEqualTo(33);
    }

    @Test
    void a_trial_that_fails_every_fifth_call_is_stopped_within_two_hundred_calls() {
        int inTime = 0;
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            SequentialTest.Harm harm = new SequentialTest.Harm(0.01);
            while (!harm.isProven() && harm.trialCalls() < 200) {
                harm.add(0.5, 1, random.nextDouble() < 0.2 ? 1 : 0, 1, random.nextDouble() < 0.01 ? 1 : 0);
            }
            inTime += harm.isProven() ? 1 : 0;
        }
        assertThat(inTime).isGreaterThanOrEqualTo(196);
    }

    @Test
    void a_share_that_is_allowed_is_not_called_too_high_more_often_than_stated() {
        int proven = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            SequentialTest.Above above = new SequentialTest.Above(0.01, 0.05);
            for (int i = 0; i < 5000; i++) {
                above.add(1, random.nextDouble() < 0.01 ? 1 : 0);
            }
            proven += above.isProven() ? 1 : 0;
        }
        assertThat(proven).isLessThanOrEqualTo(33);
    }

    @Test
    void a_share_five_times_as_high_as_allowed_is_seen_soon() {
        double calls = 0;
        for (int seed = 0; seed < 100; seed++) {
            Random random = new Random(seed);
            SequentialTest.Above above = new SequentialTest.Above(0.01, 0.01);
            while (!above.isProven()) {
                above.add(1, random.nextDouble() < 0.05 ? 1 : 0);
            }
            calls += above.calls();
        }
        assertThat(calls / 100).isLessThan(250);
    }

    @Test
    void the_interval_of_pairs_holds_the_truth_at_every_look_as_often_as_stated() {
        int wrong = 0;
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            SequentialTest.Pairs pairs = new SequentialTest.Pairs(0.05, 30);
            boolean out = false;
            for (int i = 0; i < 200; i++) {
                // Skewed on purpose: the difference of two exponential times, one twice the other.
                double x = Math.log(random.nextDouble()) - 2 * Math.log(random.nextDouble()) - 1;
                pairs.add(x);
                out |= pairs.interval().isAbove(0) || pairs.interval().isBelow(0);
            }
            wrong += out ? 1 : 0;
        }
        assertThat(wrong).isLessThanOrEqualTo(71);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1, 2})
    void a_difference_is_seen_after_so_many_pairs_as_were_planned(double effect) {
        long planned = SequentialTest.pairs(effect, 0.05, 0.8);
        int seen = 0;
        for (int seed = 0; seed < 400; seed++) {
            Random random = new Random(seed);
            SequentialTest.Pairs pairs = new SequentialTest.Pairs(0.05, planned);
            for (int i = 0; i < planned && !pairs.interval().isAbove(0); i++) {
                pairs.add(effect + random.nextGaussian());
            }
            seen += pairs.interval().isAbove(0) ? 1 : 0;
        }
        assertThat(seen).isGreaterThan(planned < 15 ? 160 : 320);
    }

    @Test
    void the_interval_of_bounded_values_holds_their_mean_at_every_look() {
        int wrong = 0;
        double width = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            SequentialTest.Bounded bounded = new SequentialTest.Bounded(0.05);
            boolean out = false;
            for (int i = 0; i < 2000; i++) {
                bounded.add(random.nextDouble() < 0.03 ? 1 : 0);
                out |= bounded.interval().isAbove(0.03) || bounded.interval().isBelow(0.03);
            }
            wrong += out ? 1 : 0;
            width += bounded.interval().high() - bounded.interval().low();
        }
        assertThat(wrong).isLessThanOrEqualTo(26);
        assertThat(width / 300).isLessThan(0.04);
    }

    @Test
    void a_smaller_difference_needs_more_calls() {
        long large = SequentialTest.callsInEachArm(0.02, 0.10, 0.05, 0.8);
        long small = SequentialTest.callsInEachArm(0.02, 0.03, 0.05, 0.8);
        assertThat(large).isBetween(140L, 500L);
        assertThat(small).isBetween(3_800L, 12_000L);
        assertThat(SequentialTest.callsInEachArm(0.02, 0.02, 0.05, 0.8)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void the_normal_distribution_is_that_of_the_tables() {
        assertThat(Normal.below(1.959964)).isCloseTo(0.975, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(Normal.quantile(0.8)).isCloseTo(0.841621, org.assertj.core.api.Assertions.within(1e-5));
    }
}
