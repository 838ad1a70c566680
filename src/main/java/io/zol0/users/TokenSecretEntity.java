package io.zol0.users;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A secret of a token as it is kept: its keyed hash, never itself. */
@Entity
@Table(name = "api_token_secret")
class TokenSecretEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private long tokenId;
    private String prefix;
    private byte[] hash;
    private Instant createdAt;
    private @Nullable Instant expiresAt;
    private @Nullable Instant lastUsedAt;

    @SuppressWarnings("NullAway.Init")
    protected TokenSecretEntity() {}

    TokenSecretEntity(long tokenId, String prefix, byte[] hash, Instant createdAt) {
        this.tokenId = tokenId;
        this.prefix = prefix;
        this.hash = hash;
        this.createdAt = createdAt;
    }

    long id() {
        return id == null ? 0 : id;
    }

    long tokenId() {
        return tokenId;
    }

    byte[] hash() {
        return hash;
    }

    @Nullable
    Instant expiresAt() {
        return expiresAt;
    }

    /** Holds until then and no longer, where it would hold longer. */
    void endAt(Instant at) {
        if (expiresAt == null || expiresAt.isAfter(at)) {
            expiresAt = at;
        }
    }

    Token.Part toPart() {
        return new Token.Part(prefix, createdAt, expiresAt, lastUsedAt);
    }
}
