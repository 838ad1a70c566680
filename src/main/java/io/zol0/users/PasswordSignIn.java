package io.zol0.users;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/** An account that signed in with a password, or by a cookie that came of one. */
final class PasswordSignIn implements UserDetails, SignedIn {
    private final Account account;

    PasswordSignIn(Account account) {
        this.account = account;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public List<GrantedAuthority> getAuthorities() {
        return account.role().authorities();
    }

    @Override
    public @Nullable String getPassword() {
        return null;
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
    public String toString() {
        return account.name();
    }
}
