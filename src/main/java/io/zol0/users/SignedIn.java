package io.zol0.users;

import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** The account that a session belongs to, as it was when it signed in; it signs out when one of these changes. */
public interface SignedIn extends Sighted {
    /** The account as it was at the sign-in. */
    Account account();

    default long accountId() {
        return account().id();
    }

    default String accountName() {
        return account().name();
    }

    /** The account's version at the sign-in. */
    default long accountVersion() {
        return account().version();
    }

    @Override
    default Sight sight() {
        return account().sight();
    }

    /** Whoever is signed in on this thread; nobody where a program or ZoL0 itself is at work. */
    static Optional<SignedIn> current() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof SignedIn person
                ? Optional.of(person)
                : Optional.empty();
    }
}
