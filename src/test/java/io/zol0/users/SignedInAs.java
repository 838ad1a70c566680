package io.zol0.users;

import java.util.function.Supplier;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** Does a test's work as somebody would who signed in. */
@TestComponent
public class SignedInAs {
    private final AccountRepository accounts;

    SignedInAs(AccountRepository accounts) {
        this.accounts = accounts;
    }

    /** Signs in without a password, and out again. */
    public <T> T ask(String name, Supplier<T> work) {
        return ask(person(name), work);
    }

    public void run(String name, Runnable work) {
        ask(name, () -> {
            work.run();
            return true;
        });
    }

    PasswordSignIn person(String name) {
        return new PasswordSignIn(
                accounts.findByNameIgnoreCase(name).orElseThrow().toAccount());
    }

    <T> T ask(PasswordSignIn person, Supplier<T> work) {
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext own = SecurityContextHolder.createEmptyContext();
        own.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities()));
        SecurityContextHolder.setContext(own);
        try {
            return work.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }
}
