package io.zol0.ui.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.Answer;
import io.zol0.metrics.Stats;
import io.zol0.ui.Measured;
import io.zol0.ui.endpoints.Past.Span;
import io.zol0.ui.endpoints.Past.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class PastReaderTests {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Span DAY = Past.SPANS.get(0);
    private static final Span MONTH = Past.SPANS.get(1);
    private static final Stats FIGURES = Measured.stats(Duration.ofHours(1), 500, 1, Duration.ofMillis(40));

    @Test
    void a_window_that_was_measured_all_through_is_whole() {
        assertThat(windows(Duration.ofDays(40)))
                .containsExactly(new Window.Whole(DAY, FIGURES), new Window.Whole(MONTH, FIGURES));
    }

    @Test
    void a_window_that_was_measured_in_part_says_since_when() {
        Instant first = NOW.minus(Duration.ofDays(3));
        assertThat(windows(Duration.ofDays(3)))
                .containsExactly(new Window.Whole(DAY, FIGURES), new Window.Begun(MONTH, FIGURES, first));
    }

    @Test
    void a_window_that_would_say_no_more_than_the_shorter_one_has_not_enough_data_yet() {
        Instant first = NOW.minus(Duration.ofMinutes(20));
        assertThat(windows(Duration.ofMinutes(20)))
                .containsExactly(new Window.TooShort(DAY, first), new Window.TooShort(MONTH, first));
    }

    @Test
    void what_was_never_measured_has_no_figures() {
        assertThat(PastReader.of(new Answer.Found<>(Optional.empty()), span -> new Answer.Found<>(FIGURES), NOW))
                .isEqualTo(new Past.Read(List.of(new Window.Never(DAY), new Window.Never(MONTH))));
    }

    @Test
    void a_history_that_is_away_is_told_with_its_reason_whenever_it_goes() {
        Function<Span, Answer<Stats>> away = span -> new Answer.Unavailable<>("gone at " + span.name());
        assertThat(PastReader.of(new Answer.Unavailable<>("gone at once"), away, NOW))
                .isEqualTo(new Past.Away("gone at once"));
        assertThat(PastReader.of(new Answer.Found<>(Optional.of(NOW.minus(Duration.ofDays(2)))), away, NOW))
                .isEqualTo(new Past.Away("gone at 24 h"));
    }

    private static List<Window> windows(Duration measuredFor) {
        Past past = PastReader.of(
                new Answer.Found<>(Optional.of(NOW.minus(measuredFor))), span -> new Answer.Found<>(FIGURES), NOW);
        assertThat(past).isInstanceOf(Past.Read.class);
        return ((Past.Read) past).windows();
    }
}
