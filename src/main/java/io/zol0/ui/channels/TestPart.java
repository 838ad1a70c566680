package io.zol0.ui.channels;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.zol0.notify.Attempt;
import io.zol0.notify.Channel;
import io.zol0.notify.Channels;
import java.util.Optional;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** The button that sends a test message, and what the other side said. */
class TestPart extends Div {
    private final Channels channels;
    private final Button test = new Button("Send a test message");
    private final Paragraph result = new Paragraph();

    TestPart(Channel channel, Channels channels) {
        this.channels = channels;
        addClassName("connection");
        result.getElement().setAttribute("role", "status");
        result.addClassName("breaks");
        test.addClickListener(click -> start(channel));
        add(test, result);
    }

    private void start(Channel channel) {
        UI ui = UI.getCurrent();
        test.setEnabled(false);
        result.setClassName("critical", false);
        result.setText("Sending by %s…".formatted(channel.name()));
        // Off the page's own thread: the other side may take a minute.
        Thread.ofVirtual().start(new DelegatingSecurityContextRunnable(() -> {
            Optional<Attempt> attempt = channels.test(channel.id());
            ui.access(() -> show(attempt));
        }));
    }

    private void show(Optional<Attempt> attempt) {
        test.setEnabled(true);
        result.setText(attempt.map(ChannelWords::tested).orElse("The channel is gone."));
        result.setClassName(
                "critical", attempt.filter(Attempt.Delivered.class::isInstance).isEmpty());
    }
}
