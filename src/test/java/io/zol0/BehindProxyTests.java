package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

/** A proxy on this machine that speaks TLS with browsers and plain HTTP with us. */
@ApplicationTest
@TestPropertySource(properties = "zol0.trusted.proxies=127.0.0.0/8")
class BehindProxyTests {
    @LocalServerPort
    int port;

    @Test
    void a_session_by_tls_to_the_proxy_is_kept_to_tls() throws Exception {
        HttpResponse<String> answer = get("https");
        assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("Secure");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
    }

    @Test
    void one_by_plain_http_is_not() throws Exception {
        HttpResponse<String> answer = get("http");
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .startsWith("JSESSIONID")
                .doesNotContain("Secure");
        assertThat(answer.headers().firstValue("Strict-Transport-Security")).isEmpty();
    }

    private HttpResponse<String> get(String scheme) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/login"))
                            .header("Accept", "text/html")
                            .header("X-Forwarded-Proto", scheme)
                            .header("X-Forwarded-For", "192.0.2.7")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
