package io.zol0.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.demo.WeightLimit.Admitted;
import io.zol0.demo.WeightLimit.Banned;
import io.zol0.demo.WeightLimit.Refused;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class WeightLimitTests {
    private final HandClock clock = new HandClock();
    private final WeightLimit limit = new WeightLimit(clock);

    @Test
    void exactly_1200_fit_into_a_minute_of_the_clock() {
        clock.advance(Duration.ofSeconds(50));
        for (var i = 0; i < 120; i++) {
            assertThat(limit.charge(10)).isEqualTo(new Admitted());
        }
        assertThat(limit.used()).isEqualTo(1_200);
        assertThat(limit.charge(1)).isEqualTo(new Refused(10));
        clock.advance(Duration.ofSeconds(10));
        assertThat(limit.used()).isZero();
        assertThat(limit.charge(1_200)).isEqualTo(new Admitted());
    }

    @Test
    void a_refusal_says_in_whole_seconds_rounded_up_when_the_next_minute_begins() {
        clock.advance(Duration.ofMillis(59_001));
        assertThat(limit.charge(1_201)).isEqualTo(new Refused(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(limit.charge(1)).isEqualTo(new Admitted());
    }

    @Test
    void refused_calls_count_too_and_weightless_ones_are_never_refused() {
        limit.charge(1_201);
        limit.charge(5);
        assertThat(limit.used()).isEqualTo(1_206);
        assertThat(limit.charge(0)).isEqualTo(new Admitted());
    }

    @Test
    void whoever_ignores_50_refusals_is_banned_for_two_minutes() {
        var banned = ignoreUntilBanned();
        assertThat(banned.retryAfterSeconds()).isEqualTo(120);
        assertThat(banned.untilMillis()).isEqualTo(clock.millis() + 120_000);
        clock.advance(Duration.ofSeconds(119));
        assertThat(limit.charge(1)).isEqualTo(new Banned(1, banned.untilMillis()));
        clock.advance(Duration.ofSeconds(1));
        assertThat(limit.charge(1)).isEqualTo(new Admitted());
    }

    @Test
    void each_further_ban_is_twice_as_long_up_to_a_quarter_of_an_hour_and_a_bit() {
        for (var seconds : new long[] {120, 240, 480, 960, 960}) {
            var banned = ignoreUntilBanned();
            assertThat(banned.retryAfterSeconds()).isEqualTo(seconds);
            clock.advance(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void an_hour_of_good_behaviour_is_rewarded() {
        ignoreUntilBanned();
        clock.advance(Duration.ofMinutes(2));
        ignoreUntilBanned();
        clock.advance(Duration.ofMinutes(4 + 61));
        assertThat(ignoreUntilBanned().retryAfterSeconds()).isEqualTo(120);
    }

    @Test
    void a_few_refusals_in_many_minutes_ban_nobody() {
        for (var i = 0; i < 20; i++) {
            limit.charge(1_200);
            for (var j = 0; j < WeightLimit.PATIENCE; j++) {
                assertThat(limit.charge(1)).isInstanceOf(Refused.class);
            }
            clock.advance(Duration.ofMinutes(1));
        }
    }

    private Banned ignoreUntilBanned() {
        limit.charge(WeightLimit.PER_MINUTE);
        for (var i = 0; i < WeightLimit.PATIENCE; i++) {
            assertThat(limit.charge(1)).isInstanceOf(Refused.class);
        }
        return (Banned) limit.charge(1);
    }
}
