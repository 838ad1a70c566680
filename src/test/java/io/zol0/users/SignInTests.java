package io.zol0.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.zol0.ApplicationTest;
import io.zol0.users.AccountChange.DoneWithPassword;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DisabledException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.crypto.password.PasswordEncoder;

/** Signing in and out as browsers do it, over HTTP. */
@ApplicationTest
class SignInTests {
    private static final String REMEMBER = "zol0-remember";

    @LocalServerPort
    private int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    private AccountRepository repository;

    @Autowired
    private SecondFactor secondFactor;

    @Autowired
    private SecondFactorCheck check;

    @Autowired
    private Sessions sessions;

    @Autowired
    private PasswordEncoder encoder;

    @Autowired
    private SignedInAs as;

    @Autowired
    private JdbcClient jdbc;

    private final String name = "p" + UUID.randomUUID().toString().substring(0, 8);
    private Account account;
    private String password;

    @BeforeEach
    void makeAccount() {
        var made = (DoneWithPassword)
                Itself.ask(() -> accounts.add(name, new AccountSettings(Role.VIEWER, Set.of(), true)));
        account = made.account();
        password = made.password();
    }

    @Test
    void an_unknown_a_disabled_and_a_wrong_one_cost_the_same_work_and_get_the_same_answer() {
        AtomicInteger hashes = new AtomicInteger();
        PasswordEncoder counting = new PasswordEncoder() {
            @Override
            public String encode(CharSequence raw) {
                return encoder.encode(raw);
            }

            @Override
            public boolean matches(CharSequence raw, String hash) {
                hashes.incrementAndGet();
                assertThat(hash).startsWith("$argon2id$");
                return encoder.matches(raw, hash);
            }
        };
        PasswordCheck passwords =
                new PasswordCheck(repository, check, counting, new LoginThrottle(() -> 0), Clock.systemUTC());
        var disabled = (DoneWithPassword)
                Itself.ask(() -> accounts.add(name + "d", new AccountSettings(Role.VIEWER, Set.of(), false)));
        for (var attempt : List.of(
                Map.entry("nobody-" + name, "some password"),
                Map.entry(name, "some password"),
                Map.entry(name + "d", disabled.password()))) {
            int before = hashes.get();
            assertThatExceptionOfType(BadCredentialsException.class)
                    .isThrownBy(() -> passwords.authenticate(
                            UsernamePasswordAuthenticationToken.unauthenticated(attempt.getKey(), attempt.getValue())))
                    .withMessage("name and password do not belong together");
            assertThat(hashes.get() - before).isEqualTo(1);
        }
    }

    @Test
    void a_sign_in_opens_the_console_under_a_new_session_id() throws Exception {
        Browser browser = new Browser();
        assertThat(browser.get("/").statusCode()).isEqualTo(302);
        String before = browser.cookie("JSESSIONID").orElseThrow();
        assertThat(browser.signIn(name, password)).isEqualTo("/");
        assertThat(browser.cookie("JSESSIONID"))
                .hasValueSatisfying(after -> assertThat(after).isNotEqualTo(before));
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(new Browser().with("JSESSIONID", before).isSignedIn()).isFalse();
    }

    @Test
    void cookies_are_out_of_reach_for_scripts_and_other_sites() throws Exception {
        Browser browser = new Browser();
        var answer = browser.post("/login", Map.of("username", name, "password", password, "remember-me", "on"));
        assertThat(answer.headers().allValues("set-cookie"))
                .filteredOn(cookie -> cookie.startsWith("JSESSIONID=") || cookie.startsWith(REMEMBER))
                .hasSize(2)
                .allSatisfy(cookie -> assertThat(cookie).contains("HttpOnly").contains("SameSite=Lax"));
    }

