package io.zol0.users;

import java.util.List;
import java.util.function.Supplier;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

/** ZoL0 at work for itself, where nobody is signed in: at its start, for the demo, for a command. */
public final class Itself implements Sighted {
    /** The role that no account has. */
    static final String ROLE = "SYSTEM";

    private static final Itself ZOL0 = new Itself();

    private Itself() {}

    /** Does the work with the rights of ZoL0 itself, and gives them back. */
    public static <T> T ask(Supplier<T> work) {
        return ask(ZOL0.toString(), work);
    }

    /** The same under the name of the part of ZoL0 that does it, which the history and the audit then have. */
    public static <T> T ask(String part, Supplier<T> work) {
        SecurityContext before = SecurityContextHolder.getContext();
        SecurityContext own = SecurityContextHolder.createEmptyContext();
        own.setAuthentication(new Token(part));
        SecurityContextHolder.setContext(own);
        try {
            return work.get();
        } finally {
            SecurityContextHolder.setContext(before);
        }
    }

    /** Does the work with the rights of ZoL0 itself, and gives them back. */
    public static void run(Runnable work) {
        ask(() -> {
            work.run();
            return true;
        });
    }

    @Override
    public Sight sight() {
        return Sight.EVERYWHERE;
    }

    @Override
    public String toString() {
        return "system";
    }

    private static final class Token extends AbstractAuthenticationToken {
        private final String name;

        Token(String name) {
            super(AuthorityUtils.createAuthorityList(
                    List.of("ROLE_VIEWER", "ROLE_OPERATOR", "ROLE_ADMIN", "ROLE_" + ROLE)));
            this.name = name;
            setAuthenticated(true);
        }

        @Override
        public String getCredentials() {
            return "";
        }

        @Override
        public Itself getPrincipal() {
            return ZOL0;
        }

        @Override
        public String getName() {
            return name;
        }
    }
}
