package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.ControllerStep;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How steps of an operating level are told. */
class LevelSeriesTests {
    private static final String REASON = "The provider refused 2 of 40 calls; its limit is another one now.";

    @Test
    void a_step_says_from_where_to_where_and_why() {
        assertThat(LevelSeries.sentence(step(true))).isEqualTo("From 1,200 to 900. " + REASON);
    }

    @Test
    void one_that_was_only_advised_says_so() {
        assertThat(LevelSeries.sentence(step(false))).isEqualTo("Would go from 1,200 to 900. " + REASON);
    }

    private static ControllerStep step(boolean applied) {
        return new ControllerStep(Instant.EPOCH, 1, 1, 1_200, 900, REASON, applied);
    }
}
