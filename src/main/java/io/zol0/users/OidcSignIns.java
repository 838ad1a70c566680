package io.zol0.users;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** Turns whom the identity provider vouches for into an account with the role that the provider's claim stands for. */
@Component
@EnableConfigurationProperties(OidcSettings.class)
public class OidcSignIns implements OAuth2UserService<OidcUserRequest, OidcUser> {
    /** The provider vouches for the person but says nothing that stands for a role. */
    public static final String NO_ROLE = "no_role";

    /** An administrator switched the account off. */
    public static final String DISABLED = "account_disabled";

    private final OidcUserService provider;
    private final OidcSettings settings;
    private final ProviderAccounts accounts;

    OidcSignIns(OidcSettings settings, ProviderRequests requests, ProviderAccounts accounts) {
        this.provider = requests.people();
        this.settings = settings;
        this.accounts = accounts;
    }

    @Override
    public OidcUser loadUser(OidcUserRequest request) {
        OidcUser vouched = provider.loadUser(request);
        Role role = settings.roles()
                .of(values(vouched.getClaims(), settings.roles().claim()))
                .orElseThrow(() -> refused(NO_ROLE));
        String subject = vouched.getIdToken().getIssuer() + " " + vouched.getSubject();
        Account account = accounts.take(subject, name(vouched), role);
        if (!account.enabled()) {
            throw refused(DISABLED);
        }
        return new OidcSignIn(account, vouched);
    }

    private static String name(OidcUser vouched) {
        return Optional.ofNullable(vouched.getPreferredUsername())
                .or(() -> Optional.ofNullable(vouched.getEmail()))
                .orElseGet(() -> String.valueOf(vouched.getSubject()));
    }

    /** The texts at a claim, whether it is one or several. */
    static Set<String> values(Map<String, Object> claims, String path) {
        Object at = claims;
        for (String part : path.split("\\.")) {
            at = at instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return texts(at);
    }

    private static Set<String> texts(@Nullable Object value) {
        return switch (value) {
            case null -> Set.of();
            case String text -> Set.of(text.split("[ ,]+"));
            case Collection<?> several -> several.stream().map(String::valueOf).collect(Collectors.toSet());
            default -> Set.of();
        };
    }

    private static OAuth2AuthenticationException refused(String code) {
        return new OAuth2AuthenticationException(new OAuth2Error(code));
    }
}
