package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorBudgetTests {
    @Test
    void what_is_left_is_what_did_not_fail_of_what_may() {
        ErrorBudget budget = new ErrorBudget("shop", 0.999, 100_000, 25, Duration.ofDays(30), List.of());
        assertThat(budget.allowed()).isCloseTo(100, offset(1e-6));
        assertThat(budget.left()).isCloseTo(0.75, offset(1e-9));
        assertThat(budget.sentence())
                .isEqualTo(
                        "shop: 25 of 100,000 calls failed in the last 30 days, where 100 may: 75 % of the budget is left.");
    }

    @Test
    void an_overspent_budget_says_by_how_much_and_a_short_history_how_short_it_is() {
        ErrorBudget budget = new ErrorBudget("shop", 0.99, 1_000, 15, Duration.ofHours(5), List.of());
        assertThat(budget.sentence())
                .isEqualTo("shop: 15 of 1,000 calls failed in the 5 h that are recorded, where 10 may: the budget is"
                        + " overspent by 50 %.");
    }

    @Test
    void without_calls_nothing_is_spent() {
        assertThat(new ErrorBudget("shop", 0.99, 0, 0, Duration.ZERO, List.of()).left())
                .isEqualTo(1);
    }
}
