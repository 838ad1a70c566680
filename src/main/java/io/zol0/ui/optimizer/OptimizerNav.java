package io.zol0.ui.optimizer;

import io.zol0.ui.parts.Leaves;
import java.util.List;

/** The pages of the optimizer beside each other. */
class OptimizerNav extends Leaves {
    private static final List<Leaf> LEAVES = List.of(
            new Leaf("Recommendations", "optimizer"),
            new Leaf("How often it was right", "optimizer/score"),
            new Leaf("Autopilot", "optimizer/autopilot"),
            new Leaf("What if", "optimizer/what-if"));

    /** @param here path of the page that is shown */
    OptimizerNav(String here) {
        super("Optimizer", LEAVES, here);
    }
}
