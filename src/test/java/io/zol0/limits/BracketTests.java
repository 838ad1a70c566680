package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BracketTests {
    private final Bracket bracket = new Bracket();
    private double now;

    /** A call of weight 1 is sent when the one before was answered, and served. */
    private boolean served(double counted) {
        now += 2;
        return bracket.served(now - 1, counted);
    }

    private boolean refused(double counted) {
        now += 2;
        return bracket.refused(now, now - 1, counted, 1);
    }

    @Test
    void what_is_written_down_holds_until_more_is_known() {
        assertThat(bracket.limit(600)).isEqualTo(600);
        served(620);
        assertThat(bracket.limit(600)).isEqualTo(620);
        served(400);
        refused(500);
        assertThat(bracket.limit(600)).isBetween(498.0, 499.0);
    }

    @Test
    void a_limit_that_stays_is_kept_to_without_a_reserve() {
        for (int i = 0; i < 20; i++) {
            served(500);
            refused(501);
        }
        assertThat(bracket.limit(600)).isEqualTo(500);
        assertThat(bracket.between()).as("close enough").isZero();
    }

    @Test
    void the_reserve_is_as_wide_as_the_limit_moves_from_one_refusal_to_the_next() {
        for (int i = 0; i < 40; i++) {
            double limit = 500 + (i % 2 == 0 ? 2 : 0);
            served(limit);
            refused(limit + 1);
        }
        double reserve = bracket.refused() - bracket.limit(600);
        assertThat(reserve).as("1.645 of 2").isBetween(2.8, 3.6);
    }

    @Test
    void a_limit_that_jumped_is_no_reason_for_a_reserve() {
        for (int i = 0; i < 10; i++) {
            double limit = i % 2 == 0 ? 500 : 400;
            served(limit);
            refused(limit + 1);
        }
        assertThat(bracket.refused() - bracket.limit(600)).isLessThanOrEqualTo(1);
    }

    @Test
    void a_reserve_is_never_wider_than_what_is_close() {
        for (int i = 0; i < 40; i++) {
            double limit = 500 + (i % 2 == 0 ? 7 : 0);
            served(limit);
            refused(limit + 1);
        }
        assertThat(bracket.refused() - bracket.limit(600))
                .isLessThanOrEqualTo(Bracket.CLOSE * bracket.refused() + 1e-9);
    }

    @Test
    void refusals_in_a_row_lower_it_by_twice_as_much_each_time() {
        served(500);
        assertThat(refused(500)).as("not lower beyond what clocks differ").isFalse();
        assertThat(bracket.served()).isEqualTo(499);
        refused(499);
        assertThat(bracket.served()).isEqualTo(497);
        refused(497);
        refused(493);
        assertThat(bracket.served()).isEqualTo(485);

        served(485);
        refused(485);
        assertThat(bracket.served())
                .as("from the beginning after one that was served")
                .isEqualTo(484);
    }

    @Test
    void refusals_of_calls_that_were_on_their_way_together_are_one() {
        served(500);
        bracket.refused(11, 10, 499, 1);
        bracket.refused(11, 10, 499, 1);
        bracket.refused(11.1, 10.5, 499, 1);
        assertThat(bracket.served()).isEqualTo(498);
    }

    @Test
    void what_fits_neither_end_is_a_surprise_that_is_forgotten() {
        served(500);
        assertThat(refused(250)).isTrue();
        assertThat(bracket.surprise()).isCloseTo(Math.log(2), org.assertj.core.data.Offset.offset(1e-9));
        for (int i = 0; i < 30; i++) {
            served(249);
            refused(250);
        }
        assertThat(bracket.surprise()).isLessThan(0.02);
        assertThat(served(300)).as("it is higher").isTrue();
        assertThat(bracket.exploring()).isTrue();
    }
}