    @Test
    void a_sign_in_sent_by_another_site_is_refused() throws Exception {
        Browser browser = new Browser();
        assertThat(browser.post(
                                "/login",
                                Map.of("username", name, "password", password),
                                "Sec-Fetch-Site",
                                "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void a_change_sent_without_the_page_s_own_token_is_refused() throws Exception {
        Browser browser = new Browser();
        browser.signIn(name, password);
        assertThat(browser.post("/logout", Map.of()).statusCode()).isEqualTo(403);
        assertThat(browser.isSignedIn()).isTrue();
    }

    @Test
    void who_guesses_is_told_to_wait_even_with_the_right_password() throws Exception {
        Browser browser = new Browser();
        for (int i = 0; i < 5; i++) {
            assertThat(browser.signIn(name, "wrong " + i)).isEqualTo("/login?error");
        }
        var answer = browser.post("/login", Map.of("username", name, "password", password));
        assertThat(answer.headers().firstValue("location").orElseThrow()).contains("/login?wait=");
        assertThat(answer.headers().firstValueAsLong("retry-after").orElseThrow())
                .isBetween(1L, 12L);
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void a_change_of_the_password_ends_the_other_sessions_and_keeps_its_own() throws Exception {
        Browser other = signedIn();
        PasswordSignIn person = as.person(name);
        MockHttpSession own = new MockHttpSession();
        sessions.begin(own, person, "192.0.2.1", null);
        assertThat(as.ask(person, () -> accounts.changePassword(password, "four unrelated words")))
                .isInstanceOf(PasswordChange.Changed.class);
        assertThat(other.isSignedIn()).isFalse();
        assertThat(own.isInvalid()).isFalse();
        assertThat(other.signIn(name, "four unrelated words")).isEqualTo("/account");
    }

    @Test
    void a_session_that_begins_while_the_account_changes_does_not_begin() {
        PasswordSignIn before = as.person(name);
        Itself.ask(() ->
                accounts.change(account.id(), account.version(), new AccountSettings(Role.OPERATOR, Set.of(), true)));
        assertThatExceptionOfType(DisabledException.class)
                .isThrownBy(() -> sessions.begin(new MockHttpSession(), before, "192.0.2.1", null));
        assertThat(as.ask(name, sessions::mine)).isEmpty();
    }

    @Test
    void a_change_by_an_administrator_ends_every_session() throws Exception {
        for (var settings : List.of(
                new AccountSettings(Role.OPERATOR, Set.of(), true),
                new AccountSettings(Role.OPERATOR, Set.of("production"), true),
                new AccountSettings(Role.OPERATOR, Set.of("production"), false))) {
            Browser browser = signedIn();
            Account now = as.ask(name, accounts::mine).orElseThrow();
            assertThat(Itself.ask(() -> accounts.change(now.id(), now.version(), settings)))
                    .isInstanceOf(AccountChange.Done.class);
            assertThat(browser.isSignedIn()).isFalse();
        }
        assertThat(new Browser().signIn(name, password)).isEqualTo("/login?error");
    }

    @Test
    void nobody_ends_or_sees_the_session_of_somebody_else() throws Exception {
        Browser browser = signedIn();
        String reference =
                Itself.ask(() -> sessions.of(account.id())).getFirst().reference();
        String eve = "eve" + name;
        Itself.ask(() -> accounts.add(eve, new AccountSettings(Role.OPERATOR, Set.of(), true)));
        as.run(eve, () -> sessions.endMine(reference));
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(as.ask(eve, sessions::mine)).isEmpty();
        for (Runnable attempt :
                List.<Runnable>of(() -> sessions.of(account.id()), () -> sessions.end(account.id(), reference))) {
            assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(() -> as.run(eve, attempt));
        }
        as.run(name, () -> sessions.endMine(reference));
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void a_session_ends_after_eight_hours_without_a_click(@Autowired ServletContext context) {
        assertThat(context.getSessionTimeout()).isEqualTo(8 * 60);
    }

    @Test
    void a_session_says_where_and_since_when_it_is() throws Exception {
        signedIn();
        assertThat(as.ask(name, sessions::mine)).singleElement().satisfies(session -> {
            assertThat(session.address()).isEqualTo("127.0.0.1");
            assertThat(session.browser()).startsWith("Java-http-client");
            assertThat(session.seen()).isAfterOrEqualTo(session.since().minusSeconds(1));
        });
    }

    @Test
    void a_remembered_browser_signs_in_again_with_another_token_each_time() throws Exception {
        Browser browser = remembered();
        String first = browser.cookie(REMEMBER).orElseThrow();
        browser.forget("JSESSIONID");
        assertThat(browser.isSignedIn()).isTrue();
        String second = browser.cookie(REMEMBER).orElseThrow();
        assertThat(second).isNotEqualTo(first);
        browser.forget("JSESSIONID");
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(jdbc.sql("select count(*) from remembered_login r where r::text like ?")
                        .param("%" + second + "%")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void two_requests_at_once_with_one_token_are_no_theft() throws Exception {
        Browser browser = remembered();
        Browser other = new Browser().with(REMEMBER, browser.cookie(REMEMBER).orElseThrow());
        browser.forget("JSESSIONID");
        assertThat(browser.isSignedIn()).isTrue();
        assertThat(other.isSignedIn()).isTrue();
    }

    @Test
    void a_token_shown_again_after_it_was_used_signs_everybody_out() throws Exception {
        Browser owner = remembered();
        Browser thief = new Browser().with(REMEMBER, owner.cookie(REMEMBER).orElseThrow());
        owner.forget("JSESSIONID");
        assertThat(owner.isSignedIn()).isTrue();
        jdbc.sql("update remembered_login set rotated_at = rotated_at - interval '2 minutes' where account_id = ?")
                .param(account.id())
                .update();
        assertThat(thief.isSignedIn()).isFalse();
        assertThat(owner.isSignedIn()).isFalse();
        owner.forget("JSESSIONID");
        assertThat(owner.isSignedIn()).isFalse();
        assertThat(jdbc.sql("select count(*) from audit_entry where subject = ? and action = 'REMEMBERED_LOGIN_COPIED'")
                        .param(name)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void a_remembered_browser_that_was_signed_out_is_remembered_no_more() throws Exception {
        Browser browser = remembered();
        as.run(name, () -> sessions.endMine(sessions.mine().getFirst().reference()));
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void a_remembered_browser_of_a_disabled_account_stays_out() throws Exception {
        Browser browser = remembered();
        Account now = as.ask(name, accounts::mine).orElseThrow();
        Itself.ask(() -> accounts.change(now.id(), now.version(), new AccountSettings(Role.VIEWER, Set.of(), false)));
        browser.forget("JSESSIONID");
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void the_password_alone_is_no_login_where_there_is_a_second_factor() throws Exception {
        byte[] secret = enrolled().secret();
        Browser browser = new Browser();
        browser.get("/login");
        assertThat(browser.signIn(name, password)).isEqualTo("/login?code");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.code("000000")).isEqualTo("/login?code&error");
        assertThat(browser.isSignedIn()).isFalse();
        assertThat(browser.code(later(secret))).isEqualTo("/account");
        assertThat(browser.isSignedIn()).isTrue();
    }

    @Test
    void a_code_is_no_login_without_the_password() throws Exception {
        byte[] secret = enrolled().secret();
        Browser browser = new Browser();
        browser.get("/login");
        assertThat(browser.code(later(secret))).isEqualTo("/login?expired");
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void a_code_is_used_once() throws Exception {
        byte[] secret = enrolled().secret();
        String code = later(secret);
        Browser first = new Browser();
        first.signIn(name, password);
        assertThat(first.code(code)).isEqualTo("/");
        Browser second = new Browser();
        second.signIn(name, password);
        assertThat(second.code(code)).isEqualTo("/login?code&error");
        assertThat(second.isSignedIn()).isFalse();
    }

    @Test
    void a_recovery_code_signs_in_once() throws Exception {
        List<String> codes = enrolled().codes();
        assertThat(codes).hasSize(10).doesNotHaveDuplicates();
        Browser browser = new Browser();
        browser.signIn(name, password);
        assertThat(browser.code(codes.get(3).toUpperCase(java.util.Locale.ROOT)))
                .isEqualTo("/");
        assertThat(as.ask(name, secondFactor::recoveryCodesLeft)).isEqualTo(9);
        Browser again = new Browser();
        again.signIn(name, password);
        assertThat(again.code(codes.get(3))).isEqualTo("/login?code&error");
    }

    @Test
    void codes_cannot_be_guessed_one_after_the_other() throws Exception {
        byte[] secret = enrolled().secret();
        Browser browser = new Browser();
        browser.signIn(name, password);
        for (int i = 0; i < 5; i++) {
            assertThat(browser.code("00000" + i)).isEqualTo("/login?code&error");
        }
        assertThat(browser.code(later(secret))).startsWith("/login?code&wait=");
        assertThat(browser.isSignedIn()).isFalse();
    }

    @Test
    void neither_the_secret_nor_a_recovery_code_is_kept_as_such() {
        Enrolled enrolled = enrolled();
        String kept = jdbc.sql("select a::text || coalesce((select string_agg(r::text, ' ') from recovery_code r), '')"
                        + " from account a where name = ?")
                .param(name)
                .query(String.class)
                .single();
        assertThat(kept).doesNotContain(Base32.encode(enrolled.secret())).doesNotContain(enrolled.codes());
    }

    @Test
    void an_administrator_takes_a_lost_second_factor_away() throws Exception {
        enrolled();
        Account now = as.ask(name, accounts::mine).orElseThrow();
        assertThat(now.secondFactor()).isTrue();
        assertThatExceptionOfType(AccessDeniedException.class)
                .isThrownBy(() -> as.ask(name, () -> accounts.removeSecondFactor(now.id(), now.version())));
        assertThat(Itself.ask(() -> accounts.removeSecondFactor(now.id(), now.version())))
                .isInstanceOf(AccountChange.Done.class);
        assertThat(new Browser().signIn(name, password)).isEqualTo("/");
    }

    @Test
    void a_second_factor_is_added_and_removed_with_the_password_only() {
        Enrolment enrolment = as.ask(name, secondFactor::begin);
        byte[] secret = Base32.decode(enrolment.secret());
        assertThat(as.ask(name, () -> secondFactor.add(enrolment, "wrong", now(secret))))
                .isInstanceOf(SecondFactorChange.Refused.class);
        assertThat(as.ask(name, () -> secondFactor.add(enrolment, password, "000000")))
                .isInstanceOf(SecondFactorChange.Refused.class);
        assertThat(as.ask(name, () -> secondFactor.add(enrolment, password, now(secret))))
                .isInstanceOf(SecondFactorChange.Added.class);
        assertThat(as.ask(name, () -> secondFactor.remove("wrong"))).isInstanceOf(SecondFactorChange.Refused.class);
        assertThat(as.ask(name, () -> secondFactor.remove(password))).isInstanceOf(SecondFactorChange.Removed.class);
    }

    private record Enrolled(byte[] secret, List<String> codes) {}

    private Enrolled enrolled() {
        Enrolment enrolment = as.ask(name, secondFactor::begin);
        byte[] secret = Base32.decode(enrolment.secret());
        var added = (SecondFactorChange.Added) as.ask(name, () -> secondFactor.add(enrolment, password, now(secret)));
        return new Enrolled(secret, added.recoveryCodes());
    }

    private static String now(byte[] secret) {
        return Totp.code(secret, System.currentTimeMillis() / 30_000);
    }

    /** The code of the step after, which is right as well and was not used to enrol. */
    private static String later(byte[] secret) {
        return Totp.code(secret, System.currentTimeMillis() / 30_000 + 1);
    }

    private Browser signedIn() throws IOException, InterruptedException {
        Browser browser = new Browser();
        assertThat(browser.signIn(name, password)).isEqualTo("/");
        assertThat(browser.isSignedIn()).isTrue();
        return browser;
    }

    private Browser remembered() throws IOException, InterruptedException {
        Browser browser = new Browser();
        browser.post("/login", Map.of("username", name, "password", password, "remember-me", "on"));
        assertThat(browser.isSignedIn()).isTrue();
        return browser;
    }

    /** Cookies of its own, and no page. */
    private final class Browser {
        private final CookieManager cookies = new CookieManager();
        private final HttpClient http =
                HttpClient.newBuilder().cookieHandler(cookies).build();

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return http.send(HttpRequest.newBuilder(uri(path)).build(), HttpResponse.BodyHandlers.ofString());
        }

        HttpResponse<String> post(String path, Map<String, String> form, String... headers)
                throws IOException, InterruptedException {
            String body = form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            if (headers.length > 0) {
                request.headers(headers);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        /** Where it is sent then. */
        String signIn(String who, String secret) throws IOException, InterruptedException {
            return sentTo(post("/login", Map.of("username", who, "password", secret)));
        }

        String code(String code) throws IOException, InterruptedException {
            return sentTo(post("/login", Map.of("code", code)));
        }

        boolean isSignedIn() throws IOException, InterruptedException {
            return get("/account").statusCode() == 200;
        }

        Optional<String> cookie(String cookie) {
            return cookies.getCookieStore().getCookies().stream()
                    .filter(each -> each.getName().equals(cookie))
                    .map(HttpCookie::getValue)
                    .findFirst();
        }

        void forget(String cookie) {
            cookies.getCookieStore().getCookies().stream()
                    .filter(each -> each.getName().equals(cookie))
                    .toList()
                    .forEach(each -> cookies.getCookieStore().remove(uri("/"), each));
        }

        Browser with(String cookie, String value) {
            HttpCookie made = new HttpCookie(cookie, value);
            made.setPath("/");
            made.setVersion(0);
            cookies.getCookieStore().add(uri("/"), made);
            return this;
        }

        private String sentTo(HttpResponse<String> answer) {
            String location = answer.headers().firstValue("location").orElse("");
            return location.replaceFirst("^https?://[^/]+", "").replaceFirst("\\?continue$", "");
        }

        private URI uri(String path) {
            return URI.create("http://127.0.0.1:" + port + path);
        }
    }
}
