package io.zol0.users;

import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.stereotype.Component;

/** Asks the identity provider how it wants to be asked, when it is first needed: ZoL0 starts without it. */
@Component
public class OidcRegistration implements ClientRegistrationRepository {
    /** Last part of the paths where a sign-in with the provider begins and ends. */
    public static final String ID = "oidc";

    private final OidcSettings settings;
    private volatile @Nullable ClientRegistration known;

    OidcRegistration(OidcSettings settings) {
        this.settings = settings;
    }

    @Override
    public @Nullable ClientRegistration findByRegistrationId(String id) {
        if (!settings.isOn() || !id.equals(ID)) {
            return null;
        }
        ClientRegistration registration = known;
        if (registration == null) {
            registration = ClientRegistrations.fromIssuerLocation(settings.issuer())
                    .registrationId(ID)
                    .clientId(settings.client().id())
                    .clientSecret(settings.client().secret())
                    .scope(OidcScopes.OPENID, OidcScopes.PROFILE, OidcScopes.EMAIL)
                    .redirectUri("{baseUrl}/login/oauth2/code/{registrationId}")
                    .build();
            known = registration;
        }
        return registration;
    }
}
