package io.zol0.users;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token as it is kept: its keyed hash, never itself. */
@Entity
@Table(name = "api_token")
class TokenEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;
    private String prefix;
    private byte[] hash;
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected TokenEntity() {}

    TokenEntity(String name, String prefix, byte[] hash, Instant createdAt) {
        this.name = name;
        this.prefix = prefix;
        this.hash = hash;
        this.createdAt = createdAt;
    }

    String name() {
        return name;
    }

    byte[] hash() {
        return hash;
    }
}
