package io.zol0.users;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A person who logs in to the console.
 *
 * @param name what is typed to log in; letters differ not by case
 * @param mustChangePassword whether nothing but a change of the password is allowed
 * @param lastLoginAt null before the first login
 */
public record Account(
        long id,
        String name,
        Role role,
        boolean mustChangePassword,
        boolean enabled,
        Instant createdAt,
        @Nullable Instant lastLoginAt) {}
