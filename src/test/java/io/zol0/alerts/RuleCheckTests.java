package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.catalog.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleCheckTests {
    @Test
    void a_clear_level_on_the_bad_side_is_refused_with_what_would_be_right() {
        assertThat(problems(RuleKind.THRESHOLD, 0.05, 0.06))
                .extracting(Problem::sentence)
                .containsExactly("The alert ends at 5 % or below, so that it does not come and go.");
    }

    @Test
    void what_is_no_number_is_no_level() {
        assertThat(problems(RuleKind.THRESHOLD, Double.NaN, 0))
                .extracting(Problem::field)
                .containsExactly("level");
    }

    @Test
    void an_error_budget_has_an_objective_and_a_speed() {
        assertThat(problems(RuleKind.BURN_RATE, 14.4, 7.2)).isEmpty();
        assertThat(problems(RuleKind.BURN_RATE, 0, 0))
                .extracting(Problem::field)
                .containsExactly("level");
    }

    @Test
    void a_score_lies_between_0_and_1() {
        assertThat(problems(RuleKind.ANOMALY, 0.5, 0.5)).isEmpty();
        assertThat(problems(RuleKind.ANOMALY, 1, 0.5))
                .extracting(Problem::field)
                .containsExactly("level");
    }

    @Test
    void something_is_missing_where_there_is_less_than_one_of_it() {
        assertThat(problems(RuleKind.ABSENCE, 1, 1))
                .extracting(Problem::sentence)
                .containsExactly("Something is missing where there is less than 1 figure of it.");
    }

    private static List<Problem> problems(RuleKind kind, double level, double clear) {
        return RuleCheck.problems(new Rule(
                0,
                "",
                "Errors",
                kind,
                Measure.of("calls.errors"),
                Breadth.UPSTREAM,
                true,
                level,
                clear,
                kind == RuleKind.BURN_RATE ? 0.999 : 0,
                Duration.ofMinutes(5),
                Duration.ZERO,
                20,
                Severity.WARNING,
                "",
                0,
                "",
                "",
                true,
                1));
    }
}
