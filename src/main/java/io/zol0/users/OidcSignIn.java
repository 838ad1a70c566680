package io.zol0.users;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/** An account that signs in with an identity provider. */
final class OidcSignIn extends DefaultOidcUser implements SignedIn {
    private final transient Account account;

    OidcSignIn(Account account, OidcUser vouched) {
        super(account.role().authorities(), vouched.getIdToken(), vouched.getUserInfo());
        this.account = account;
    }

    @Override
    public Account account() {
        return account;
    }

    @Override
    public String getName() {
        return account.name();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
