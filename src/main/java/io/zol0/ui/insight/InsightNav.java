package io.zol0.ui.insight;

import io.zol0.ui.parts.Leaves;
import java.util.List;

/** The pages of insight beside each other. */
class InsightNav extends Leaves {
    private static final List<Leaf> LEAVES = List.of(
            new Leaf("Health", "insight"),
            new Leaf("Correlations", "insight/correlations"),
            new Leaf("Usage", "insight/usage"),
            new Leaf("Cost", "insight/cost"),
            new Leaf("Environments", "insight/environments"),
            new Leaf("Security", "insight/security"),
            new Leaf("Reports", "insight/reports"),
            new Leaf("Benchmark", "insight/benchmark"));

    /** @param here path of the page that is shown */
    InsightNav(String here) {
        super("Insight", LEAVES, here);
    }
}
