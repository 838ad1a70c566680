package io.zol0.users;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the first account and the first token of an installation and prints them, this once. */
@Component
@ConditionalOnBooleanProperty(name = "zol0.first.login", matchIfMissing = true)
class FirstStart {
    private final Accounts accounts;
    private final Tokens tokens;

    FirstStart(Accounts accounts, Tokens tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    @EventListener
    @Order(1)
    void on(ApplicationReadyEvent event) {
        Itself.ask(accounts::createFirst).ifPresent(password -> print("""

                First login:  %s  with the password  %s
                It is shown this once and has to be changed at the first login.
                """.formatted(Accounts.FIRST, password)));
        tokens.createFirst().ifPresent(token -> print("""
                Token for callers of the gateway from other machines:  %s
                It is shown this once too; callers on this machine need none.
                """.formatted(token)));
    }

    /** To the person at the terminal, past the log and whatever stores it. */
    @SuppressWarnings("SystemOut")
    private static void print(String text) {
        System.out.println(text);
    }
}
