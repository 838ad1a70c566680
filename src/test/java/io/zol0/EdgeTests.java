package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What every answer of console and REST side tells browsers. */
@ApplicationTest
class EdgeTests {
    private static final List<String> PAGES = List.of("/login", "/", "/settings/upstreams", "/no/such/page");
    private static final List<String> OTHERS = List.of(
            "/styles.css",
            "/components/zol0-console.js",
            "/health",
            "/actuator/prometheus",
            "/actuator/env",
            "/api/none",
            "/v1/none",
            "/rum/none");

    @LocalServerPort
    int port;

    private final HttpClient browser = HttpClient.newHttpClient();

    @Test
    void no_page_may_be_framed_and_no_answer_is_guessed_at_or_tells_others_where_it_was() throws Exception {
        for (String path : Stream.concat(PAGES.stream(), OTHERS.stream()).toList()) {
            HttpResponse<String> answer = get(path);
            assertThat(field(answer, "X-Frame-Options")).as(path).isEqualTo("DENY");
            assertThat(field(answer, "Content-Security-Policy")).as(path).contains("frame-ancestors 'none'");
            assertThat(field(answer, "X-Content-Type-Options")).as(path).isEqualTo("nosniff");
            assertThat(field(answer, "Referrer-Policy")).as(path).isEqualTo("same-origin");
            assertThat(field(answer, "Permissions-Policy")).as(path).contains("camera=()");
            assertThat(field(answer, "Cross-Origin-Opener-Policy")).as(path).isEqualTo("same-origin");
            assertThat(answer.headers().map()).as(path).doesNotContainKey("server");
        }
    }

    @Test
    void a_page_runs_only_scripts_that_this_answer_vouches_for() throws Exception {
        String first = scripts(get("/login"));
        assertThat(first).contains("script-src-attr 'none'").doesNotContain("script-src 'self' 'unsafe-inline'");
        assertThat(scripts(get("/login"))).as("a nonce is used once").isNotEqualTo(first);
    }

    @Test
    void what_is_no_page_allows_no_content_at_all() throws Exception {
        for (String path : OTHERS) {
            assertThat(field(get(path), "Content-Security-Policy"))
                    .as(path)
                    .startsWith("default-src 'none'; base-uri 'none'; form-action 'none'");
        }
    }

    @Test
    void a_session_is_kept_from_scripts_and_other_sites_and_never_in_a_url() throws Exception {
        HttpResponse<String> answer = get("/login");
        String cookie = field(answer, "Set-Cookie");
        assertThat(cookie).startsWith("JSESSIONID=").contains("HttpOnly").contains("SameSite=Lax");
        assertThat(cookie).as("no TLS here").doesNotContain("Secure");
        assertThat(answer.body()).doesNotContain("jsessionid=");
    }

    @Test
    void nobody_unasked_may_say_that_a_request_came_by_tls_from_elsewhere() throws Exception {
        HttpResponse<String> answer = browser.send(
                request("/")
                        .header("X-Forwarded-Proto", "https")
                        .header("X-Forwarded-Host", "evil.example")
                        .header("Forwarded", "proto=https;host=evil.example")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
        assertThat(answer.headers().firstValue("Location").orElse("") + answer.body())
                .doesNotContain("evil.example");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.contains("Secure"));
    }

    @Test
    void an_error_says_nothing_of_the_machinery() throws Exception {
        for (String path : List.of("/no/such/page", "/api/none", "/%5c..%5c", "/VAADIN/none", "/;/x", "/a%00b")) {
            String said = get(path).body();
            assertThat(said).as(path).doesNotContain("Exception", "Tomcat", "io.zol0", "org.springframework", "\tat ");
        }
    }

    private static String scripts(HttpResponse<String> page) {
        String policy = field(page, "Content-Security-Policy");
        Matcher nonce = Pattern.compile("'nonce-([A-Za-z0-9+/=]{24})'").matcher(policy);
        assertThat(nonce.find()).as(policy).isTrue();
        assertThat(page.body()).contains("<script").doesNotContainPattern("<script(?![^>]* nonce=)");
        assertThat(page.body()).contains("nonce=\"" + nonce.group(1) + "\"");
        return policy;
    }

    private static String field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(request(path).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    }
}
