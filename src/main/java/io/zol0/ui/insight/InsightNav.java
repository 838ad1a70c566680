package io.zol0.ui.insight;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import java.util.List;

/** The pages of insight beside each other. */
class InsightNav extends Nav {
    private record Leaf(String name, String path) {}

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
        addClassName("leaves");
        getElement().setAttribute("aria-label", "Insight");
        for (Leaf leaf : LEAVES) {
            Anchor link = new Anchor(leaf.path(), leaf.name());
            link.setRouterIgnore(false);
            if (leaf.path().equals(here)) {
                link.getElement().setAttribute("aria-current", "page");
            }
            add(link);
        }
    }
}
