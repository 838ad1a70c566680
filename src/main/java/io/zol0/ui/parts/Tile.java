package io.zol0.ui.parts;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One figure with its name, its trend and what it is compared with. */
public final class Tile extends Div {
    private final Span figure = new Span("–");
    private final Span base = new Span();
    private @Nullable Anchor link;
    private final Spark spark = new Spark();

    public Tile(String name) {
        addClassName("tile");
        figure.addClassName("figure");
        base.addClassName("base");
        add(new H2(name), figure, spark, base);
    }

    public void show(String value, String comparison) {
        set(figure, value);
        set(base, comparison);
    }

    /** The same, where the comparison leads to a page that says more. */
    public void show(String value, String comparison, String path) {
        set(figure, value);
        if (link == null) {
            link = new Anchor();
            base.removeAll();
            base.add(link);
        }
        link.setHref(path);
        if (!link.getText().equals(comparison)) {
            link.setText(comparison);
        }
    }

    /** Marks the figure as one to look at. */
    public void warn(boolean warns) {
        figure.setClassName("warning", warns);
    }

    public void trend(List<Double> values) {
        spark.append(values);
    }

    private static void set(Span span, String text) {
        if (!span.getText().equals(text)) {
            span.setText(text);
        }
    }
}
