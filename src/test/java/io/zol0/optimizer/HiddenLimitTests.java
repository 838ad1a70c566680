package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.QuotaEstimate;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HiddenLimitTests {

    /** Windows of varying demand against a limit. */
    private static HiddenLimit watched(double limit, int windows, double demand, long seed) {
        Random random = new Random(seed);
        HiddenLimit hidden = new HiddenLimit(10, 10_000);
        for (int i = 0; i < windows; i++) {
            double wanted = demand * limit * (0.5 + random.nextDouble());
            if (wanted > limit) {
                hidden.refused(Math.floor(limit - random.nextDouble()));
            } else {
                hidden.served(wanted);
            }
        }
        return hidden;
    }

    @ParameterizedTest
    @ValueSource(doubles = {37, 100, 600, 5000})
    void a_limit_that_refuses_now_and_then_lies_in_a_narrow_interval(double limit) {
        int inside = 0;
        for (int seed = 0; seed < 100; seed++) {
            HiddenLimit.Interval interval =
                    watched(limit, 40, 0.8, seed).interval().orElseThrow();
            inside += interval.low() <= limit && limit <= interval.high() ? 1 : 0;
            assertThat(interval.high() / interval.low()).isLessThan(1.25);
        }
        assertThat(inside).isGreaterThanOrEqualTo(93);
    }

    @Test
    void without_a_refusal_only_the_lower_end_is_known() {
        HiddenLimit.Interval interval = watched(1000, 40, 0.5, 1).interval().orElseThrow();
        assertThat(interval.refusalsSeen()).isFalse();
        assertThat(interval.low()).isBetween(500.0, 800.0);
        assertThat(interval.high()).isInfinite();
    }

    @Test
    void a_limit_that_changed_is_found_again() {
        Random random = new Random(3);
        HiddenLimit hidden = watched(1000, 60, 0.8, 3);
        for (int i = 0; i < 30; i++) {
            double wanted = 600 * (0.5 + random.nextDouble());
            if (wanted > 500) {
                hidden.refused(500);
            } else {
                hidden.served(wanted);
            }
        }
        HiddenLimit.Interval interval = hidden.interval().orElseThrow();
        assertThat(interval.low()).isBetween(440.0, 500.0);
        assertThat(interval.high()).isBetween(500.0, 560.0);
    }

    @Test
    void one_window_that_others_spent_from_does_not_move_it_far() {
        HiddenLimit hidden = watched(1000, 60, 0.8, 4);
        hidden.refused(200);
        assertThat(hidden.interval().orElseThrow().likely()).isBetween(950.0, 1050.0);
    }

    @Test
    void what_the_provider_says_is_believed() {
        HiddenLimit hidden = new HiddenLimit(10, 100_000);
        for (int i = 0; i < 10; i++) {
            hidden.reported(1200);
        }
        assertThat(hidden.interval().orElseThrow().likely()).isBetween(1150.0, 1250.0);
    }

    @Test
    void with_too_few_windows_nothing_is_said() {
        assertThat(watched(100, HiddenLimit.LEAST - 1, 0.8, 1).interval()).isEmpty();
    }

    @Test
    void the_limit_to_keep_to_and_the_pace_follow_from_the_lower_end() {
        HiddenLimit.Interval interval = HiddenLimit.of(new QuotaEstimate(
                100, 96, 104L, QuotaEstimate.Source.REFUSALS, io.zol0.limits.Finding.AS_BEFORE, 0, 9));
        assertThat(interval.atMargin(0.05)).isEqualTo(91);
        assertThat(interval.between(Duration.ofMinutes(1), 1, 0)).isEqualTo(Duration.ofMillis(625));
    }
}
