package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.home.TestCertificate;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecureGatewayTests {
    private static final int ALERT = 21;
    private static final int HANDSHAKE = 22;

    @TempDir
    static Path folder;

    static TestCertificate first;
    static TestCertificate second;
    static SSLContext trust;
    static MisbehavingUpstream upstream;

    @BeforeAll
    static void start() throws Exception {
        first = TestCertificate.in(folder, "first");
        second = TestCertificate.in(folder, "second");
        trust = TestCertificate.trusting(first, second);
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
    }

    @AfterAll
    static void stop() throws Exception {
        upstream.close();
    }

    private static GatewayFixture gateway(int eventLoops) {
        var settings = new GatewayFixture.Settings();
        settings.eventLoops = eventLoops;
        return new GatewayFixture(settings.build(), "127.0.0.1", first).with("demo", upstream);
    }

    @Test
    void a_renewed_certificate_is_shown_to_whoever_connects_next_and_nobody_is_cut_off() throws Exception {
        try (GatewayFixture gateway = gateway(2);
                RawCaller before = new RawCaller(gateway.port(), trust)) {
            assertThat(before.certificate()).isEqualTo(first.own());
            assertThat(before.get("/demo/x").answer().body()).isEqualTo("ok");

            gateway.server.show(second.keys());

            Until.so("the new certificate is shown", () -> {
                try (RawCaller after = new RawCaller(gateway.port(), trust)) {
                    return after.certificate().equals(second.own());
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            for (int i = 0; i < 8; i++) {
                try (RawCaller after = new RawCaller(gateway.port(), trust)) {
                    assertThat(after.certificate()).as("every event loop's").isEqualTo(second.own());
                    assertThat(after.get("/demo/x").answer().body()).isEqualTo("ok");
                }
            }
            assertThat(before.get("/demo/x").answer().body()).isEqualTo("ok");
        }
    }

    @Test
    void versions_before_1_2_are_not_spoken() throws Exception {
        try (GatewayFixture gateway = gateway(1)) {
            assertThat(answerToHello(gateway, 3)).as("TLS 1.2").isEqualTo(HANDSHAKE);
            assertThat(answerToHello(gateway, 2)).as("TLS 1.1").isEqualTo(ALERT);
            assertThat(answerToHello(gateway, 1)).as("TLS 1.0").isEqualTo(ALERT);
        }
    }

    @Test
    void plain_http_gets_no_answer_and_reaches_no_upstream() throws Exception {
        try (var own = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
                GatewayFixture gateway = gateway(1).with("own", own);
                RawCaller plain = new RawCaller(gateway.port())) {
            plain.get("/own/x");
            assertThat(plain.read(5)).doesNotContain("HTTP");
            assertThat(own.connections()).isZero();
        }
    }

    /** Type of the record that answers a hello which offers nothing newer than {@code 3.minor}; no Java would say such a thing. */
    private static int answerToHello(GatewayFixture gateway, int minor) throws IOException {
        ByteBuffer hello = ByteBuffer.allocate(100);
        // Record: handshake, 3.1, length. Message: client_hello, length. Version, random, no session.
        hello.put(new byte[] {22, 3, 1, 0, 63, 1, 0, 0, 59, 3, (byte) minor})
                .put(new byte[32])
                .put((byte) 0);
        // ECDHE_ECDSA with AES_128_GCM, AES_128_CBC, AES_256_CBC; no compression; the two curves of NIST with their
        // hashes.
        hello.put(new byte[] {0, 6, (byte) 0xc0, 0x2b, (byte) 0xc0, 0x09, (byte) 0xc0, 0x0a, 1, 0});
        hello.put(
                new byte[] {0, 26, 0, 10, 0, 6, 0, 4, 0, 23, 0, 24, 0, 11, 0, 2, 1, 0, 0, 13, 0, 6, 0, 4, 4, 3, 5, 3});
        byte[] bytes = Arrays.copyOf(hello.array(), hello.position());
        bytes[4] = (byte) (bytes.length - 5);
        bytes[8] = (byte) (bytes.length - 9);
        try (RawCaller caller = new RawCaller(gateway.port())) {
            return caller.say(bytes).in().read();
        }
    }
}
