package io.zol0.users;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Makes the first account and the first token of an installation and prints them, this once. */
@Component
class FirstStart {
    private final Accounts accounts;
    private final Tokens tokens;
    private final boolean wanted;

    FirstStart(Accounts accounts, Tokens tokens, @Value("${zol0.first.login:true}") boolean wanted) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.wanted = wanted;
    }

    @EventListener
    @Order(1)
    void on(ApplicationReadyEvent event) {
        if (!wanted) {
            return;
        }
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
