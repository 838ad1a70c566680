package io.zol0.users;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.stereotype.Component;

/** Asks the identity provider how it wants to be asked, when it is first needed: ZoL0 starts without it. */
@Component
public class OidcRegistration implements ClientRegistrationRepository {
    /** Last part of the paths where a sign-in with the provider begins and ends. */
    public static final String ID = "oidc";

    /** The provider could not be asked, or answered what is of no use. */
    public static final String AWAY = "provider_away";

    /** How long a provider that is away is let be: anybody may press the button. */
    static final Duration PAUSE = Duration.ofSeconds(3);

    private final OidcSettings settings;
    private final ProviderRequests requests;
    private final InstantSource clock;
    private volatile @Nullable ClientRegistration known;
    private @Nullable String failure;
    private Instant failedAt = Instant.MIN;

    OidcRegistration(OidcSettings settings, ProviderRequests requests, InstantSource clock) {
        this.settings = settings;
        this.requests = requests;
        this.clock = clock;
    }

    /** Throws what a failed sign-in does where the provider is away. */
    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!settings.isOn() || !id.equals(ID)) {
            return null;
        }
        ClientRegistration registration = known;
        return registration == null ? ask() : registration;
    }

    private synchronized ClientRegistration ask() {
        ClientRegistration registration = known;
        if (registration != null) {
            return registration;
        }
        Duration since = Duration.between(failedAt, clock.instant());
        if (failure != null && !since.isNegative() && since.compareTo(PAUSE) < 0) {
            throw new OAuth2AuthenticationException(new OAuth2Error(AWAY, failure, null), failure);
        }
        try {
            registration = discover();
        } catch (RuntimeException e) {
            failedAt = clock.instant();
            failure = "%s could not be asked: %s".formatted(settings.issuer(), e.getMessage());
            throw new OAuth2AuthenticationException(new OAuth2Error(AWAY, failure, null), failure, e);
        }
        known = registration;
        return registration;
    }

    private ClientRegistration discover() {
        Map<String, Object> said = requests.discover(settings.issuer());
        if (said == null || !settings.issuer().equals(said.get("issuer"))) {
            throw new IllegalStateException("it calls itself \"%s\", and ZOL0_OIDC_ISSUER must be just that"
                    .formatted(said == null ? "" : said.get("issuer")));
        }
        return ClientRegistrations.fromOidcConfiguration(said)
                .registrationId(ID)
                .clientId(settings.client().id())
                .clientSecret(settings.client().secret())
                .scope(OidcScopes.OPENID, OidcScopes.PROFILE, OidcScopes.EMAIL)
                .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                .build();
    }
}
