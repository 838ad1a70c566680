package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.catalog.Upstream;
import io.zol0.home.TestCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.ssl.SslBundles;

/** Handshakes with servers that really speak TLS, or do not. */
class HandshakesTests {
    private final Handshakes handshakes =
            new Handshakes(new DefaultListableBeanFactory().getBeanProvider(SslBundles.class));

    @Test
    void a_handshake_is_timed_and_tells_until_when_the_certificate_holds(@TempDir Path folder) throws Exception {
        TestCertificate certificate = TestCertificate.in(folder, "upstream");
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(certificate.keys().getKeyManagers(), null, null);
        try (ServerSocket server =
                context.getServerSocketFactory().createServerSocket(0, 8, InetAddress.getByName("localhost"))) {
            answering(server);
            Handshakes.Shaken shaken = handshakes
                    .with(upstream("https://localhost:" + server.getLocalPort()))
                    .orElseThrow();
            assertThat(shaken.handshake()).isBetween(Duration.ofNanos(10_000), Duration.ofSeconds(5));
            assertThat(shaken.connect()).isBetween(Duration.ofNanos(1), shaken.handshake());
            assertThat(shaken.expires()).isEqualTo(notAfter(certificate.certificate()));
            assertThat(shaken.problem())
                    .as("nobody vouches for it but itself")
                    .startsWith("This machine does not trust it (unable to find valid certification path");
        }
    }

    @Test
    void who_does_not_speak_tls_has_no_handshake_and_the_reason_is_said() throws Exception {
        assertThat(handshakes.with(upstream("http://localhost:1"))).isEmpty();
        try (ServerSocket server = new ServerSocket(0, 8, InetAddress.getByName("localhost"))) {
            Thread.ofVirtual().start(() -> {
                try (Socket caller = server.accept()) {
                    caller.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                } catch (IOException closed) {
                    // The test is over.
                }
            });
            Handshakes.Shaken plain = handshakes
                    .with(upstream("https://localhost:" + server.getLocalPort()))
                    .orElseThrow();
            assertThat(plain.handshake()).isNull();
            assertThat(plain.expires()).isNull();
            assertThat(plain.problem()).isNotBlank();
        }
        assertThat(handshakes
                        .with(upstream("https://localhost:1"))
                        .orElseThrow()
                        .problem())
                .contains("refused");
        assertThat(handshakes
                        .with(upstream("https://169.254.169.254"))
                        .orElseThrow()
                        .problem())
                .isEqualTo("ZoL0 never calls this address.");
    }

    private static Upstream upstream(String url) {
        return new Upstream(
                1,
                "shop",
                URI.create(url),
                "test",
                true,
                false,
                Upstream.Protocol.AUTO,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                true,
                true,
                null,
                0);
    }

    private static void answering(ServerSocket server) {
        Thread.ofVirtual().start(() -> {
            try (Socket caller = server.accept()) {
                caller.getInputStream().read();
            } catch (IOException closed) {
                // The test is over.
            }
        });
    }

    private static java.time.Instant notAfter(Path certificate) throws Exception {
        try (InputStream pem = Files.newInputStream(certificate)) {
            return ((X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(pem))
                    .getNotAfter()
                    .toInstant();
        }
    }
}
