package io.zol0.ui.shell;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;

/** Asks who is there. */
@Route(value = "login", autoLayout = false)
@PageTitle("Sign in · ZoL0")
@AnonymousAllowed
class LoginView extends Main implements BeforeEnterObserver {
    private final LoginForm form = new LoginForm(words());

    LoginView() {
        addClassName("gate");
        form.setAction("login");
        form.setForgotPasswordButtonVisible(false);
        Paragraph help = new Paragraph("First start? The password was printed once where ZoL0 was started. "
                + "If it is lost, run “./zol0 reset-admin” there.");
        help.addClassName("gate-help");
        Div card = new Div(new Brand(), form, help);
        card.addClassName("gate-card");
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        form.setError(event.getLocation().getQueryParameters().getParameters().containsKey("error"));
    }

    private static LoginI18n words() {
        LoginI18n words = LoginI18n.createDefault();
        words.getForm().setTitle("Sign in");
        words.getForm().setUsername("User name");
        words.getForm().setPassword("Password");
        words.getForm().setSubmit("Sign in");
        words.getErrorMessage().setTitle("That did not work");
        words.getErrorMessage()
                .setMessage(
                        "User name and password do not belong together. Check both; passwords mind capital letters.");
        words.getErrorMessage().setUsername("Enter your user name");
        words.getErrorMessage().setPassword("Enter your password");
        return words;
    }
}
