package io.zol0.catalog;

import io.zol0.users.Itself;
import io.zol0.users.SignedIn;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;

/** What a setting change came from. */
public enum ChangeOrigin {
    /** Somebody at the console. */
    PERSON,
    /** A program with a token. */
    PROGRAM,
    /** A recommendation, whether somebody approved it or the autopilot did. */
    OPTIMIZER,
    /** What a provider says of its own limits. */
    PROVIDER,
    /** ZoL0 by itself: at its start, for the demo. */
    ZOL0;

    /** Whoever is at work on this thread. */
    static ChangeOrigin present() {
        if (SignedIn.current().isPresent()) {
            return PERSON;
        }
        Authentication login = SecurityContextHolder.getContext().getAuthentication();
        return login != null && login.getPrincipal() instanceof Itself ? ZOL0 : PROGRAM;
    }
}
