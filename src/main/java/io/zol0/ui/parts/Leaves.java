package io.zol0.ui.parts;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Nav;
import java.util.List;

/** Pages that belong together, beside each other. */
public class Leaves extends Nav {
    /** A page and where it is. */
    public record Leaf(String name, String path) {}

    /**
     * @param what all of them are about
     * @param here path of the page that is shown
     */
    public Leaves(String what, List<Leaf> leaves, String here) {
        addClassName("leaves");
        getElement().setAttribute("aria-label", what);
        for (Leaf leaf : leaves) {
            Anchor link = new Anchor(leaf.path(), leaf.name());
            link.setRouterIgnore(false);
            if (leaf.path().equals(here)) {
                link.getElement().setAttribute("aria-current", "page");
            }
            add(link);
        }
    }
}
