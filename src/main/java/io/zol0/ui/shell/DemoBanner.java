package io.zol0.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.signals.Signal;
import io.zol0.demo.Demo;
import io.zol0.ui.parts.Live;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** Says that traffic is the demo's, and lets an admin end it. */
class DemoBanner extends Div {
    private final Demo demo;
    private final Span words =
            new Span("Demo: this traffic is real, but its exchange and its callers are ours, running inside ZoL0.");
    private final Button remove = new Button("Stop and remove the demo");
    private boolean removing;

    DemoBanner(Demo demo, Live live, boolean admin) {
        this.demo = demo;
        addClassName("demo-banner");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Demo");
        remove.addThemeVariants(ButtonVariant.LUMO_SMALL);
        remove.addClickListener(click -> confirm());
        remove.setVisible(admin);
        add(words, remove);
        setVisible(demo.running());
        Signal.effect(this, () -> {
            live.newest().get();
            if (!removing && isVisible() != demo.running()) {
                setVisible(demo.running());
            }
        });
    }

    private void confirm() {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader("Stop and remove the demo?");
        dialog.setText("Its callers stop, and its upstream goes with all that was measured of it. "
                + "Your own upstreams and their figures stay as they are.");
        dialog.setCancelable(true);
        dialog.setCancelText("Keep it");
        dialog.setConfirmText("Stop and remove the demo");
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> remove());
        dialog.open();
    }

    private void remove() {
        UI ui = UI.getCurrent();
        removing = true;
        remove.setEnabled(false);
        words.setText("Stopping the demo and removing what was measured of it…");
        Thread.ofVirtual().name("demo-removal").start(new DelegatingSecurityContextRunnable(() -> {
            try {
                demo.remove();
                ui.access(this::removed);
            } catch (RuntimeException e) {
                Failure failure = Failure.of(e);
                failure.log();
                ui.access(() -> failed(failure));
            }
        }));
    }

    private void removed() {
        removing = false;
        setVisible(false);
        getUI().ifPresent(ui -> ui.refreshCurrentRoute(false));
    }

    private void failed(Failure failure) {
        removing = false;
        remove.setEnabled(true);
        words.setText("The demo could not be removed. The log of ZoL0 says why under the reference "
                + failure.reference() + ".");
    }
}
