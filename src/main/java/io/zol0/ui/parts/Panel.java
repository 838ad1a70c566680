package io.zol0.ui.parts;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;

/** A titled card of a page. */
public class Panel extends Section {
    private final Div head = new Div();

    public Panel(String title) {
        addClassName("panel");
        head.addClassName("panel-head");
        head.add(new H2(title));
        add(head);
    }

    /** A few words beside the title: the span of time or the unit. */
    public Panel about(String words) {
        Span about = new Span(words);
        about.addClassName("quiet");
        head.add(about);
        return this;
    }

    public Panel with(Component... components) {
        add(components);
        return this;
    }
}
