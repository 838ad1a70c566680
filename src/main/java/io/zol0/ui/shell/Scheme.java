package io.zol0.ui.shell;

import com.vaadin.flow.dom.Element;
import java.util.Locale;

/** Which colours a browser shows the console in; kept in that browser. */
enum Scheme {
    SYSTEM("As the system has it"),
    LIGHT("Light"),
    DARK("Dark");

    private final String label;

    Scheme(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    void apply(Element element) {
        element.executeJs("window.zol0.setScheme($0)", name().toLowerCase(Locale.ROOT));
    }
}
