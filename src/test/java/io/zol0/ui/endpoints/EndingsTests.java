package io.zol0.ui.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.CallSample;
import io.zol0.metrics.Kept;
import io.zol0.metrics.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EndingsTests {
    @Test
    void a_caller_that_went_away_is_told_in_words_and_never_as_an_error() {
        assertThat(Endings.why(ended(Outcome.ABORTED_BY_CALLER, "The connection was reset.")))
                .isEqualTo("the caller went away");
        assertThat(Endings.why(ended(Outcome.ABORTED_BY_CALLER, null))).isEqualTo("the caller went away");
    }

    @Test
    void a_call_that_failed_says_why_and_one_that_was_served_says_nothing() {
        assertThat(Endings.why(ended(Outcome.FAILED, "The upstream answered 502.")))
                .isEqualTo("The upstream answered 502.");
        assertThat(Endings.why(ended(Outcome.REFUSED_BY_PROVIDER, null))).isEqualTo("refused by the provider");
        assertThat(Endings.why(ended(Outcome.SERVED, null))).isEmpty();
    }

    private static CallSample ended(Outcome outcome, @Nullable String failure) {
        Duration time = Duration.ofMillis(3);
        return new CallSample(
                Instant.EPOCH, 1, 1, "bot", "GET", "/time", 200, outcome, 0, 0, time, time, time, failure, Kept.FAILED);
    }
}
