package io.zol0.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.users.Accounts;
import jakarta.annotation.security.PermitAll;

/** All that an account with a password of someone else's making gets to see. */
@Route(value = "first-password", autoLayout = false)
@PageTitle("Choose your password · ZoL0")
@PermitAll
class FirstPasswordView extends Main {
    FirstPasswordView(Accounts accounts, AuthenticationContext login) {
        addClassName("gate");
        H1 title = new H1("Choose your own password");
        Paragraph why = new Paragraph("The one you signed in with was made by ZoL0 and shown on a screen. "
                + "Choose one that only you know; then the console opens.");
        Button leave = new Button("Sign out", click -> login.logout());
        leave.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
        String name = login.getPrincipalName().orElseThrow();
        PasswordForm form = new PasswordForm(accounts, name, () -> getUI().ifPresent(ui -> ui.navigate("")));
        Div card = new Div(new Brand(), title, why, form, leave);
        card.addClassName("gate-card");
        add(card);
    }
}
