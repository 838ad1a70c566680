package io.zol0.ui.settings;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.catalog.Upstream;
import io.zol0.ui.settings.ConnectionTest.Result;

/** The button that tests the connection, and what came of it. */
class ConnectionPart extends Div {
    private final Button test = new Button("Test the connection");
    private final Paragraph result = new Paragraph();

    ConnectionPart(Upstream upstream) {
        addClassName("connection");
        result.getElement().setAttribute("role", "status");
        result.addClassName("breaks");
        test.addClickListener(click -> start(upstream));
        add(test, result);
    }

    private void start(Upstream upstream) {
        UI ui = UI.getCurrent();
        test.setEnabled(false);
        result.setClassName("critical", false);
        result.setText("Asking %s…".formatted(upstream.baseUrl()));
        // One at a time for each open page, and no longer than the upstream's own time-outs.
        Thread.ofVirtual().name("connection-test").start(() -> {
            Result came = new ConnectionTest(System::nanoTime).ask(upstream);
            ui.access(() -> show(came));
        });
    }

    private void show(Result came) {
        test.setEnabled(true);
        result.setText(came.sentence());
        result.setClassName("critical", !came.reached());
    }
}
