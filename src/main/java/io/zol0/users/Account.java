package io.zol0.users;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person who logs in to the console.
 *
 * @param name what is typed to log in; letters differ not by case
 * @param environments what the account is restricted to; empty for everything
 * @param mustChangePassword whether nothing but a change of the password is allowed
 * @param lastLoginAt null before the first login
 * @param secondFactor whether a code is asked for after the password
 * @param external whether it signs in with an identity provider, which also says its role
 * @param version moves with every change that ends the account's sessions
 */
public record Account(
        long id,
        String name,
        Role role,
        Set<String> environments,
        boolean mustChangePassword,
        boolean enabled,
        boolean secondFactor,
        boolean external,
        Instant createdAt,
        @Nullable Instant lastLoginAt,
        long version) {
    public Account {
        environments = Set.copyOf(environments);
    }

    /** What of it can be changed. */
    public AccountSettings settings() {
        return new AccountSettings(role, environments, enabled);
    }

    public Sight sight() {
        return Sight.of(environments);
    }
}
