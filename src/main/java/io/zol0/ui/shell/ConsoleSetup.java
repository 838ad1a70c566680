package io.zol0.ui.shell;

import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.server.ServiceInitEvent;
import com.vaadin.flow.server.VaadinServiceInitListener;
import com.vaadin.flow.server.VaadinSession;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.zol0.users.Account;
import io.zol0.users.Accounts;
import java.io.Serializable;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Gives every console its error handler and its way to write dates, and keeps an account with a foreign password at the page that changes it. */
@Component
class ConsoleSetup implements VaadinServiceInitListener {
    /** English with dates like 2026-11-01, and 24 hours a day: what fields show is then what texts say. */
    private static final Locale DATES = Locale.of("en", "SE");

    private final Accounts accounts;
    private final AuthenticationContext login;

    ConsoleSetup(Accounts accounts, AuthenticationContext login) {
        this.accounts = accounts;
        this.login = login;
    }

    @Override
    public void serviceInit(ServiceInitEvent service) {
        service.getSource()
                .addSessionInitListener(session -> session.getSession().setErrorHandler(new ConsoleErrors()));
        service.addIndexHtmlRequestListener(new PagePolicy());
        service.getSource().addUIInitListener(begun -> {
            begun.getUI().setLocale(DATES);
            begun.getUI().addBeforeEnterListener(this::keepAtGate);
        });
    }

    private void keepAtGate(BeforeEnterEvent event) {
        VaadinSession session = event.getUI().getSession();
        if (session.getAttribute(GatePassed.class) != null) {
            return;
        }
        boolean atGate = event.getNavigationTarget() == FirstPasswordView.class;
        boolean must = login.isAuthenticated()
                && accounts.mine().map(Account::mustChangePassword).orElse(false);
        if (must && !atGate) {
            event.forwardTo(FirstPasswordView.class);
        } else if (!must && login.isAuthenticated()) {
            // Asked once a session, so that live pages open while the database is away.
            session.setAttribute(GatePassed.class, new GatePassed());
            if (atGate) {
                event.forwardTo("");
            }
        }
    }

    /** Marks a session whose account has a password of its own choosing. */
    private record GatePassed() implements Serializable {}
}
