package io.zol0.users;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** An account that signs in with a password. */
final class PasswordSignIn implements UserDetails, CredentialsContainer, SignedIn {
    private final Account account;
    private transient @Nullable String passwordHash;

    PasswordSignIn(Account account, String passwordHash) {
        this.account = account;
        this.passwordHash = passwordHash;
    }

    @Override
    public long accountId() {
        return account.id();
    }

    @Override
    public String accountName() {
        return account.name();
    }

    @Override
    public long accountVersion() {
        return account.version();
    }

    @Override
    public Sight sight() {
        return account.sight();
    }

    @Override
    public List<GrantedAuthority> getAuthorities() {
        return account.role().authorities();
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public String getUsername() {
        return account.name();
    }

    @Override
    public boolean isEnabled() {
        return account.enabled();
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }

    @Override
    public String toString() {
        return account.name();
    }
}
