package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.zol0.catalog.Upstream.Protocol;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names that lead where ZoL0 never calls, by a name service that says what the test wants. */
class ForbiddenUpstreamTests {
    private static final String METADATA = "169.254.169.254";

    private final Queue<String> addresses = new ArrayDeque<>();
    private MisbehavingUpstream upstream;
    private GatewayFixture gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
        gateway = new GatewayFixture(
                GatewayFixture.settings(),
                "127.0.0.1",
                null,
                (vertx, host) -> Future.succeededFuture(InetAddress.ofLiteral(addresses.remove())));
        gateway.with(
                GatewayFixture.upstream(1, "rebound", "http://rebound.example:" + upstream.port(), Protocol.HTTP_1_1));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    @Test
    void a_name_that_leads_to_metadata_is_answered_for_and_not_called() throws Exception {
        for (String address : List.of(METADATA, "fe80::1", "::ffff:" + METADATA, "64:ff9b::a9fe:a9fe")) {
            addresses.add(address);
            try (RawCaller caller = gateway.caller()) {
                RawCaller.Answer answer =
                        caller.get("/rebound/latest/meta-data").answer();
                assertThat(answer.status()).as(address).isEqualTo(502);
                assertThat(answer.field("Proxy-Status"))
                        .isEqualTo("ZoL0; error=destination_ip_prohibited; next-hop=\"rebound\"");
                assertThat(answer.body()).contains("link-local or cloud metadata address, which ZoL0 never calls");
            }
        }
    }

    @Test
    void the_address_that_was_looked_at_is_the_one_that_is_called() throws Exception {
        // Were the name asked for again between check and call, the second answer would be used.
        addresses.addAll(List.of("127.0.0.1", METADATA));
        try (RawCaller caller = gateway.caller()) {
            assertThat(caller.get("/rebound/x", "Connection: close").answer().body())
                    .isEqualTo("ok");
        }
        assertThat(addresses).containsExactly(METADATA);
        assertThat(upstream.request().lines()).contains("Host: rebound.example:" + upstream.port());
    }

    @Test
    void every_new_connection_is_looked_at_again() throws Exception {
        addresses.addAll(List.of("127.0.0.1", METADATA));
        upstream.does(MisbehavingUpstream.sayingThenClosing(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"));
        try (RawCaller caller = gateway.caller()) {
            assertThat(caller.get("/rebound/x").answer().status()).isEqualTo(200);
            assertThat(caller.get("/rebound/x").answer().status()).isEqualTo(502);
        }
    }
}
