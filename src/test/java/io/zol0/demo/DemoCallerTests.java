package io.zol0.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCallerTests {
    private static final long NOW = 1_000_000;

    private final SplittableRandom random = new SplittableRandom(1);
    private final DemoCaller caller = new DemoCaller("demo-bot", null);

    @Test
    void it_waits_as_long_as_it_is_told_and_at_most_a_second_more() {
        caller.toldToWait("30", NOW, random);
        assertThat(caller.mayCall(NOW + 30_000)).isFalse();
        assertThat(caller.mayCall(NOW + 31_000)).isTrue();
    }

    @Test
    void a_shorter_word_does_not_cut_a_longer_one() {
        caller.toldToWait("120", NOW, random);
        caller.toldToWait("1", NOW, random);
        assertThat(caller.mayCall(NOW + 119_000)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2026 07:28:00 GMT", "soon", "-1", "", "99999999999999999999"})
    void a_word_it_does_not_understand_counts_as_a_minute(String retryAfter) {
        caller.toldToWait(retryAfter, NOW, random);
        assertThat(caller.mayCall(NOW + 60_000)).isFalse();
        assertThat(caller.mayCall(NOW + 61_000)).isTrue();
    }

    @Test
    void each_time_nobody_answers_it_waits_longer_up_to_some_twenty_seconds() {
        var now = NOW;
        for (var i = 0; i < 30; i++) {
            caller.missed(now, random);
            assertThat(caller.mayCall(now + 100)).isFalse();
            assertThat(caller.mayCall(now + 19_500)).isTrue();
            now += 19_500;
        }
        caller.missed(now, random);
        assertThat(caller.mayCall(now + 10_000)).isFalse();
        caller.answered();
        now += 19_500;
        caller.missed(now, random);
        assertThat(caller.mayCall(now + 400)).isTrue();
    }

    @Test
    void it_has_at_most_six_calls_under_way() {
        for (var i = 0; i < DemoCaller.MOST_IN_FLIGHT; i++) {
            assertThat(caller.mayCall(NOW)).isTrue();
            caller.sent();
        }
        assertThat(caller.mayCall(NOW)).isFalse();
        caller.ended();
        assertThat(caller.mayCall(NOW)).isTrue();
    }
}
