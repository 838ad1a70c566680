package io.zol0.users;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/**
 * Who does something, and from where.
 *
 * @param name of the account or token; {@link #SYSTEM} for ZoL0 itself and its commands
 * @param origin remote address; null where nobody came over the network
 */
record Actor(String name, @Nullable String origin) {
    static final String SYSTEM = "system";
    static final String ANONYMOUS = "anonymous";

    /** Whoever is logged in where this runs. */
    static Actor present() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication == null ? new Actor(SYSTEM, null) : of(authentication);
    }

    static Actor of(Authentication authentication) {
        boolean known = authentication.isAuthenticated() && !(authentication instanceof AnonymousAuthenticationToken);
        return new Actor(known ? authentication.getName() : ANONYMOUS, origin(authentication));
    }

    private static @Nullable String origin(Authentication authentication) {
        return authentication.getDetails() instanceof WebAuthenticationDetails details
                ? details.getRemoteAddress()
                : null;
    }
}
