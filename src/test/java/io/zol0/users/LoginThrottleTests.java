package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LoginThrottleTests {
    private static final String HERE = "192.0.2.1";

    private final AtomicLong nanos = new AtomicLong();
    private final LoginThrottle throttle = new LoginThrottle(nanos::get);

    @Test
    void after_five_wrong_ones_at_once_the_next_has_to_wait() {
        for (int i = 0; i < 5; i++) {
            assertThat(throttle.take("ada", HERE)).isEmpty();
        }
        Optional<Duration> wait = throttle.take("ada", HERE);
        assertThat(wait)
                .hasValueSatisfying(time -> assertThat(time).isBetween(Duration.ofSeconds(11), Duration.ofSeconds(12)));
        go(wait.orElseThrow());
        assertThat(throttle.take("ada", HERE)).isEmpty();
    }

    @Test
    void the_more_was_wrong_the_longer_the_wait() {
        assertThat(waitAfter(5)).isLessThan(Duration.ofSeconds(13));
        assertThat(waitAfter(10)).isGreaterThan(Duration.ofMinutes(1));
        assertThat(waitAfter(30)).isGreaterThan(Duration.ofMinutes(30));
    }

    @Test
    void what_was_right_costs_nothing() {
        for (int i = 0; i < 100; i++) {
            assertThat(throttle.take("ada", HERE)).isEmpty();
            throttle.right("ada", HERE);
        }
    }

    @Test
    void strangers_do_not_lock_out_an_owner_at_an_address_that_was_right_before() {
        throttle.take("ada", HERE);
        throttle.right("ada", HERE);
        for (int i = 0; i < 10; i++) {
            throttle.take("ADA ", "198.51.100." + i);
        }
        assertThat(throttle.take("ada", "203.0.113.9")).isPresent();
        assertThat(throttle.take("ada", HERE)).isEmpty();
    }

    @Test
    void an_address_that_tries_one_account_after_the_other_has_to_wait_too() {
        for (int i = 0; i < 20; i++) {
            assertThat(throttle.take("account" + i, HERE)).isEmpty();
        }
        assertThat(throttle.take("another", HERE)).isPresent();
        assertThat(throttle.take("another", "192.0.2.2")).isEmpty();
    }

    @Test
    void all_of_an_ipv6_network_is_one_address() {
        for (int i = 0; i < 20; i++) {
            throttle.take("account" + i, "2001:db8::" + i);
        }
        assertThat(throttle.take("another", "2001:db8:0:0:1::1")).isPresent();
        assertThat(throttle.take("another", "2001:db8:0:1::1")).isEmpty();
    }

    @Test
    void an_account_that_nobody_has_waits_just_the_same() {
        for (int i = 0; i < 5; i++) {
            throttle.take("nobody", HERE);
        }
        assertThat(throttle.take("nobody", HERE)).isPresent();
    }

    /** Takes so many more, each as soon as it may. */
    private Duration waitAfter(int tries) {
        int taken = 0;
        while (true) {
            Optional<Duration> wait = throttle.take("ada", HERE);
            if (wait.isEmpty()) {
                taken++;
            } else if (taken >= tries) {
                return wait.get();
            } else {
                go(wait.get());
            }
        }
    }

    private void go(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
