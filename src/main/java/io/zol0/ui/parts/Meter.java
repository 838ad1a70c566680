package io.zol0.ui.parts;

import com.vaadin.flow.component.html.Div;
import org.jspecify.annotations.Nullable;

/** A bar that fills: what is used, what is kept for others, and where somebody else's count stands; says the same in words. */
public class Meter extends Div {
    private final Div used = new Div();
    private final Div reserved = new Div();
    private final Div mark = new Div();

    public Meter(String name) {
        addClassName("meter");
        getElement().setAttribute("role", "meter");
        getElement().setAttribute("aria-label", name);
        getElement().setAttribute("aria-valuemin", "0");
        getElement().setAttribute("aria-valuemax", "100");
        used.addClassName("meter-used");
        reserved.addClassName("meter-reserved");
        mark.addClassName("meter-mark");
        add(reserved, used, mark);
    }

    /**
     * Shows shares of the whole, 0 to 1; more than the whole is drawn as all of it.
     *
     * @param other where the other count stands; null for none
     * @param words what a screen reader says
     */
    public void show(double share, double kept, @Nullable Double other, String words) {
        used.getStyle().setWidth(percent(share));
        used.setClassName("meter-full", share >= 0.9);
        reserved.getStyle().setWidth(percent(kept));
        mark.setVisible(other != null);
        if (other != null) {
            mark.getStyle().setLeft(percent(other));
        }
        getElement().setAttribute("aria-valuenow", Long.toString(Math.round(100 * Math.clamp(share, 0, 1))));
        getElement().setAttribute("aria-valuetext", words);
    }

    private static String percent(double share) {
        return Math.round(1000 * Math.clamp(share, 0, 1)) / 10.0 + "%";
    }
}
