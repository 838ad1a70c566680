package io.zol0.ui.tokens;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import io.zol0.users.TokenAnswer;

/** A dialog that ends with a secret, seen this once: it goes to the browser and is kept in no state of the page. */
abstract class SecretDialog extends Dialog {
    private Runnable done = () -> {};

    SecretDialog(String title) {
        super(title);
        setWidth("min(560px, 92vw)");
        setCloseOnOutsideClick(false);
    }

    /** Runs once there is a new secret. */
    SecretDialog onDone(Runnable action) {
        done = action;
        return this;
    }

    /** Puts the form and its button into the dialog. */
    void ask(Component form, String label, Runnable make) {
        Button button = new Button(label, click -> make.run());
        button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        add(form);
        getFooter().add(new Button("Cancel", click -> close()), button);
    }

    void show(TokenAnswer.Issued issued) {
        removeAll();
        getFooter().removeAll();
        setHeaderTitle("The secret of " + issued.token().name());
        Pre secret = new Pre();
        secret.addClassName("curl");
        secret.getElement().setAttribute("tabindex", "0");
        secret.getElement().setAttribute("aria-label", "secret of the token");
        secret.getElement().executeJs("this.textContent = $0", issued.secret());
        Button copy = new Button("Copy");
        copy.getElement()
                .executeJs(
                        "this.addEventListener('click', () => window.zol0.copy(this, $0.textContent))",
                        secret.getElement());
        Div row = new Div(secret, copy);
        row.addClassName("curl-row");
        add(
                new Paragraph("Copy it now: it is shown this once and kept nowhere."),
                row,
                new Paragraph("Programs send it to the gateway in the header X-ZoL0-Token, and to the REST API in"
                        + " Authorization: Bearer. It never reaches a provider."));
        Button close = new Button("I have it", click -> close());
        close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        getFooter().add(close);
        done.run();
    }
}
