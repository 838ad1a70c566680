package io.zol0.api;

import io.zol0.users.Sight;
import io.zol0.users.Sighted;
import io.zol0.users.TokenGrant;
import io.zol0.users.TokenScope;
import java.util.ArrayList;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.AuthorityUtils;

/**
 * A program that showed a token: a viewer with the scope READ, an operator with OPERATE, which includes to see what it changes, an
 * administrator with ADMINISTER and all environments, somebody who reports with INGEST; each in the token's environments.
 */
final class TokenLogin extends AbstractAuthenticationToken {
    /** Held by tokens with the scope READ alone. */
    static final String READ = "SCOPE_READ";

    /** Held by tokens with the scope INGEST alone. */
    static final String INGEST = "ROLE_INGEST";

    private final transient Program program;

    TokenLogin(TokenGrant grant) {
        super(authorities(grant));
        program = new Program(grant.name(), grant.sight());
        setAuthenticated(true);
    }

    /** The token's name, and what it may look at. */
    record Program(String name, Sight sight) implements Sighted {}

    private static List<GrantedAuthority> authorities(TokenGrant grant) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        if (grant.allows(TokenScope.READ)) {
            authorities.addAll(AuthorityUtils.createAuthorityList(READ, "ROLE_VIEWER"));
        }
        if (grant.allows(TokenScope.OPERATE)) {
            authorities.addAll(AuthorityUtils.createAuthorityList("ROLE_VIEWER", "ROLE_OPERATOR"));
        }
        // What it changes belongs to all environments.
        if (grant.allows(TokenScope.ADMINISTER) && grant.sight().everywhere()) {
            authorities.addAll(AuthorityUtils.createAuthorityList("ROLE_VIEWER", "ROLE_OPERATOR", "ROLE_ADMIN"));
        }
        if (grant.allows(TokenScope.INGEST)) {
            authorities.addAll(AuthorityUtils.createAuthorityList(INGEST));
        }
        return authorities;
    }

    @Override
    public String getName() {
        return program.name();
    }

    @Override
    public String getCredentials() {
        return "";
    }

    @Override
    public Program getPrincipal() {
        return program;
    }
}
