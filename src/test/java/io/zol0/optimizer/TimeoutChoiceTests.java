package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.optimizer.TimeoutChoice.Took;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimeoutChoiceTests {

    /** Calls that take about 0.2 s by a log-normal, and some that hang for 30 s and fail. */
    private static List<Took> calls(int succeeded, int hanging) {
        Random random = new Random(1);
        long[] buckets = new long[4000];
        for (int i = 0; i < succeeded; i++) {
            buckets[(int) Math.min(3999, 100 * 0.2 * Math.exp(0.6 * random.nextGaussian()))]++;
        }
        List<Took> took = new ArrayList<>();
        for (int i = 0; i < 4000; i++) {
            if (buckets[i] > 0 || i == 3000) {
                took.add(new Took(i / 100.0, buckets[i], i == 3000 ? hanging : 0));
            }
        }
        return took;
    }

    @Test
    void what_hangs_is_cut_and_what_succeeds_is_not() {
        TimeoutChoice.Choice choice = TimeoutChoice.choose(calls(20_000, 100)).orElseThrow();
        assertThat(choice.timeout()).isBetween(Duration.ofMillis(1000), Duration.ofMillis(3500));
        assertThat(choice.cutAtMost()).isLessThanOrEqualTo(0.001);
        assertThat(choice.failedSooner()).isEqualTo(100);
        assertThat(choice.savedSeconds()).isCloseTo(100 * (30 - choice.timeout().toMillis() / 1000.0), within(0.1));
    }

    @Test
    void a_timeout_within_the_usual_times_says_how_many_it_would_cut() {
        TimeoutChoice.Choice choice = TimeoutChoice.effect(calls(20_000, 0), 0.2);
        assertThat(choice.cut()).isBetween(8_000L, 11_000L);
        assertThat(choice.cutAtMost()).isGreaterThan(0.4);
    }

    @Test
    void with_too_few_calls_nothing_is_said() {
        assertThat(TimeoutChoice.choose(calls(TimeoutChoice.LEAST - 1, 10))).isEmpty();
    }
}
