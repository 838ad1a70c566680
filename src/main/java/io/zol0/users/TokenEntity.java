package io.zol0.users;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A token as it is kept. */
@Entity
@Table(name = "api_token")
class TokenEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;
    private @Nullable Long ownerId;
    private String[] scopes;
    private String @Nullable [] environments;
    private Instant createdAt;
    private @Nullable Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    protected TokenEntity() {}

    TokenEntity(TokenDraft draft, @Nullable Long ownerId, Instant createdAt) {
        this.name = draft.name();
        this.ownerId = ownerId;
        this.scopes = draft.scopes().stream().map(Enum::name).sorted().toArray(String[]::new);
        this.environments = draft.environments() == null
                ? null
                : draft.environments().stream().sorted().toArray(String[]::new);
        this.createdAt = createdAt;
        this.expiresAt = draft.validFor() == null ? null : createdAt.plus(draft.validFor());
    }

    long id() {
        return id == null ? 0 : id;
    }

    String name() {
        return name;
    }

    @Nullable
    Long ownerId() {
        return ownerId;
    }

    Set<TokenScope> scopes() {
        return Arrays.stream(scopes).map(TokenScope::valueOf).collect(Collectors.toSet());
    }

    @Nullable
    Set<String> environments() {
        return environments == null ? null : new TreeSet<>(List.of(environments));
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    Token toToken(@Nullable String owner, List<Token.Part> secrets) {
        return new Token(id(), name, owner, scopes(), environments(), createdAt, expiresAt, secrets);
    }
}
