package io.zol0.ui.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.Answer;
import io.zol0.metrics.HeldCalls;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class QuotaEffectTests {
    private static String said(HeldCalls held) {
        return QuotaEffect.words(new Answer.Found<>(held)).replace('\u00a0', ' ');
    }

    @Test
    void with_too_little_recorded_it_says_how_much_there_is() {
        assertThat(said(new HeldCalls.NotEnough(Duration.ofMinutes(12))))
                .isEqualTo("Not enough recorded yet to say what it would have meant: 12 min of 1 h.");
    }

    @Test
    void what_would_have_been_held_is_told_as_the_lower_bound_that_it_is() {
        assertThat(said(new HeldCalls.Held(Duration.ofHours(2), 1_000, 200, 40, 5, 90)))
                .isEqualTo(
                        "Of the 1,000 calls of the last 2 h at least 2 a minute would have waited past their minute or been"
                                + " refused, 90 in the worst minute.");
        assertThat(said(new HeldCalls.Held(Duration.ofHours(2), 1_000, 0, 0, 0, 0)))
                .isEqualTo("None of the 1,000 calls of the last 2 h would have waited past its minute.");
    }

    @Test
    void a_history_that_is_away_is_told_with_its_reason() {
        assertThat(QuotaEffect.words(new Answer.Unavailable<>("the database is away.")))
                .isEqualTo("The history is unavailable: the database is away.");
    }
}
