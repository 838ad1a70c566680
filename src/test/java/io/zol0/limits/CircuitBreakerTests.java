package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.CircuitBreaker.State;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CircuitBreakerTests {
    private static final long SECOND = 1_000_000_000L;
    private static final BreakerSettings SETTINGS = new BreakerSettings(
            true, 0.5, 0.8, Duration.ofSeconds(2), Duration.ofSeconds(10), 10, Duration.ofSeconds(5), 3);

    private long now = 77 * SECOND;
    private final CircuitBreaker breaker = new CircuitBreaker(SETTINGS, now);

    @Test
    void it_is_off_unless_somebody_turns_it_on() {
        assertThat(BreakerSettings.OFF.enabled()).isFalse();
        assertThat(ConcurrencySettings.OFF.enabled()).isFalse();
    }

    @Test
    void few_calls_say_nothing() {
        calls(9, true, 0);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void it_opens_at_the_error_rate_and_says_how_long_it_stays_so() {
        calls(5, false, 0);
        calls(4, true, 0);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        calls(1, true, 0);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.enter(now)).isEqualTo(-5 * SECOND);
        now += 2 * SECOND;
        assertThat(breaker.enter(now)).isEqualTo(-3 * SECOND);
    }

    @Test
    void it_opens_at_the_rate_of_slow_calls() {
        calls(2, false, SECOND);
        calls(8, false, 2 * SECOND);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void what_lies_before_the_window_does_not_count() {
        calls(9, true, 0);
        now += 11 * SECOND;
        calls(9, false, 0);
        calls(8, true, 0);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        calls(1, true, 0);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    @Test
    void half_open_it_lets_its_trials_through_and_no_more() {
        open();
        now += 5 * SECOND;
        for (int trial = 0; trial < 3; trial++) {
            assertThat(breaker.enter(now)).isPositive();
        }
        assertThat(breaker.enter(now)).isNegative();
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void good_trials_close_it_with_a_clean_slate() {
        open();
        now += 5 * SECOND;
        calls(3, false, 0);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
        calls(9, true, 0);
        assertThat(breaker.state()).isEqualTo(State.CLOSED);
    }

    @Test
    void bad_trials_open_it_anew() {
        open();
        now += 5 * SECOND;
        calls(1, false, 0);
        calls(2, true, 0);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
        assertThat(breaker.enter(now)).isEqualTo(-5 * SECOND);
    }

    @Test
    void a_trial_that_was_never_sent_gives_its_place_to_another() {
        open();
        now += 5 * SECOND;
        long first = breaker.enter(now);
        breaker.enter(now);
        breaker.enter(now);
        assertThat(breaker.enter(now)).isNegative();
        breaker.unused(first);
        assertThat(breaker.enter(now)).isPositive();
    }

    @Test
    void calls_from_before_it_opened_do_not_count_as_trials() {
        long old = breaker.enter(now);
        open();
        now += 5 * SECOND;
        breaker.enter(now);
        breaker.ended(old, true, 0, now);
        breaker.ended(old, true, 0, now);
        breaker.ended(old, true, 0, now);
        assertThat(breaker.state()).isEqualTo(State.HALF_OPEN);
    }

    private void open() {
        calls(10, true, 0);
        assertThat(breaker.state()).isEqualTo(State.OPEN);
    }

    private void calls(int count, boolean failed, long took) {
        for (int i = 0; i < count; i++) {
            long ticket = breaker.enter(now);
            assertThat(ticket).isPositive();
            breaker.ended(ticket, failed, took, now);
        }
    }
}
