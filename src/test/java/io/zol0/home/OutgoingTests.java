package io.zol0.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.InetAddressFilter;
import org.springframework.http.HttpMethod;

class OutgoingTests {
    @Test
    void public_addresses_are_open_and_inner_ones_are_not() {
        InetAddressFilter filter = OutgoingConfiguration.filter(List.of());
        assertThat(filter.matches(InetAddress.ofLiteral("8.8.8.8"))).isTrue();
        assertThat(filter.matches(InetAddress.ofLiteral("2606:4700::1111"))).isTrue();
        for (String inner : List.of(
                "127.0.0.1", "10.1.2.3", "192.168.1.1", "172.16.0.1", "0.0.0.0", "::1", "fd00::1", "169.254.169.254")) {
            assertThat(filter.matches(InetAddress.ofLiteral(inner))).as(inner).isFalse();
        }
    }

    @Test
    void what_an_operator_allows_is_open_but_metadata_never() {
        InetAddressFilter filter = OutgoingConfiguration.filter(List.of("10.1.2.0/24", "169.254.0.0/16"));
        assertThat(filter.matches(InetAddress.ofLiteral("10.1.2.3"))).isTrue();
        assertThat(filter.matches(InetAddress.ofLiteral("10.1.3.3"))).isFalse();
        assertThat(filter.matches(InetAddress.ofLiteral("169.254.169.254"))).isFalse();
    }

    @Test
    void what_is_no_range_is_refused() {
        assertThatThrownBy(() -> OutgoingConfiguration.filter(List.of("intranet.example")))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("has \"intranet.example\"");
    }

    @Test
    void a_client_made_with_it_does_not_reach_this_machine_unless_allowed() throws Exception {
        HttpServer inner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        inner.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        inner.start();
        try {
            URI uri = URI.create("http://localhost:" + inner.getAddress().getPort() + "/");
            assertThatThrownBy(() -> status(uri, List.of())).hasMessage("Filtered host 'localhost'");
            assertThat(status(uri, List.of("127.0.0.1", "::1"))).isEqualTo(204);
        } finally {
            inner.stop(0);
        }
    }

    private static int status(URI uri, List<String> allowed) throws IOException {
        var settings = HttpClientSettings.defaults().withInetAddressFilter(OutgoingConfiguration.filter(allowed));
        try (var answer = ClientHttpRequestFactoryBuilder.jdk()
                .build(settings)
                .createRequest(uri, HttpMethod.GET)
                .execute()) {
            return answer.getStatusCode().value();
        }
    }
}
