package io.zol0.ui.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HtmlContainer;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.textfield.Autocomplete;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.VaadinServletRequest;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.zol0.users.LoginDetails;
import io.zol0.users.OidcRegistration;
import io.zol0.users.OidcSettings;
import io.zol0.users.PendingLogin;
import org.jspecify.annotations.Nullable;

/** Asks who is there: name and password, then the second factor where there is one. */
@Route(value = "login", autoLayout = false)
@PageTitle("Sign in · ZoL0")
@AnonymousAllowed
class LoginView extends Main implements BeforeEnterObserver {
    private final Div card = new Div();

    private final OidcSettings oidc;

    LoginView(OidcSettings oidc) {
        this.oidc = oidc;
        addClassName("gate");
        card.addClassName("gate-card");
        add(card);
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        QueryParameters parameters = event.getLocation().getQueryParameters();
        PendingLogin pending = parameters.getParameters().containsKey(SignInFailures.CODE) ? pending() : null;
        card.removeAll();
        card.add(new Brand(), new H1(pending == null ? "Sign in" : "Second factor"));
        SignInProblem.of(parameters, pending != null).ifPresent(problem -> card.add(problem(problem)));
        if (pending == null) {
            Paragraph help = new Paragraph("First start? The password was printed once where ZoL0 was started. "
                    + "If it is lost, run “./zol0 reset-admin” there.");
            help.addClassName("gate-help");
            card.add(passwordForm());
            if (oidc.isOn()) {
                Anchor provider = new Anchor(
                        "oauth2/authorization/" + OidcRegistration.ID, "Sign in with your identity provider");
                provider.setRouterIgnore(true);
                provider.addClassName("provider");
                card.add(provider);
            }
            card.add(help);
        } else {
            card.add(codeForm(pending));
        }
    }

    private static @Nullable PendingLogin pending() {
        VaadinServletRequest request = VaadinServletRequest.getCurrent();
        return request == null
                ? null
                : PendingLogin.of(request.getHttpServletRequest().getSession(false));
    }

    private static Div problem(SignInProblem problem) {
        Div alert = new Div(new H2(problem.title()), new Paragraph(problem.sentence()));
        alert.addClassNames("gate-problem");
        alert.getElement().setAttribute("role", problem.isNews() ? "status" : "alert");
        return alert;
    }

    private static Form passwordForm() {
        TextField name = new TextField("User name");
        name.setAutocomplete(Autocomplete.USERNAME);
        name.setAutofocus(true);
        PasswordField password = new PasswordField("Password");
        password.setAutocomplete(Autocomplete.CURRENT_PASSWORD);
        Checkbox remember = new Checkbox("Stay signed in on this browser for 30 days");
        return new Form(
                named(name, "username"),
                named(password, "password"),
                named(remember, LoginDetails.REMEMBER),
                submit("Sign in"));
    }

    private static Form codeForm(PendingLogin pending) {
        TextField code = new TextField("Code");
        code.getElement().setProperty("autocomplete", "one-time-code");
        code.setAutofocus(true);
        code.setHelperText(
                "Six digits from your app for ZoL0:%s, or one of your recovery codes.".formatted(pending.name()));
        Anchor again = new Anchor("login", "Start again");
        again.addClassName("note-action");
        Form form = new Form(named(code, LoginDetails.CODE), submit("Continue"), again);
        if (pending.remember()) {
            form.getElement()
                    .appendChild(new Element("input")
                            .setAttribute("type", "hidden")
                            .setAttribute("name", LoginDetails.REMEMBER)
                            .setAttribute("value", "on"));
        }
        return form;
    }

    private static <C extends Component> C named(C field, String name) {
        field.getElement().setProperty("name", name);
        return field;
    }

    private static NativeButton submit(String label) {
        NativeButton button = new NativeButton(label);
        button.getElement().setAttribute("type", "submit");
        button.addClassName("submit");
        return button;
    }

    /** A form that the browser itself sends, as password managers expect. */
    @Tag("form")
    private static final class Form extends HtmlContainer {
        Form(Component... components) {
            addClassName("form");
            getElement().setAttribute("method", "post").setAttribute("action", "login");
            add(components);
        }
    }
}
