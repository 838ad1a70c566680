package io.zol0;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.home.TestCertificate;
import io.zol0.insight.Security;
import io.zol0.users.AsItself;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Both ports by TLS. */
@AsItself
@ApplicationTest
@ExtendWith(OutputCaptureExtension.class)
class SecureEdgeTests {
    private static final Path FOLDER = Path.of("target", "tls", "edge");
    private static final TestCertificate FIRST = TestCertificate.in(FOLDER, "own");

    @LocalServerPort
    int port;

    @Value("${local.zol0.gateway.port}")
    int gatewayPort;

    @Autowired
    Upstreams upstreams;

    @Autowired
    Security security;

    @DynamicPropertySource
    static void tls(DynamicPropertyRegistry settings) {
        settings.add("zol0.tls.cert", FIRST.certificate()::toString);
        settings.add("zol0.tls.key", FIRST.key()::toString);
        settings.add("spring.ssl.bundle.watch.file.quiet-period", () -> "200ms");
    }

    @Test
    void a_session_begun_by_tls_is_kept_to_tls() throws Exception {
        HttpResponse<String> answer = get(port, "/login", FIRST);
        assertThat(answer.headers().firstValue("Set-Cookie").orElse(""))
                .contains("Secure")
                .contains("HttpOnly")
                .contains("SameSite=Lax");
        assertThat(answer.headers().firstValue("Strict-Transport-Security").orElse(""))
                .startsWith("max-age=31536000");
        assertThat(get(port, "/health", FIRST).headers().firstValue("Strict-Transport-Security"))
                .isPresent();
    }

    @Test
    void old_versions_and_plain_http_are_not_answered_by_the_console() {
        assertThatThrownBy(() -> {
                    try (SSLSocket socket = (SSLSocket)
                            TestCertificate.trusting(FIRST).getSocketFactory().createSocket("127.0.0.1", port)) {
                        socket.setEnabledProtocols(new String[] {"TLSv1.1"});
                        socket.startHandshake();
                    }
                })
                .isInstanceOf(SSLException.class);
        assertThatThrownBy(() -> get(port, "/login")).isInstanceOf(SSLException.class);
    }

    @Test
    void a_renewed_certificate_is_shown_on_both_ports_without_a_restart() throws Exception {
        upstreams.add(UpstreamDraft.of("itself", "http://127.0.0.1:1"));
        assertThat(shown(port)).isEqualTo(shown(gatewayPort));
        assertThat(get(gatewayPort, "/itself/x", FIRST).statusCode()).isEqualTo(502);

        // The same files again: what an ACME client does at renewal.
        TestCertificate second = TestCertificate.in(FOLDER, "own");

        until(() -> shown(port).equals(second.own().getSerialNumber().toString())
                && shown(gatewayPort).equals(second.own().getSerialNumber().toString()));
        assertThat(get(gatewayPort, "/itself/x", second).statusCode()).isEqualTo(502);
        assertThat(get(port, "/health", second).statusCode()).isEqualTo(200);
    }

    @Test
    void what_cannot_be_used_leaves_the_old_certificate_on_both_ports_and_a_good_one_is_taken_later(CapturedOutput log)
            throws Exception {
        upstreams.add(UpstreamDraft.of("again", "http://127.0.0.1:1"));
        String good = shown(port);
        X509Certificate old = FIRST.own();
        // First no certificate at all, then one whose key is another.
        for (String unusable : List.of(
                "renewed by a full disk",
                Files.readString(TestCertificate.in(FOLDER, "other").certificate()))) {
            int said = log.getOut().length();
            Files.writeString(FIRST.certificate(), unusable);
            until(() -> log.getOut().substring(said).contains("SSL reload error"));
            assertThat(shown(port)).isEqualTo(good);
            assertThat(shown(gatewayPort)).isEqualTo(good);
            assertThat(FIRST.own()).isEqualTo(old);
            assertThat(get(gatewayPort, "/again/x", FIRST).statusCode()).isEqualTo(502);
            assertThat(get(port, "/health", FIRST).statusCode()).isEqualTo(200);
        }

        TestCertificate better = TestCertificate.in(FOLDER, "own");

        until(() -> shown(port).equals(better.own().getSerialNumber().toString())
                && shown(gatewayPort).equals(better.own().getSerialNumber().toString()));
        assertThat(get(gatewayPort, "/again/x", better).statusCode()).isEqualTo(502);
        assertThat(get(port, "/health", better).statusCode()).isEqualTo(200);
    }

    @Test
    void security_tells_until_when_the_certificate_of_both_ports_and_that_of_an_upstream_hold() throws Exception {
        upstreams.add(UpstreamDraft.of("secured", "https://localhost:" + gatewayPort));
        Instant ends = certificate(port).getNotAfter().toInstant();
        List<Security.Certificate> certificates = security.measure().certificates();
        assertThat(certificates)
                .filteredOn(each -> each.name().equals("Console and gateway"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.address()).isEqualTo("CN=localhost");
                    assertThat(each.expires()).isEqualTo(ends);
                    assertThat(each.problem()).isNull();
                });
        assertThat(certificates)
                .filteredOn(each -> each.name().equals("secured"))
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.address()).isEqualTo("localhost:" + gatewayPort);
                    assertThat(each.expires()).isEqualTo(ends);
                    assertThat(each.handshake()).isPositive();
                    assertThat(each.problem()).startsWith("This machine does not trust it");
                });
    }

    /** Serial number of the certificate that a port shows now. */
    private static String shown(int port) throws Exception {
        return certificate(port).getSerialNumber().toString();
    }

    private static X509Certificate certificate(int port) throws Exception {
        try (SSLSocket socket = (SSLSocket)
                TestCertificate.believingAnybody().getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static void until(java.util.concurrent.Callable<Boolean> condition) throws Exception {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(30));
        while (!condition.call()) {
            assertThat(Instant.now()).as("the new certificate is shown").isBefore(deadline);
            java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
        }
    }

    private static HttpResponse<String> get(int port, String path, TestCertificate... trusted)
            throws IOException, InterruptedException {
        HttpClient.Builder client = HttpClient.newBuilder();
        if (trusted.length > 0) {
            client.sslContext(TestCertificate.trusting(trusted));
        }
        try (HttpClient made = client.build()) {
            return made.send(
                    HttpRequest.newBuilder(URI.create("https://localhost:" + port + path))
                            .header("Accept", "text/html,*/*")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}
