package io.zol0.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.zol0.catalog.Upstream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionTestTests {
    private final ConnectionTest test = new ConnectionTest(System::nanoTime);

    @Test
    void an_answer_is_told_with_its_status_and_time() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            ConnectionTest.Result result =
                    test.ask(at("http", server.getAddress().getPort()));

            assertThat(result.reached()).isTrue();
            assertThat(result.sentence()).startsWith("Answered 404 in ").contains("HTTP/1.1, no TLS");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void a_port_where_nobody_listens_is_said_so() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }

        assertThat(test.ask(at("http", port)))
                .isEqualTo(new ConnectionTest.Result(
                        false, "127.0.0.1 refused the connection: nothing listens at this address and port."));
    }

    @Test
    void silence_ends_with_the_upstreams_own_time_out() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            assertThat(test.ask(at("http", silent.getLocalPort())).sentence())
                    .isEqualTo("Connected to 127.0.0.1, but there was no answer within 300 ms.");
        }
    }

    @Test
    void an_unknown_host_is_named() {
        Upstream nowhere = upstream("http://no-such-host.invalid");

        assertThat(test.ask(nowhere).sentence()).startsWith("There is no host named no-such-host.invalid.");
    }

    private static Upstream at(String scheme, int port) {
        return upstream(scheme + "://127.0.0.1:" + port);
    }

    private static Upstream upstream(String url) {
        return new Upstream(
                1,
                "mine",
                URI.create(url),
                "production",
                true,
                false,
                Upstream.Protocol.AUTO,
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                Duration.ofSeconds(5),
                true,
                true,
                0);
    }
}
