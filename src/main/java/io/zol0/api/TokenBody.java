package io.zol0.api;

import io.zol0.users.Token;
import io.zol0.users.TokenDraft;
import io.zol0.users.TokenScope;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a program shows instead of a password, without its secret.
 *
 * @param owner name of the user it belongs to; null for one of the installation
 * @param environments where it may go; null for everywhere
 * @param expiresAt when it stops being valid; null for never
 * @param secrets the newest first; two while one takes the other's place
 */
record TokenBody(
        long id,
        String name,
        @Nullable String owner,
        List<TokenScope> scopes,
        @Nullable List<String> environments,
        Instant createdAt,
        @Nullable Instant expiresAt,
        List<Part> secrets) {

    /**
     * What is known of a secret.
     *
     * @param prefix how it begins
     * @param expiresAt when it stops being valid before the token does; null where it does not
     * @param lastUsedAt to about half a minute; null where it was never used
     */
    record Part(
            String prefix,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt) {}

    /** A token with its secret, which is told this once. */
    record WithSecret(TokenBody token, String secret) {
        @Override
        public String toString() {
            return "WithSecret of " + token.name();
        }
    }

    /**
     * A token that is wanted.
     *
     * @param environments where it may go; everywhere where it is left out
     * @param validFor from now on; for ever where it is left out
     */
    record Wanted(
            @Nullable String name,
            @Nullable List<@Nullable TokenScope> scopes,
            @Nullable List<@Nullable String> environments,
            @Nullable Duration validFor) {

        /**
         * The draft of it.
         *
         * @throws Unfit where something needed is missing
         */
        TokenDraft toDraft() {
            Needs needs = new Needs();
            Set<TokenScope> uses = EnumSet.noneOf(TokenScope.class);
            List<@Nullable TokenScope> wanted = needs.of(scopes, "scopes", List.of());
            uses.addAll(needs.each(wanted, "scopes", TokenScope.READ, (scope, place) -> scope));
            Set<String> within = new LinkedHashSet<>(
                    needs.each(environments, "environments", "", (environment, place) -> environment));
            TokenDraft draft =
                    new TokenDraft(needs.of(name, "name", ""), uses, environments == null ? null : within, validFor);
            needs.requireNoneMissing();
            return draft;
        }
    }

    /** For how long the old secret goes on beside the new one, by ISO 8601; a day where it is not said. */
    record Rotation(@Nullable Duration overlap) {}

    static TokenBody of(Token token) {
        return new TokenBody(
                token.id(),
                token.name(),
                token.owner(),
                token.scopes().stream().sorted().toList(),
                token.environments() == null
                        ? null
                        : token.environments().stream().sorted().toList(),
                token.createdAt(),
                token.expiresAt(),
                token.secrets().stream()
                        .map(part -> new Part(part.prefix(), part.createdAt(), part.expiresAt(), part.lastUsedAt()))
                        .toList());
    }
}
