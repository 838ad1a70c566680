package io.zol0.ui.users;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.catalog.Upstreams;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.ShownOnce;
import io.zol0.users.Account;
import io.zol0.users.AccountChange;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.Role;
import jakarta.annotation.security.RolesAllowed;
import java.util.Set;

/** Makes an account, and shows its password this once. */
@Route("settings/users/new")
@PageTitle("Add a user · ZoL0")
@RolesAllowed("ADMIN")
class NewUserView extends Main {
    private final Accounts accounts;
    private final UserForm form;

    NewUserView(Accounts accounts, Upstreams upstreams) {
        this.accounts = accounts;
        form = new UserForm(upstreams.environments());
        form.fill(new AccountSettings(Role.VIEWER, Set.of(), true));
        form.withoutEnabled();
        addClassNames("page", "page-narrow");
        Button save = new Button("Add the user", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Button leave = new Button("Cancel", click -> getUI().ifPresent(ui -> ui.navigate(UsersView.class)));
        Div buttons = new Div(save, leave);
        buttons.addClassName("buttons");
        Paragraph effect = new Paragraph("ZoL0 makes the first password and shows it once, on the next page.");
        effect.addClassName("quiet");
        add(
                new H1("Add a user"),
                new Paragraph("A name and a role are enough."),
                new Panel("Account").with(form, effect, buttons));
    }

    private void save() {
        switch (accounts.add(form.name(), form.settings())) {
            case AccountChange.DoneWithPassword(Account account, String password) -> made(account, password);
            case AccountChange.Refused(AccountChange.Field field, String sentence) -> form.say(field, sentence);
            case AccountChange.Done done ->
                throw new IllegalStateException("a new account without a password: " + done);
            case AccountChange.ChangedMeanwhile changed -> throw new IllegalStateException("a new account: " + changed);
            case AccountChange.Gone gone -> throw new IllegalStateException("a new account: " + gone);
        }
    }

    private void made(Account account, String password) {
        removeAll();
        Anchor list = new Anchor("settings/users", "Go to the users");
        list.addClassName("note-action");
        add(
                new H1(account.name()),
                new Paragraph("The account is there and may sign in."),
                new Panel("First password")
                        .with(
                                new ShownOnce(
                                        "First password of " + account.name(),
                                        password,
                                        "Give it to %s by a way you trust. It is shown this once, and has to be changed at the first sign-in."
                                                .formatted(account.name())),
                                list));
    }
}
