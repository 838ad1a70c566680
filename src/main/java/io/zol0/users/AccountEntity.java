package io.zol0.users;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An account as it is kept. */
@Entity
@Table(name = "account")
class AccountEntity {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private @Nullable Long id;

    private String name;
    private String passwordHash;

    @Enumerated(EnumType.STRING)
    private Role role;

    private String[] environments = {};
    private boolean mustChangePassword;
    private boolean enabled;
    private Instant createdAt;
    private @Nullable Instant lastLoginAt;

    @Version
    private long version;

    @SuppressWarnings("NullAway.Init")
    protected AccountEntity() {}

    AccountEntity(String name, String passwordHash, AccountSettings settings, Instant createdAt) {
        this.name = name;
        this.passwordHash = passwordHash;
        this.role = settings.role();
        this.environments = settings.sortedEnvironments();
        this.enabled = settings.enabled();
        this.mustChangePassword = true;
        this.createdAt = createdAt.truncatedTo(ChronoUnit.MICROS);
    }

    String passwordHash() {
        return passwordHash;
    }

    /** A password the person chose. */
    void choosePassword(String hash) {
        passwordHash = hash;
        mustChangePassword = false;
    }

    /** A password made for the person, to be changed at the next login. */
    void resetPassword(String hash) {
        passwordHash = hash;
        mustChangePassword = true;
    }

    void become(AccountSettings settings) {
        role = settings.role();
        environments = settings.sortedEnvironments();
        enabled = settings.enabled();
    }

    Account toAccount() {
        return new Account(
                id == null ? 0 : id,
                name,
                role,
                Set.of(environments),
                mustChangePassword,
                enabled,
                createdAt,
                lastLoginAt,
                version);
    }
}
