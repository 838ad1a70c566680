package io.zol0.api;

import io.zol0.users.Account;
import io.zol0.users.AccountSettings;
import io.zol0.users.Role;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A person who logs in to the console, without anything that is a secret.
 *
 * @param environments what the account is restricted to; empty for everything
 * @param mustChangePassword whether its password was made here, to be changed at the next login
 * @param secondFactor whether a code is asked for after the password
 * @param external whether it signs in with an identity provider, which also says its role
 * @param lastLoginAt null before the first login
 */
record UserBody(
        long id,
        String name,
        Role role,
        List<String> environments,
        boolean enabled,
        boolean mustChangePassword,
        boolean secondFactor,
        boolean external,
        Instant createdAt,
        @Nullable Instant lastLoginAt) {

    /** A user with a password that is told this once, to be changed at the next login. */
    record WithPassword(UserBody user, String password) {
        @Override
        public String toString() {
            return "WithPassword of " + user.name();
        }
    }

    /**
     * What is wanted of a user; role and, of a new one, the name are needed.
     *
     * @param name of a new one; it cannot be changed
     * @param environments what it is restricted to; all where there are none
     * @param enabled whether it may sign in; true where it is not said
     */
    record Wanted(
            @Nullable String name,
            @Nullable Role role,
            @Nullable List<@Nullable String> environments,
            @Nullable Boolean enabled) {

        /**
         * What may be set of it.
         *
         * @throws Unfit where something needed is missing
         */
        AccountSettings settings() {
            Needs needs = new Needs();
            Role wanted = needs.of(role, "role", Role.VIEWER);
            Set<String> within = new LinkedHashSet<>(
                    needs.each(environments, "environments", "", (environment, place) -> environment));
            needs.requireNoneMissing();
            return new AccountSettings(wanted, within, enabled == null || enabled);
        }
    }

    /** A browser in which somebody is signed in. */
    record SignedIn(String reference, String address, String browser, Instant since, Instant seen) {}

    static UserBody of(Account account) {
        return new UserBody(
                account.id(),
                account.name(),
                account.role(),
                account.environments().stream().sorted().toList(),
                account.enabled(),
                account.mustChangePassword(),
                account.secondFactor(),
                account.external(),
                account.createdAt(),
                account.lastLoginAt());
    }
}
