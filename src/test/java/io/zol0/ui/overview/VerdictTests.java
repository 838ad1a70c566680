package io.zol0.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.Stats;
import io.zol0.ui.Measured;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VerdictTests {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration P95 = Duration.ofMillis(43);

    private final Stats lastHour = Measured.stats(HOUR, 36_000, 36, Duration.ofMillis(31));

    @Test
    void all_is_good_while_few_calls_fail() {
        assertThat(Verdict.sentence(3, Measured.stats(MINUTE, 1200, 12, P95)))
                .isEqualTo("All good. 3 upstreams, 20 calls a second, 1\u00a0% failed in the last minute.");
    }

    @Test
    void five_of_a_hundred_failing_is_said_first() {
        assertThat(Verdict.sentence(1, Measured.stats(MINUTE, 1200, 60, P95)))
                .isEqualTo("5\u00a0% of the calls failed in the last minute. 1 upstream, 20 calls a second.");
    }

    @Test
    void one_call_is_one() {
        assertThat(Verdict.sentence(1, Measured.stats(MINUTE, 60, 0, P95))).contains("1 upstream, 1 call a second");
    }

    @Test
    void no_calls_are_not_called_good() {
        assertThat(Verdict.sentence(1, Measured.stats(MINUTE, 0, 0, P95)))
                .isEqualTo("Quiet. 1 upstream, no calls in the last minute.");
    }

    @Test
    void a_change_is_told_with_its_base() {
        assertThat(Verdict.against(P95, Duration.ofMillis(31), Measured.stats(MINUTE, 1200, 0, P95), lastHour))
                .isEqualTo("12\u00a0ms above the last hour's");
    }

    @Test
    void a_small_change_is_none() {
        assertThat(Verdict.against(
                        Duration.ofMillis(32), Duration.ofMillis(31), Measured.stats(MINUTE, 1200, 0, P95), lastHour))
                .isEqualTo("as in the last hour");
    }

    @Test
    void an_hour_that_has_hardly_begun_is_no_base() {
        Stats begun = Measured.stats(Duration.ofMinutes(4), 36_000, 36, P95);

        assertThat(Verdict.rateAgainst(Measured.stats(MINUTE, 1200, 0, P95), begun))
                .isEmpty();
    }
}
