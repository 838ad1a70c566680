package io.zol0.users;

import jakarta.persistence.Column;
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
    private @Nullable String passwordHash;
    private @Nullable String providerSubject;
    private @Nullable String sealedTotp;

    @Enumerated(EnumType.STRING)
    private Role role;

    private String[] environments = {};
    private boolean mustChangePassword;
    private boolean enabled;
    private Instant createdAt;

    /** Written past the entity, as it is no change of the account. */
    @Column(updatable = false)
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

    /** An account of an identity provider, which has no password here. */
    static AccountEntity external(String name, String subject, AccountSettings settings, Instant createdAt) {
        AccountEntity made = new AccountEntity(name, "", settings, createdAt);
        made.passwordHash = null;
        made.mustChangePassword = false;
        made.providerSubject = subject;
        return made;
    }

    /** Null where an identity provider vouches for the person. */
    @Nullable
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

    /** A sealed secret of one-time codes, or null for none. */
    void secondFactor(@Nullable String sealed) {
        sealedTotp = sealed;
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
                sealedTotp != null,
                providerSubject != null,
                createdAt,
                lastLoginAt,
                version);
    }
}
