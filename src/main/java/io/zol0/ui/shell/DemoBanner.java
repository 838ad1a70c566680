package io.zol0.ui.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.signals.Signal;
import io.zol0.demo.Demo;
import io.zol0.ui.parts.Beat;
import io.zol0.ui.parts.Live;
import java.time.Duration;
import java.time.Instant;
import org.springframework.security.concurrent.DelegatingSecurityContextRunnable;

/** Says that traffic is the demo's, and lets an admin end it. */
class DemoBanner extends Div {
    private final Demo demo;
    private final boolean admin;
    private final Span words = new Span();
    private final Span soFar = new Span();
    private final Button remove = new Button("Stop and remove the demo");
    private final Button close = new Button("Close");
    private State state = State.TELLING;
    private Instant since = Instant.MIN;

    private enum State {
        /** That there is a demo, where there is one. */
        TELLING,
        REMOVING,
        /** That it is removed, until that is read. */
        REMOVED
    }

    DemoBanner(Demo demo, Live live, boolean admin) {
        this.demo = demo;
        this.admin = admin;
        addClassName("demo-banner");
        getElement().setAttribute("role", "region");
        getElement().setAttribute("aria-label", "Demo");
        words.getElement().setAttribute("role", "status");
        soFar.getElement().setAttribute("aria-hidden", "true");
        remove.addThemeVariants(ButtonVariant.LUMO_SMALL);
        remove.addClickListener(click -> confirm());
        close.addThemeVariants(ButtonVariant.LUMO_SMALL);
        close.addClickListener(click -> tell());
        add(words, soFar, remove, close);
        tell();
        Signal.effect(this, () -> live.newest().get().ifPresent(this::second));
    }

    private void second(Beat beat) {
        switch (state) {
            case TELLING -> {
                if (isVisible() != demo.running()) {
                    tell();
                }
            }
            case REMOVING -> {
                Instant now = beat.tick().second();
                since = since.equals(Instant.MIN) ? now : since;
                soFar.setText(
                        "%d s so far".formatted(Duration.between(since, now).toSeconds()));
            }
            case REMOVED -> {
                if (demo.running()) {
                    tell();
                }
            }
        }
    }

    private void tell() {
        state = State.TELLING;
        words.setText("Demo: this traffic is real, but its exchange and its callers are ours, running inside ZoL0.");
        soFar.setText("");
        remove.setEnabled(true);
        remove.setVisible(admin);
        close.setVisible(false);
        setVisible(demo.running());
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
        state = State.REMOVING;
        since = Instant.MIN;
        remove.setEnabled(false);
        words.setText("Stopping the demo and removing what was measured of it…");
        Thread.ofVirtual().name("demo-removal").start(new DelegatingSecurityContextRunnable(() -> {
            try {
                demo.remove();
                tell(ui, this::removed);
            } catch (RuntimeException e) {
                Failure failure = Failure.of(e);
                failure.log();
                tell(ui, () -> failed(failure));
            }
        }));
    }

    /** A tab that was closed meanwhile is told nothing; the removal goes on without it. */
    private static void tell(UI ui, Runnable news) {
        ui.accessLater(news::run, () -> {}).run();
    }

    private void removed() {
        tell();
        state = State.REMOVED;
        words.setText(
                "The demo is stopped and removed, with all that was measured of it. It does not come back by itself.");
        remove.setVisible(false);
        close.setVisible(true);
        setVisible(true);
        getUI().ifPresent(ui -> ui.refreshCurrentRoute(false));
    }

    private void failed(Failure failure) {
        tell();
        setVisible(true);
        words.setText("The demo could not be removed. The log of ZoL0 says why under the reference "
                + failure.reference() + ".");
    }
}
