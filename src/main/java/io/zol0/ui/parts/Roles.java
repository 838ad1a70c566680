package io.zol0.ui.parts;

import io.zol0.users.Account;
import io.zol0.users.Role;
import java.util.Set;
import java.util.TreeSet;

/** What roles and restrictions are called on the screen. */
public final class Roles {
    private Roles() {}

    public static String name(Role role) {
        return switch (role) {
            case VIEWER -> "Viewer";
            case OPERATOR -> "Operator";
            case ADMIN -> "Administrator";
        };
    }

    /** The name with what it may do. */
    public static String sentence(Role role) {
        return name(role)
                + switch (role) {
                    case VIEWER -> ": sees everything, changes nothing";
                    case OPERATOR -> ": sees everything, changes limits, cache and rules";
                    case ADMIN -> ": may do everything, upstreams and users too";
                };
    }

    /** Where an account may look. */
    public static String environments(Set<String> environments) {
        return environments.isEmpty() ? "Every environment" : String.join(", ", new TreeSet<>(environments));
    }

    /** What of an account is another than it was, as a clause each. */
    public static String difference(Account before, Account now) {
        StringBuilder words = new StringBuilder();
        if (before.role() != now.role()) {
            words.append(" It is now ").append(name(now.role())).append('.');
        }
        if (!before.environments().equals(now.environments())) {
            words.append(" It now sees: ")
                    .append(environments(now.environments()))
                    .append('.');
        }
        if (before.enabled() != now.enabled()) {
            words.append(now.enabled() ? " It may sign in now." : " It may not sign in any more.");
        }
        return words.isEmpty() ? " Its password is another one now." : words.toString();
    }
}
