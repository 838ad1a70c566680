package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;

class BurnTests {
    @Test
    void a_budget_burns_as_fast_as_the_share_of_failures_is_of_what_may_fail() {
        assertThat(Burn.rate(0.999, 0.0144, 0.02)).isCloseTo(14.4, offset(1e-9));
        assertThat(Burn.rate(0.99, 0.01, 0.01)).isCloseTo(1, offset(1e-9));
    }

    @Test
    void it_is_over_as_soon_as_the_short_window_is_fine() {
        assertThat(Burn.rate(0.999, 0.5, 0)).isZero();
    }

    @Test
    void a_short_burst_does_not_count_while_the_long_window_is_fine() {
        assertThat(Burn.rate(0.999, 0.0001, 1)).isCloseTo(0.1, offset(1e-9));
    }
}
