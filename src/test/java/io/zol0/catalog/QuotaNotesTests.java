package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.Cost;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuotaNotesTests {
    private static final QuotaWindow MINUTE = new QuotaWindow(WindowKind.ALIGNED, 120, Duration.ofMinutes(1));
    private static final Quota PLAIN = TestSettings.of(
            TestSettings.budget(TestSettings.quota(1), List.of(MINUTE), List.of(), 0.1, 0),
            null,
            Duration.ZERO,
            Duration.ofSeconds(10),
            WhenEmpty.QUEUE,
            TestSettings.quota(1).control());

    @Test
    void there_is_nothing_to_say_of_a_plain_quota() {
        assertThat(QuotaNotes.of(PLAIN)).isEmpty();
    }

    @Test
    void an_interval_that_a_window_never_fills_at_is_told_with_both_figures() {
        assertThat(QuotaNotes.of(interval(Duration.ofSeconds(2))))
                .extracting(Problem::sentence)
                .containsExactly("With a call every 2 s at most 30 go within 1 min, and the window has room for 108;"
                        + " it is never used up.");
        assertThat(QuotaNotes.of(interval(Duration.ofMillis(500)))).isEmpty();
        assertThat(QuotaRules.problemsOf(interval(Duration.ofSeconds(2))))
                .as("and yet it is right")
                .isEmpty();
    }

    @Test
    void a_wait_shorter_than_the_interval_is_told() {
        Quota quota = TestSettings.of(
                PLAIN, null, Duration.ofMillis(500), Duration.ofMillis(100), WhenEmpty.QUEUE, PLAIN.control());
        assertThat(QuotaNotes.of(quota)).extracting(Problem::field).containsExactly("maxWait");
    }

    @Test
    void a_call_that_weighs_more_than_there_is_room_for_is_told() {
        Cost table =
                new Cost("GET /depth", 1, "limit", List.of(new Cost.Step(100, 108), new Cost.Step(500, 109)), false);
        assertThat(QuotaNotes.of(TestSettings.budget(
                        PLAIN, List.of(MINUTE), List.of(new Cost("*", 108, null, List.of(), false), table), 0.1, 0)))
                .containsExactly(new Problem(
                        "costs[1].weight",
                        "A call to GET /depth may weigh 109, and a window has room for 108 after the margin:"
                                + " such a call never goes."));
    }

    @Test
    void a_window_within_which_another_one_always_holds_first_is_told() {
        QuotaWindow second = new QuotaWindow(WindowKind.ALIGNED, 120, Duration.ofSeconds(1));
        assertThat(QuotaNotes.of(TestSettings.budget(PLAIN, List.of(MINUTE, second), List.of(), 0.1, 0)))
                .extracting(Problem::sentence)
                .containsExactly("Another window lets through 120 in as long a time, so this one is never full.");
        QuotaWindow smaller = new QuotaWindow(WindowKind.ALIGNED, 10, Duration.ofSeconds(1));
        assertThat(QuotaNotes.of(TestSettings.budget(PLAIN, List.of(MINUTE, smaller), List.of(), 0.1, 0)))
                .isEmpty();
    }

    private static Quota interval(Duration interval) {
        return TestSettings.of(PLAIN, null, interval, PLAIN.maxWait(), WhenEmpty.QUEUE, PLAIN.control());
    }
}
