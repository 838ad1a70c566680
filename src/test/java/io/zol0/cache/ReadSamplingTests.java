package io.zol0.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadSamplingTests {
    private boolean full = true;
    private final ReadSampling sampling = new ReadSampling(() -> full);
    private long now = CacheFixture.START;

    /** How many of so many reads a millisecond are heard of. */
    private int heard(int perMilli, int millis) {
        int heard = 0;
        for (int milli = 0; milli < millis; milli++, now++) {
            for (int i = 0; i < perMilli; i++) {
                heard += sampling.hears(now) ? 1 : 0;
            }
        }
        return heard;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8, 20})
    void every_read_is_heard_of_where_there_are_few(int perMilli) {
        assertThat(heard(perMilli, 5_000)).isEqualTo(5_000 * perMilli);
    }

    @ParameterizedTest
    @ValueSource(ints = {50, 100, 500})
    void of_many_a_sample_of_about_twenty_thousand_a_second_is(int perMilli) {
        heard(perMilli, 500);
        assertThat(heard(perMilli, 10_000)).isBetween(150_000, 350_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 100, 500})
    void while_there_is_room_of_about_a_thousand(int perMilli) {
        full = false;
        heard(perMilli, 1_000);
        assertThat(heard(perMilli, 10_000)).isBetween(7_500, 17_500);
    }

    @Test
    void once_there_is_no_room_left_the_sample_grows() {
        full = false;
        heard(100, 2_000);
        full = true;
        heard(100, 1_000);
        assertThat(heard(100, 1_000)).isBetween(15_000, 35_000);
    }

    @Test
    void the_sample_does_not_prefer_a_read() {
        heard(100, 500);
        int[] heard = new int[2];
        for (int milli = 0; milli < 10_000; milli++, now++) {
            for (int i = 0; i < 100; i++) {
                heard[i % 4 == 0 ? 1 : 0] += sampling.hears(now) ? 1 : 0;
            }
        }
        assertThat((double) heard[0] / heard[1]).isBetween(2.8, 3.2);
    }

    @Test
    void once_there_are_few_again_every_read_is_heard_of() {
        heard(100, 500);
        heard(1, 1_000);
        assertThat(heard(1, 1_000)).isEqualTo(1_000);
    }

    @Test
    void a_clock_that_was_set_back_or_far_ahead_does_no_harm() {
        heard(100, 500);
        now -= 3_600_000;
        heard(1, 1_000);
        assertThat(heard(1, 1_000)).isEqualTo(1_000);
        now += 3_600_000_000L;
        assertThat(heard(1, 1_000)).isEqualTo(1_000);
    }
}
