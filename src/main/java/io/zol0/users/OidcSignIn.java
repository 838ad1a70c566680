package io.zol0.users;

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
    public String getName() {
        return account.name();
    }

    @Override
    public boolean equals(@org.jspecify.annotations.Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
