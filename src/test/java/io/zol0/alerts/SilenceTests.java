package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.catalog.Problem;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilenceTests {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** A Sunday at 02:00 in Berlin, for two hours. */
    private static final Instant SUNDAY = Instant.parse("2026-10-11T00:00:00Z");

    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void one_that_comes_once_mutes_from_its_begin_until_before_its_end() {
        Silence silence = silence(false, null);
        assertThat(silence.spanAt(SUNDAY.minusMillis(1))).isEmpty();
        assertThat(silence.spanAt(SUNDAY)).isPresent();
        assertThat(silence.spanAt(SUNDAY.plusSeconds(7199))).isPresent();
        assertThat(silence.spanAt(SUNDAY.plusSeconds(7200))).isEmpty();
        assertThat(silence.nextSpan(SUNDAY.plusSeconds(7200))).isEmpty();
    }

    @Test
    void a_weekly_one_comes_at_the_same_hour_of_the_clock_when_it_is_put_back() {
        Silence silence = silence(true, null);
        assertThat(silence.spanAt(SUNDAY.plus(WEEK).plusSeconds(60))).isPresent();
        assertThat(silence.spanAt(SUNDAY.plus(Duration.ofDays(3)))).isEmpty();
        Instant winter = Instant.parse("2026-11-01T01:00:00Z"); // 02:00 again, an hour later by UTC
        assertThat(silence.spanAt(winter.minusSeconds(1))).isEmpty();
        assertThat(silence.spanAt(winter)).contains(new Silence.Span(winter, winter.plusSeconds(7200)));
        assertThat(silence.nextSpan(Instant.parse("2036-01-01T00:00:00Z"))).isPresent();
    }

    @Test
    void the_next_time_is_told_before_the_first_one_too() {
        Silence silence = silence(true, null);
        assertThat(silence.nextSpan(SUNDAY.minus(Duration.ofDays(30))).map(Silence.Span::from))
                .contains(SUNDAY);
        assertThat(silence.nextSpan(SUNDAY.plus(Duration.ofDays(1))).map(Silence.Span::from))
                .contains(SUNDAY.plus(WEEK));
    }

    @Test
    void after_its_last_day_a_weekly_one_mutes_nothing_and_ends_with_it() {
        Silence silence = silence(true, SUNDAY.plus(WEEK).plusSeconds(3600));
        assertThat(silence.spanAt(SUNDAY.plus(WEEK).plusSeconds(60)).map(Silence.Span::to))
                .contains(SUNDAY.plus(WEEK).plusSeconds(3600));
        assertThat(silence.spanAt(SUNDAY.plus(WEEK).plusSeconds(3601))).isEmpty();
        assertThat(silence.nextSpan(SUNDAY.plus(WEEK).plusSeconds(3601))).isEmpty();
    }

    @Test
    void what_is_wrong_with_one_is_told_by_field() {
        Silence over = silence(false, null);
        assertThat(SilenceCheck.problems(over, SUNDAY.plus(WEEK)))
                .extracting(Problem::field)
                .containsExactly("ends");
        assertThat(SilenceCheck.problems(silence(false, SUNDAY.plus(WEEK)), SUNDAY))
                .extracting(Problem::field)
                .containsExactly("until");
        assertThat(SilenceCheck.problems(silence(true, null), SUNDAY)).isEmpty();
    }

    private static Silence silence(boolean weekly, @Nullable Instant until) {
        return new Silence(
                0,
                true,
                0,
                "",
                0,
                "",
                Severity.CRITICAL,
                SUNDAY,
                SUNDAY.plusSeconds(7200),
                weekly,
                BERLIN,
                until,
                "Upgrade",
                "ada",
                1);
    }
}
