package io.zol0.users;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a program shows instead of a password, without the secret itself.
 *
 * @param owner name of the account it belongs to; null for one of the installation
 * @param environments where calls may go with it; null for everywhere
 * @param expiresAt when it stops being valid; null for never
 * @param secrets the newest first; two while one takes the other's place
 */
public record Token(
        long id,
        String name,
        @Nullable String owner,
        Set<TokenScope> scopes,
        @Nullable Set<String> environments,
        Instant createdAt,
        @Nullable Instant expiresAt,
        List<Part> secrets) {

    /**
     * One secret of a token.
     *
     * @param prefix how it begins, by which people and scanners know it again
     * @param expiresAt when it stops being valid before the token does; null where it does not
     * @param lastUsedAt to about half a minute; null where it was never used
     */
    public record Part(
            String prefix,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}
}
