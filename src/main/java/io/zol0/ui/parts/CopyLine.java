package io.zol0.ui.parts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;

/** A line to be copied. */
public class CopyLine extends Div {
    /** @param label what it is, for those who hear it */
    public CopyLine(String label, String line) {
        addClassName("curl-row");
        Pre text = new Pre(line);
        text.addClassName("curl");
        text.getElement().setAttribute("tabindex", "0");
        text.getElement().setAttribute("aria-label", label);
        Button copy = new Button("Copy");
        copy.getElement().executeJs("this.addEventListener('click', () => window.zol0.copy(this, $0))", line);
        add(text, copy);
    }
}
