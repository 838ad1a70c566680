package io.zol0.ui.users;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.BeforeEvent;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.HasUrlParameter;
import com.vaadin.flow.router.Route;
import io.zol0.catalog.Upstreams;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Note;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.Roles;
import io.zol0.ui.parts.SessionList;
import io.zol0.ui.parts.ShownOnce;
import io.zol0.users.Account;
import io.zol0.users.AccountChange;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.Sessions;
import jakarta.annotation.security.RolesAllowed;
import org.jspecify.annotations.Nullable;

/** One account: what it may do, its password, where it is signed in. */
@Route("settings/users")
@RolesAllowed("ADMIN")
class UserView extends Main implements HasUrlParameter<Long>, HasDynamicTitle {
    private final Accounts accounts;
    private final Sessions sessions;
    private final Upstreams upstreams;
    private final Div outcome = new Div();
    private UserForm form;
    private @Nullable Account account;

    UserView(Accounts accounts, Sessions sessions, Upstreams upstreams) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.upstreams = upstreams;
        form = new UserForm(upstreams.environments());
        addClassNames("page", "page-narrow");
        outcome.getElement().setAttribute("role", "status");
    }

    @Override
    public void setParameter(BeforeEvent event, Long id) {
        show(id);
    }

    @Override
    public String getPageTitle() {
        return (account == null ? "No such user" : account.name()) + " · ZoL0";
    }

    private void show(long id) {
        removeAll();
        outcome.removeAll();
        Account shown = accounts.byId(id).orElse(null);
        account = shown;
        if (shown == null) {
            add(
                    new H1("No such user"),
                    Note.empty("There is no user with this number")
                            .text("The account may have been removed.")
                            .link("Go to the users", "settings/users"));
            return;
        }
        form = new UserForm(upstreams.environments());
        form.withoutName();
        form.fill(shown.settings());
        add(
                new H1(shown.name()),
                about(shown),
                settings(shown),
                password(shown),
                secondFactor(shown),
                signedIn(shown),
                removal(shown));
    }

    private static Paragraph about(Account shown) {
        Paragraph about = new Paragraph(new Span("Made "), new Moment(shown.createdAt()));
        if (shown.lastLoginAt() == null) {
            about.add(new Span(", never signed in."));
        } else {
            about.add(new Span(", last signed in "), new Moment(shown.lastLoginAt()), new Span("."));
        }
        return about;
    }

    private Panel settings(Account shown) {
        Button save = new Button("Save", click -> save());
        save.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
        Div buttons = new Div(save);
        buttons.addClassName("buttons");
        Paragraph effect = new Paragraph("Saving signs the account out everywhere, so that the change holds at once.");
        effect.addClassName("quiet");
        Panel panel = new Panel("What it may do");
        return (shown.external() ? panel.about("its identity provider says the role, at each sign-in") : panel)
                .with(form, effect, buttons, outcome);
    }

    private Panel password(Account shown) {
        Div result = new Div();
        result.getElement().setAttribute("role", "status");
        Button reset = new Button(
                "Reset the password…",
                click -> confirm(
                        "Reset the password of " + shown.name() + "?",
                        "The present one stops working and the account is signed out everywhere. You are shown a new one, this once.",
                        "Reset the password",
                        () -> reset(result)));
        if (shown.external()) {
            return new Panel("Password").with(new Paragraph("None here: its identity provider signs it in."));
        }
        return new Panel("Password")
                .about(shown.mustChangePassword() ? "to be changed at the next sign-in" : "chosen by its owner")
                .with(reset, result);
    }

    private Panel secondFactor(Account shown) {
        Panel panel = new Panel("Second factor").about(shown.secondFactor() ? "on" : "off");
        if (!shown.secondFactor()) {
            return panel.with(new Paragraph("Only its owner can add one, under My account."));
        }
        Button remove = new Button(
                "Remove the second factor…",
                click -> confirm(
                        "Remove the second factor of " + shown.name() + "?",
                        "For when the app and the recovery codes are lost: be sure that it is really %s who asks. The account is signed out everywhere, and the password alone signs it in from then on."
                                .formatted(shown.name()),
                        "Remove the second factor",
                        this::removeSecondFactor));
        return panel.with(remove);
    }

    private void removeSecondFactor() {
        Account before = account;
        if (before == null) {
            return;
        }
        AccountChange change = accounts.removeSecondFactor(before.id(), before.version());
        if (change instanceof AccountChange.Done(Account changed)) {
            show(changed.id());
            outcome.add(new Paragraph("The second factor is removed."));
        } else {
            refused(before, change);
        }
    }

    private Panel signedIn(Account shown) {
        return new Panel("Signed in")
                .with(new SessionList(() -> sessions.of(shown.id()), reference -> sessions.end(shown.id(), reference)));
    }

    private Panel removal(Account shown) {
        Button remove = new Button(
                "Remove…",
                click -> confirm(
                        "Remove " + shown.name() + "?",
                        "The account is signed out everywhere and cannot sign in again. What it did stays in the audit. "
                                + "This cannot be undone; to keep the account, switch off “May sign in” instead.",
                        "Remove " + shown.name(),
                        this::remove));
        remove.addThemeVariants(ButtonVariant.LUMO_ERROR, ButtonVariant.LUMO_TERTIARY);
        return new Panel("Remove the account").with(remove);
    }

    private static void confirm(String title, String text, String action, Runnable then) {
        ConfirmDialog dialog = new ConfirmDialog();
        dialog.setHeader(title);
        dialog.setText(text);
        dialog.setCancelable(true);
        dialog.setConfirmText(action);
        dialog.setConfirmButtonTheme("error primary");
        dialog.addConfirmListener(confirmed -> then.run());
        dialog.open();
    }

    private void save() {
        Account before = account;
        if (before != null) {
            change(before, form.settings(), true);
        }
    }

    private void change(Account before, AccountSettings settings, boolean undoable) {
        AccountChange change = accounts.change(before.id(), before.version(), settings);
        if (change instanceof AccountChange.Done(Account changed)) {
            show(changed.id());
            outcome.add(new Paragraph(undoable ? "Saved; it holds from now on." : "Undone; it is as it was before."));
            if (undoable && !changed.settings().equals(before.settings())) {
                outcome.add(new Button("Undo", click -> change(changed, before.settings(), false)));
            }
        } else {
            refused(before, change);
        }
    }

    private void reset(Div result) {
        Account before = account;
        if (before == null) {
            return;
        }
        AccountChange change = accounts.resetPassword(before.id(), before.version());
        if (change instanceof AccountChange.DoneWithPassword(Account changed, String password)) {
            account = changed;
            result.removeAll();
            result.add(new ShownOnce(
                    "New password of " + changed.name(),
                    password,
                    "Give it to %s by a way you trust. It is shown this once, and has to be changed at the next sign-in."
                            .formatted(changed.name())));
        } else {
            refused(before, change);
        }
    }

    private void remove() {
        Account before = account;
        if (before == null) {
            return;
        }
        AccountChange change = accounts.remove(before.id(), before.version());
        if (change instanceof AccountChange.Done || change instanceof AccountChange.Gone) {
            getUI().ifPresent(ui -> ui.navigate(UsersView.class));
        } else {
            refused(before, change);
        }
    }

    private void refused(Account before, AccountChange change) {
        outcome.removeAll();
        switch (change) {
            case AccountChange.Refused(AccountChange.Field field, String sentence) -> {
                form.say(field, sentence);
                outcome.add(Note.failed("Not done").text(sentence));
            }
            case AccountChange.ChangedMeanwhile(Account current) ->
                outcome.add(Note.failed("Not done")
                        .text(
                                "Someone else changed %s since you opened it.%s Look at it again, then repeat your change."
                                        .formatted(current.name(), Roles.difference(before, current)))
                        .with(new Button("Show what it is now", click -> show(current.id()))));
            case AccountChange.Gone gone -> show(before.id());
            case AccountChange.Done done -> throw new IllegalStateException("done, not refused: " + done);
            case AccountChange.DoneWithPassword done -> throw new IllegalStateException("done, not refused: " + done);
        }
    }
}
