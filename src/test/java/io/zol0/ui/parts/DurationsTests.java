package io.zol0.ui.parts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ui.parts.Durations.Reading;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "2m;120000",
                "1.5 s;1500",
                "1,5 s;1500",
                " 250ms ;250",
                "1 h 30 min;5400000",
                "2 Minutes;120000",
                "1d;86400000",
                "5 s;5000",
                "90s;90000"
            })
    void times_are_read_as_people_write_them(String text, long millis) {
        assertThat(Durations.read(text)).isEqualTo(new Reading.Read(Duration.ofMillis(millis)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"5", "2.5"})
    void a_bare_number_is_asked_for_its_unit(String text) {
        assertThat(Durations.read(text))
                .isEqualTo(new Reading.Unread("Add the unit: %s ms, %s s or %s min?".formatted(text, text, text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"soon", "5 parsecs", "-3 s", "3 s ago", "1.5.2 s", "s", "1 s,"})
    void what_is_no_time_is_answered_with_how_to_write_one(String text) {
        assertThat(Durations.read(text))
                .isInstanceOfSatisfying(
                        Reading.Unread.class,
                        unread -> assertThat(unread.sentence()).contains(text).contains("1.5 s"));
    }

    @Test
    void nothing_at_all_is_asked_for_a_time() {
        assertThat(Durations.read("  ")).isEqualTo(new Reading.Unread("Enter a time, such as 30 s or 2 min."));
    }

    @Test
    void a_time_beyond_counting_is_refused() {
        assertThat(Durations.read("999999999 d 999999999 d")).isInstanceOf(Reading.Unread.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10 ms",
        "250, 250 ms",
        "1500, 1.5 s",
        "5000, 5 s",
        "120000, 2 min",
        "90000, 1 min 30 s",
        "5400000, 1 h 30 min",
        "86400000, 24 h"
    })
    void a_written_time_reads_back_as_itself(long millis, String words) {
        String written = Durations.write(Duration.ofMillis(millis));

        assertThat(written).isEqualTo(words);
        assertThat(Durations.read(written)).isEqualTo(new Reading.Read(Duration.ofMillis(millis)));
    }
}
