package io.zol0.ui.quotas;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.Freeze;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WindowKind;
import io.zol0.limits.WindowState;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotaWordsTests {
    private static final QuotaWindow MINUTE = new QuotaWindow(WindowKind.ALIGNED, 1_200, Duration.ofMinutes(1));

    private static WindowState used(long used, Long providerUsed, Long gap) {
        return new WindowState(MINUTE, 1_000, 0, used, Duration.ofMillis(23_400), providerUsed, null, gap);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALIGNED|6000|PT1M|6,000 a minute by the clock",
                "ALIGNED|100|PT10S|100 in 10 s by the clock",
                "ROLLING|600|PT5S|600 in any 5 s",
                "TOKEN_BUCKET|15|PT1.5S|bucket of 15, full again in 1.5 s",
                "DECAYING|15|PT45S|counter up to 15, down again in 45 s"
            })
    void a_window_says_how_it_counts(WindowKind kind, long capacity, Duration period, String words) {
        assertThat(QuotaWords.window(new QuotaWindow(kind, capacity, period))).isEqualTo(words);
    }

    @Test
    void a_fill_says_what_is_used_and_left_and_when_it_begins_anew() {
        assertThat(QuotaWords.fill(used(612, null, null)).replace('\u00a0', ' '))
                .isEqualTo("612 of 1,000 used, 38.8 % left, begins anew in 23 s");
    }

    @Test
    void only_a_gap_that_matters_is_put_down_to_somebody_else() {
        assertThat(QuotaWords.provider(used(100, null, null))).isEmpty();
        assertThat(QuotaWords.provider(used(100, 100L, 0L))).hasValue("the provider counted 100");
        assertThat(QuotaWords.provider(used(104, 104L, 4L))).hasValue("the provider counted 104, 4 more than we sent");
        assertThat(QuotaWords.provider(used(200, 200L, 100L)).orElseThrow()).endsWith("someone else spends it too");
    }

    @Test
    void a_countdown_is_told_in_minutes_and_seconds_and_never_below_zero() {
        Instant now = Instant.parse("2026-11-26T08:00:00Z");
        assertThat(QuotaWords.left(new Freeze(now.plusSeconds(102), "banned"), now))
                .isEqualTo("1:42");
        assertThat(QuotaWords.left(new Freeze(now.plusSeconds(7_384), "banned"), now))
                .isEqualTo("2:03:04");
        assertThat(QuotaWords.left(new Freeze(now.minusSeconds(5), "banned"), now))
                .isEqualTo("0:00");
    }
}
