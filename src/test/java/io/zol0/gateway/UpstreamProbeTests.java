package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstream.Protocol;
import io.zol0.gateway.Probe.Answered;
import io.zol0.gateway.Probe.Failed;
import io.zol0.gateway.Probe.Reason;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UpstreamProbeTests {
    static GatewayFixture gateway;

    @BeforeAll
    static void start() {
        gateway = new GatewayFixture(GatewayFixture.settings());
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void an_answer_comes_with_its_status_and_time() throws Exception {
        try (var provider = new MisbehavingUpstream(
                MisbehavingUpstream.saying("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"))) {
            Answered answered = (Answered) ask(at(provider.port(), "/base"));
            assertThat(answered.status()).isEqualTo(404);
            assertThat(answered.took()).isPositive();
            assertThat(answered.http2()).isFalse();
            assertThat(answered.tls()).isNull();
            MisbehavingUpstream.Request asked = provider.request();
            assertThat(asked.first()).isEqualTo("GET /base HTTP/1.1");
            assertThat(asked.lines().stream().map(line -> line.toLowerCase(java.util.Locale.ROOT)))
                    .contains("host: 127.0.0.1:" + provider.port(), "user-agent: zol0");
        }
    }

    @Test
    void a_port_where_nobody_listens_is_told_apart() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThat(((Failed) ask(at(port, ""))).reason()).isEqualTo(Reason.REFUSED);
    }

    @Test
    void silence_ends_with_the_upstreams_own_time_out() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Upstream upstream = GatewayFixture.waiting(
                    at(silent.getLocalPort(), ""),
                    Duration.ofSeconds(5),
                    Duration.ofMillis(300),
                    Duration.ofSeconds(5));
            assertThat(((Failed) ask(upstream)).reason()).isEqualTo(Reason.NO_ANSWER_IN_TIME);
        }
    }

    @Test
    void an_unknown_host_is_told_apart() {
        Upstream nowhere = GatewayFixture.upstream(1, "mine", "http://no-such-host.invalid", Protocol.AUTO);
        assertThat(((Failed) ask(nowhere)).reason()).isEqualTo(Reason.UNKNOWN_HOST);
    }

    @Test
    void a_plain_port_that_is_asked_for_tls_is_told_apart() throws Exception {
        try (var provider = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"))) {
            Upstream secure = GatewayFixture.upstream(1, "mine", "https://127.0.0.1:" + provider.port(), Protocol.AUTO);
            assertThat(ask(secure)).isInstanceOf(Failed.class);
        }
    }

    @Test
    void a_metadata_address_is_not_called() {
        Upstream metadata = GatewayFixture.upstream(1, "mine", "http://[::ffff:169.254.169.254]/latest", Protocol.AUTO);
        assertThat(((Failed) ask(metadata)).reason()).isEqualTo(Reason.FORBIDDEN_ADDRESS);
    }

    private static Probe ask(Upstream upstream) {
        return gateway.server
                .probe(upstream)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    private static Upstream at(int port, String path) {
        return GatewayFixture.upstream(1, "mine", "http://127.0.0.1:" + port + path, Protocol.AUTO);
    }
}
