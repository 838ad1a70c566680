package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.zol0.ApplicationTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.oauth2.client.endpoint.OAuth2AccessTokenResponseClient;
import org.springframework.security.oauth2.client.endpoint.OAuth2AuthorizationCodeGrantRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthorizationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.jwt.JwtDecoderFactory;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Where ZoL0's own requests to an identity provider may go, and what is said while it is away. */
@ApplicationTest
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class OidcGuardTests {
    /** Of this machine as 127.0.0.1 is, and not among what the settings allow. */
    private static final String INNER = "127.0.0.2";

    private static final List<String> ASKED = new CopyOnWriteArrayList<>();
    private static final HttpServer PROVIDER = listening();

    /** A header, claims and a signature that only its keys could judge. */
    private static final String SIGNED = "eyJhbGciOiJSUzI1NiIsImtpZCI6ImsifQ.eyJzdWIiOiJ4In0.AAAA";

    @LocalServerPort
    private int port;

    @Autowired
    private OidcRegistration registration;

    @Autowired
    private ProviderRequests requests;

    @Autowired
    private OAuth2AccessTokenResponseClient<OAuth2AuthorizationCodeGrantRequest> tokens;

    @Autowired
    private JwtDecoderFactory<ClientRegistration> signatures;

    @Autowired
    private OidcSettings settings;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        // The second range is allowed in vain.
        settings.add("zol0.outgoing.allow", () -> "127.0.0.1,169.254.0.0/16");
        settings.add("zol0.oidc.issuer", () -> at(INNER));
        settings.add("zol0.oidc.client.id", () -> "zol0");
        settings.add("zol0.oidc.client.secret", () -> "a secret");
        settings.add("zol0.oidc.roles.viewer", () -> "staff");
    }

    @BeforeEach
    void forget() {
        ASKED.clear();
    }

    @AfterAll
    static void stop() {
        PROVIDER.stop(0);
    }

    @Test
    void a_provider_at_an_inner_address_that_nobody_allowed_is_not_asked_and_the_log_says_what_to_set(
            CapturedOutput log) throws Exception {
        assertThat(pressed()).isEqualTo("/login?provideraway");
        assertThat(ASKED).isEmpty();
        assertThat(log.getOut())
                .contains("The identity provider signs nobody in: " + at(INNER) + " could not be asked")
                .contains("an inner address that ZOL0_OUTGOING_ALLOW does not name");
    }

    @Test
    void an_allowed_inner_address_is_asked_and_has_to_be_who_it_says() {
        assertThat(registration(at("127.0.0.1")).findByRegistrationId("oidc"))
                .extracting(found -> found.getProviderDetails().getTokenUri())
                .isEqualTo(at(INNER) + "/token");
        assertThat(ASKED).containsExactly("/.well-known/openid-configuration");
        assertThatThrownBy(() -> registration(at("127.0.0.1") + "/other").findByRegistrationId("oidc"))
                .isInstanceOf(OAuth2AuthenticationException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {INNER, "169.254.169.254", "[fe80::1]", "10.1.2.3"})
    void what_the_provider_names_itself_is_guarded_as_well(String host) {
        ClientRegistration named = ClientRegistration.withClientRegistration(
                        registration(at("127.0.0.1")).findByRegistrationId("oidc"))
                .tokenUri(at(host) + "/token")
                .jwkSetUri(at(host) + "/keys")
                .userInfoUri(at(host) + "/who")
                .build();
        ASKED.clear();

        assertThatThrownBy(() -> tokens.getTokenResponse(code(named)))
                .isInstanceOf(OAuth2AuthorizationException.class)
                .hasMessageContaining("ZOL0_OUTGOING_ALLOW does not name");
        assertThatThrownBy(() -> requests.people().loadUser(person(named)))
                .isInstanceOf(OAuth2AuthenticationException.class)
                .hasMessageContaining("ZOL0_OUTGOING_ALLOW does not name");
        assertThatThrownBy(() -> signatures.createDecoder(named).decode(SIGNED))
                .isInstanceOf(JwtException.class)
                .hasMessageContaining("ZOL0_OUTGOING_ALLOW does not name");
        assertThat(ASKED).isEmpty();
    }

    @Test
    void a_provider_that_is_away_is_not_asked_again_at_once() {
        Instant[] now = {Instant.EPOCH};
        OidcRegistration away = new OidcRegistration(issuer(at("127.0.0.1") + "/away"), requests, () -> now[0]);
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> away.findByRegistrationId("oidc"))
                    .isInstanceOf(OAuth2AuthenticationException.class)
                    .hasMessageContaining("could not be asked: ");
        }
        assertThat(ASKED).hasSize(1);
        now[0] = now[0].plus(OidcRegistration.PAUSE);
        assertThatThrownBy(() -> away.findByRegistrationId("oidc")).isInstanceOf(OAuth2AuthenticationException.class);
        assertThat(ASKED).hasSize(2);
    }

    /** Where the button on the sign-in page leads to. */
    private String pressed() throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            URI button = URI.create("http://127.0.0.1:" + port + "/oauth2/authorization/oidc");
            return browser.send(HttpRequest.newBuilder(button).build(), HttpResponse.BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElse("nowhere")
                    .replaceFirst("^https?://[^/]+", "");
        }
    }

    private OidcRegistration registration(String issuer) {
        return new OidcRegistration(issuer(issuer), requests, () -> Instant.EPOCH);
    }

    private OidcSettings issuer(String issuer) {
        return new OidcSettings(issuer, settings.client(), settings.roles());
    }

    private static OAuth2AuthorizationCodeGrantRequest code(ClientRegistration of) {
        return new OAuth2AuthorizationCodeGrantRequest(
                of,
                new OAuth2AuthorizationExchange(
                        OAuth2AuthorizationRequest.authorizationCode()
                                .authorizationUri(at(INNER))
                                .clientId("zol0")
                                .build(),
                        OAuth2AuthorizationResponse.success("code")
                                .redirectUri("http://127.0.0.1/")
                                .build()));
    }

    private static OidcUserRequest person(ClientRegistration of) {
        Instant now = Instant.now();
        return new OidcUserRequest(
                of,
                new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER, "token", now, now.plusSeconds(60), Set.of("profile")),
                OidcIdToken.withTokenValue("token").subject("x").build());
    }

    /** Answers on every address of this machine, and names another one than where it was asked. */
    private static HttpServer listening() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 0);
            server.createContext("/", exchange -> {
                ASKED.add(exchange.getRequestURI().getPath());
                byte[] body = """
                        {"issuer": "%s", "authorization_endpoint": "%2$s/ask", "token_endpoint": "%2$s/token",
                         "jwks_uri": "%2$s/keys", "userinfo_endpoint": "%2$s/who", "subject_types_supported": ["public"]}
                        """.formatted(at("127.0.0.1"), at(INNER)).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "application/json");
                exchange.sendResponseHeaders(
                        exchange.getRequestURI().getPath().startsWith("/away") ? 503 : 200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String at(String host) {
        return "http://" + host + ":" + PROVIDER.getAddress().getPort();
    }
}
