package io.zol0.insight;

import org.springframework.context.ApplicationContext;

/** Time of budgets for a test in another room: five minutes in which what was spent is worked out anew. */
public final class BudgetTime {
    private BudgetTime() {}

    public static void pass(ApplicationContext context) {
        context.getBean(BudgetSeries.class).work();
    }
}
