package io.zol0.ui.parts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;

/** A secret that is shown this once, with a button that copies it. */
public class ShownOnce extends Div {
    /** @param label what it is, for those who hear it */
    public ShownOnce(String label, String secret, String sentence) {
        addClassName("shown-once");
        getElement().setAttribute("role", "status");
        Pre text = new Pre(secret);
        text.addClassName("curl");
        text.getElement().setAttribute("tabindex", "0");
        text.getElement().setAttribute("aria-label", label);
        Button copy = new Button("Copy");
        copy.getElement().executeJs("this.addEventListener('click', () => window.zol0.copy(this, $0))", secret);
        Div row = new Div(text, copy);
        row.addClassName("curl-row");
        add(new Paragraph(sentence), row);
    }
}
