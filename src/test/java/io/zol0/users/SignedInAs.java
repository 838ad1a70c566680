package io.zol0.users;

import java.util.function.Supplier;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;

/** Does a test's work as somebody would who signed in. */
@TestComponent
public record SignedInAs(UserDetailsService people) {
    /** Signs in without a password, and out again. */
    public <T> T ask(String name, Supplier<T> work) {
        SecurityContext before = SecurityContextHolder.getContext();
        var person = people.loadUserByUsername(name);
        SecurityContext own = SecurityContextHolder.createEmptyContext();
        own.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(person, null, person.getAuthorities()));
        SecurityContextHolder.setContext(own);
        try {
            return work.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    public void run(String name, Runnable work) {
        ask(name, () -> {
            work.run();
            return true;
        });
    }
}
