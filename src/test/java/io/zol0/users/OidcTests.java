package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Signing in with an identity provider: a real one, Spring Authorization Server, beside ZoL0 in this JVM. */
@ApplicationTest
@DirtiesContext
class OidcTests {
    private static final IdentityProvider PROVIDER = IdentityProvider.onFreePort();

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignedInAs as;

    private final String name = "o" + UUID.randomUUID().toString().substring(0, 8);

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry settings) {
        settings.add("zol0.outgoing.allow", () -> "127.0.0.1,::1");
        settings.add("zol0.oidc.issuer", () -> PROVIDER.issuerAt("localhost"));
        settings.add("zol0.oidc.client.id", () -> IdentityProvider.CLIENT);
        settings.add("zol0.oidc.client.secret", () -> IdentityProvider.SECRET);
        settings.add("zol0.oidc.roles.claim", () -> "realm.groups");
        settings.add("zol0.oidc.roles.admin", () -> "zol0-admins");
        settings.add("zol0.oidc.roles.operator", () -> "ops,night-shift");
        settings.add("zol0.oidc.roles.viewer", () -> "staff");
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @Test
    void the_first_sign_in_makes_an_account_with_the_role_of_the_claim() throws Exception {
        assertThat(signIn(name, List.of("staff", "night-shift"))).isEqualTo("/");
        Account account = account(name).orElseThrow();
        assertThat(account.role()).isEqualTo(Role.OPERATOR);
        assertThat(account.external()).isTrue();
        assertThat(account.mustChangePassword()).isFalse();
        assertThat(account.lastLoginAt()).isNotNull();
    }

    @Test
    void the_role_follows_the_claim_at_each_sign_in() throws Exception {
        signIn(name, List.of("zol0-admins"));
        assertThat(account(name).orElseThrow().role()).isEqualTo(Role.ADMIN);
        signIn(name, List.of("staff"));
        assertThat(account(name).orElseThrow().role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void without_a_role_nobody_gets_in() throws Exception {
        assertThat(signIn(name, List.of("strangers"))).isEqualTo("/login?norole");
        assertThat(account(name)).isEmpty();
    }

    @Test
    void an_account_that_was_switched_off_stays_out() throws Exception {
        signIn(name, List.of("staff"));
        Account account = account(name).orElseThrow();
        Itself.ask(() ->
                accounts.change(account.id(), account.version(), new AccountSettings(Role.VIEWER, Set.of(), false)));
        assertThat(signIn(name, List.of("staff"))).isEqualTo("/login?error");
    }

    @Test
    void an_account_of_the_same_name_stays_its_owner_s() throws Exception {
        Itself.ask(() -> accounts.add(name, new AccountSettings(Role.ADMIN, Set.of(), true)));
        signIn(name, List.of("staff"));
        assertThat(account(name).orElseThrow().external()).isFalse();
        assertThat(account(name + "-2")).hasValueSatisfying(made -> {
            assertThat(made.external()).isTrue();
            assertThat(made.role()).isEqualTo(Role.VIEWER);
        });
    }

    @Test
    void an_administrator_of_the_provider_is_none_that_the_last_own_one_could_leave_it_to() throws Exception {
        signIn(name, List.of("zol0-admins"));
        Account own = Itself.ask(accounts::all).stream()
                .filter(each -> each.role() == Role.ADMIN && !each.external() && each.enabled())
                .findFirst()
                .orElseThrow();
        List<Account> others = Itself.ask(accounts::all).stream()
                .filter(each -> each.role() == Role.ADMIN && !each.external() && each.id() != own.id())
                .toList();
        others.forEach(each -> Itself.ask(() -> accounts.remove(each.id(), each.version())));
        assertThat(Itself.ask(() -> accounts.remove(own.id(), own.version())))
                .isInstanceOf(AccountChange.Refused.class);
    }

    @Test
    void an_account_of_the_provider_has_no_password_here() throws Exception {
        signIn(name, List.of("staff"));
        Account account = account(name).orElseThrow();
        assertThat(Itself.ask(() -> accounts.resetPassword(account.id(), account.version())))
                .isInstanceOf(AccountChange.Refused.class);
        assertThat(as.ask(name, () -> accounts.changePassword("", "four unrelated words")))
                .isInstanceOf(PasswordChange.Refused.class);
    }

    private Optional<Account> account(String called) {
        return Itself.ask(accounts::all).stream()
                .filter(each -> each.name().equals(called))
                .findFirst();
    }

    /** Goes from ZoL0 to the provider, says there who it is, and is sent back; where it ends up. */
    private String signIn(String person, List<String> groups) throws IOException, InterruptedException {
        PROVIDER.knows(person, groups, "http://127.0.0.1:" + port + "/login/oauth2/code/oidc");
        HttpClient browser =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
        String asked = sentTo(browser, "http://127.0.0.1:" + port + "/oauth2/authorization/oidc");
        assertThat(asked).startsWith(PROVIDER.issuerAt("localhost"));
        String form = sentTo(browser, asked);
        String body = "username=" + person + "&password="
                + URLEncoder.encode(IdentityProvider.PASSWORD, StandardCharsets.UTF_8);
        HttpResponse<String> answer = browser.send(
                HttpRequest.newBuilder(URI.create(form))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        String vouched = sentTo(browser, location(URI.create(form), answer));
        assertThat(vouched).contains("/login/oauth2/code/oidc?code=");
        return sentTo(browser, vouched).replaceFirst("^https?://[^/]+", "");
    }

    private static String sentTo(HttpClient browser, String address) throws IOException, InterruptedException {
        URI uri = URI.create(address);
        return location(
                uri,
                browser.send(
                        HttpRequest.newBuilder(uri)
                                .header("Accept", "text/html")
                                .build(),
                        HttpResponse.BodyHandlers.ofString()));
    }

    private static String location(URI from, HttpResponse<String> answer) {
        return from.resolve(answer.headers()
                        .firstValue("location")
                        .orElseThrow(() ->
                                new AssertionError(from + " answered " + answer.statusCode() + " " + answer.body())))
                .toString();
    }
}
