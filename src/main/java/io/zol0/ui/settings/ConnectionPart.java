package io.zol0.ui.settings;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.catalog.Upstream;
import io.zol0.gateway.Gateway;
import io.zol0.gateway.Probe;

/** The button that tests the connection, and what came of it. */
class ConnectionPart extends Div {
    private final Gateway gateway;
    private final Button test = new Button("Test the connection");
    private final Paragraph result = new Paragraph();

    ConnectionPart(Upstream upstream, Gateway gateway) {
        this.gateway = gateway;
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
        gateway.probe(upstream).thenAccept(came -> ui.access(() -> show(upstream, came)));
    }

    private void show(Upstream upstream, Probe came) {
        test.setEnabled(true);
        result.setText(ConnectionTest.words(upstream, came));
        result.setClassName("critical", came instanceof Probe.Failed);
    }
}
