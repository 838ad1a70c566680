package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeSpanTests {
    private static final Instant NOW = Instant.parse("2026-11-23T12:34:56Z");

    @Test
    void without_a_word_it_is_the_last_hour_live() {
        assertThat(TimeSpan.of(null, null, null, NOW))
                .isEqualTo(new TimeSpan(NOW.minus(Duration.ofHours(1)), NOW, true));
    }

    @ParameterizedTest
    @CsvSource({"90s,PT90S,true", "15m,PT15M,true", "24h,PT24H,false", "30d,P30D,false", "PT5M,PT5M,true"})
    void a_window_ends_now(String window, Duration length, boolean live) {
        assertThat(TimeSpan.of(window, null, null, NOW)).isEqualTo(new TimeSpan(NOW.minus(length), NOW, live));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "-5m", "5", "5 m", "4000d", "P9999999999D", "999999999d", "soon", ""})
    void a_window_that_is_none_is_refused(String window) {
        assertThatThrownBy(() -> TimeSpan.of(window, null, null, NOW)).isInstanceOf(Unfit.class);
    }

    @Test
    void a_span_has_a_beginning_before_its_end() {
        Instant before = NOW.minusSeconds(60);
        assertThat(TimeSpan.of(null, before, null, NOW)).isEqualTo(new TimeSpan(before, NOW, false));
        assertThatThrownBy(() -> TimeSpan.of(null, NOW, before, NOW)).hasMessageContaining("begins before it ends");
        assertThatThrownBy(() -> TimeSpan.of(null, null, before, NOW)).hasMessageContaining("from when on");
        assertThatThrownBy(() -> TimeSpan.of("1h", before, null, NOW)).hasMessageContaining("not both");
        assertThatThrownBy(() -> TimeSpan.of(null, Instant.MIN, Instant.MAX, NOW))
                .isInstanceOf(Unfit.class);
    }

    @Test
    void steps_fit_the_span_and_are_bounded() {
        TimeSpan month = TimeSpan.of("30d", null, null, NOW);
        assertThat(month.step(null, 2000)).isEqualTo(Duration.ofHours(6));
        assertThat(TimeSpan.of("1h", null, null, NOW).step(null, 2000)).isEqualTo(Duration.ofMinutes(1));
        assertThat(TimeSpan.of("3650d", null, null, NOW).step(null, 2000)).isEqualTo(Duration.ofDays(30));
        assertThat(month.step("1h", 2000)).isEqualTo(Duration.ofHours(1));
        assertThatThrownBy(() -> month.step("1m", 2000))
                .hasMessage("A step of 1m is too short here: there are at most 2000 steps.");
        assertThatThrownBy(() -> month.step("PT0S", 2000)).isInstanceOf(Unfit.class);
        assertThat(month.alignedTo(Duration.ofHours(6)).from()).isEqualTo(Instant.parse("2026-10-24T12:00:00Z"));
    }

    @Test
    void a_cursor_comes_back_as_it_was_and_nothing_else_is_one() {
        Cursor cursor = new Cursor(17.25, -3);
        assertThat(Cursor.read(cursor.text())).isEqualTo(cursor);
        assertThat(cursor.isBefore(17.25, -2)).isTrue();
        assertThat(cursor.isBefore(17.25, -3)).isFalse();
        assertThat(cursor.isBefore(17, -100)).isTrue();
        assertThat(cursor.isBefore(18, 5)).isFalse();
        for (String wrong : new String[] {"", "x", "%%%", "AAAA", cursor.text() + "AAAA"}) {
            assertThatThrownBy(() -> Cursor.read(wrong)).as(wrong).isInstanceOf(Unfit.class);
        }
    }
}
