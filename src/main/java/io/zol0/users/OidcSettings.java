package io.zol0.users;

import io.zol0.home.Refusal;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The identity provider that people may sign in with; none where there is no issuer.
 *
 * @param issuer its address, under which {@code /.well-known/openid-configuration} is
 */
@ConfigurationProperties("zol0.oidc")
public record OidcSettings(
        @DefaultValue("") String issuer,
        @DefaultValue Client client,
        @DefaultValue Roles roles) {

    /** How ZoL0 is known there. */
    public record Client(
            @DefaultValue("") String id, @DefaultValue("") String secret) {
        @Override
        public String toString() {
            return "Client " + id;
        }
    }

    /**
     * Which values of a claim stand for which role.
     *
     * @param claim its name; dots lead into objects, such as {@code realm_access.roles}
     */
    public record Roles(
            @DefaultValue("roles") String claim,
            @Nullable List<String> admin,
            @Nullable List<String> operator,
            @Nullable List<String> viewer) {
        /** The highest role that one of the values stands for. */
        Optional<Role> of(Set<String> values) {
            if (holds(admin, values)) {
                return Optional.of(Role.ADMIN);
            }
            if (holds(operator, values)) {
                return Optional.of(Role.OPERATOR);
            }
            return holds(viewer, values) ? Optional.of(Role.VIEWER) : Optional.empty();
        }

        private static boolean holds(@Nullable List<String> mapped, Set<String> values) {
            return mapped != null && mapped.stream().map(String::strip).anyMatch(values::contains);
        }

        private boolean isEmpty() {
            return admin == null && operator == null && viewer == null;
        }
    }

    public OidcSettings {
        if (!issuer.isBlank()) {
            if (!issuer.matches("https?://.+") || URI.create(issuer).getHost() == null) {
                throw new Refusal("ZOL0_OIDC_ISSUER must be an address such as https://login.example.org, and is \""
                        + issuer + "\".");
            }
            if (client.id().isBlank() || client.secret().isBlank()) {
                throw new Refusal(
                        "ZOL0_OIDC_ISSUER is set, so ZOL0_OIDC_CLIENT_ID and ZOL0_OIDC_CLIENT_SECRET must be too.");
            }
            if (roles.isEmpty()) {
                throw new Refusal(
                        "ZOL0_OIDC_ISSUER is set, but no value of the claim \"%s\" stands for a role; set at least one of ZOL0_OIDC_ROLES_ADMIN, ZOL0_OIDC_ROLES_OPERATOR and ZOL0_OIDC_ROLES_VIEWER."
                                .formatted(roles.claim()));
            }
        }
    }

    public boolean isOn() {
        return !issuer.isBlank();
    }
}
