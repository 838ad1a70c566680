package io.zol0.ui.shell;

import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.zol0.catalog.Upstreams;
import io.zol0.notify.Preferences;
import io.zol0.ui.channels.PreferencePart;
import io.zol0.ui.parts.Moment;
import io.zol0.ui.parts.Panel;
import io.zol0.ui.parts.Roles;
import io.zol0.ui.parts.SessionList;
import io.zol0.ui.tokens.TokensPart;
import io.zol0.users.Account;
import io.zol0.users.Accounts;
import io.zol0.users.SecondFactor;
import io.zol0.users.Sessions;
import io.zol0.users.Tokens;
import jakarta.annotation.security.PermitAll;
import java.util.Locale;

/** Who is logged in, what that account may do, its password and this browser's colours. */
@Route("account")
@PageTitle("My account · ZoL0")
@PermitAll
class AccountView extends Main {
    private final Paragraph changed = new Paragraph();

    AccountView(
            Accounts accounts,
            SecondFactor secondFactor,
            Sessions sessions,
            Tokens tokens,
            Upstreams upstreams,
            Preferences preferences) {
        addClassNames("page", "page-narrow");
        Account account = accounts.mine().orElseThrow();
        changed.getElement().setAttribute("role", "status");
        changed.addClassName("good");
        Panel second = new Panel("Second factor").with(new SecondFactorPart(secondFactor, account.secondFactor()));
        second.setVisible(!account.external());
        add(
                new H1("My account"),
                new Paragraph("You are signed in as " + account.name() + "."),
                new Panel("Account").with(facts(account)),
                account.external()
                        ? new Panel("Sign-in")
                                .with(new Paragraph("Your identity provider signs you in and says your role."))
                        : new Panel("Password")
                                .with(new PasswordForm(accounts, account.name(), this::sayChanged), changed),
                second,
                new Panel("Your tokens").with(TokensPart.ofOwn(tokens, account.role(), upstreams.environments())),
                new Panel("E-mails").with(new PreferencePart(preferences)),
                new Panel("Where you are signed in").with(new SessionList(sessions::mine, sessions::endMine)),
                new Panel("This browser").with(colours(), new TimeZoneField()));
    }

    private void sayChanged() {
        changed.setText("Your password is changed. Other browsers in which you were signed in are signed out.");
    }

    private static DescriptionList facts(Account account) {
        DescriptionList facts = new DescriptionList();
        facts.addClassName("facts");
        add(facts, "Name").setText(account.name());
        add(facts, "Role").setText(Roles.sentence(account.role()));
        add(facts, "Made").add(new Moment(account.createdAt()));
        add(facts, "Sees").setText(Roles.environments(account.environments()));
        if (account.lastLoginAt() != null) {
            add(facts, "Last sign-in").add(new Moment(account.lastLoginAt()));
        }
        return facts;
    }

    private static DescriptionList.Description add(DescriptionList facts, String term) {
        DescriptionList.Description description = new DescriptionList.Description();
        facts.add(new DescriptionList.Term(term), description);
        return description;
    }

    private RadioButtonGroup<Scheme> colours() {
        RadioButtonGroup<Scheme> group = new RadioButtonGroup<>("Colours");
        group.setItems(Scheme.values());
        group.setItemLabelGenerator(Scheme::label);
        group.setHelperText("Kept in this browser only.");
        getElement()
                .executeJs("return window.zol0?.scheme ?? 'system'")
                .then(String.class, kept -> group.setValue(Scheme.valueOf(kept.toUpperCase(Locale.ROOT))));
        group.addValueChangeListener(change -> {
            if (change.isFromClient()) {
                change.getValue().apply(getElement());
            }
        });
        return group;
    }
}
