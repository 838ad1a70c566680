package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.catalog.Upstream.Protocol;
import io.zol0.metrics.Outcome;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackGuardTests {
    private MisbehavingUpstream upstream;
    private GatewayFixture gateway;

    // For each test anew: what the one before was answered may be recorded after this one began.
    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
        var settings = new GatewayFixture.Settings();
        settings.hosts = List.of("gateway.internal");
        gateway = new GatewayFixture(settings.build())
                .with("demo", upstream)
                .with(GatewayFixture.disabled(GatewayFixture.upstream(9, "off", "http://127.0.0.1:1", Protocol.AUTO)));
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    private RawCaller.Answer ask(String... lines) throws Exception {
        try (RawCaller caller = gateway.caller()) {
            return caller.say("GET /demo/x HTTP/1.1\r\n" + String.join("\r\n", lines) + "\r\n\r\n")
                    .answer();
        }
    }

    @Test
    void at_which_address_a_caller_is_is_noted_once_a_connection() throws Exception {
        try (RawCaller caller = gateway.caller()) {
            for (String name : List.of("bot-7", "bot-7", "bot-8")) {
                assertThat(caller.say("GET /demo/x HTTP/1.1\r\nHost: localhost\r\nX-ZoL0-Caller: " + name + "\r\n\r\n")
                                .answer()
                                .status())
                        .isEqualTo(200);
            }
        }
        assertThat(ask("Host: localhost", "X-ZoL0-Token: zol0_notours").status())
                .isEqualTo(401);
        assertThat(gateway.recorded.seen).containsExactly("bot-7 at 127.0.0.1", "bot-8 at 127.0.0.1", " at 127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "LocalHost:8081", "127.0.0.1:1", "[::1]", "[::1]:8081", "gateway.internal:80"})
    void known_hosts_are_welcome(String host) throws Exception {
        assertThat(ask("Host: " + host).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"evil.example", "localhost.evil.example", "127.0.0.2", "", "[::2]:80", "evil.example:localhost"})
    void other_hosts_are_not_so_that_no_rebound_name_gets_in(String host) throws Exception {
        var answer = ask("Host: " + host);
        assertThat(answer.status()).isEqualTo(421);
        assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_US);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: https://evil.example",
                "Origin: null",
                "Origin: http://localhost.evil.example",
                "Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site"
            })
    void pages_of_another_origin_are_refused(String line) throws Exception {
        var answer = ask("Host: localhost", line);
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.field("Proxy-Status")).isEqualTo("ZoL0; error=http_request_denied");
        assertThat(gateway.recorded.next().status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Origin: http://localhost:3000",
                "Sec-Fetch-Site: none",
                "Sec-Fetch-Site: same-origin",
                "Origin: https://gateway.internal"
            })
    void pages_of_this_machine_are_welcome(String line) throws Exception {
        assertThat(ask("Host: localhost", line).status()).isEqualTo(200);
    }

    @Test
    void a_token_names_its_caller_and_goes_no_further() throws Exception {
        assertThat(ask("Host: localhost", "X-ZoL0-Token: " + GatewayFixture.TOKEN, "X-ZoL0-Caller: liar")
                        .status())
                .isEqualTo(200);
        assertThat(gateway.recorded.next().caller()).isEqualTo("bot-1");
        assertThat(upstream.request().lines()).noneMatch(line -> line.contains(GatewayFixture.TOKEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "a\"b", "\u00e4", ""})
    void a_caller_that_is_no_name_is_refused(String name) throws Exception {
        assertThat(ask("Host: localhost", "X-ZoL0-Caller: " + name).status()).isEqualTo(400);
        assertThat(ask("Host: localhost", "X-ZoL0-Caller: " + "a".repeat(65)).status())
                .isEqualTo(400);
    }

    @Test
    void an_unknown_upstream_is_answered_with_the_way_to_add_it_and_counted_apart() throws Exception {
        long before = gateway.server.unrouted().sum();
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.get("/no%22pe/x").answer();
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.field("Proxy-Status")).isEqualTo("ZoL0; error=destination_not_found");
            assertThat(answer.body())
                    .contains("urn:zol0:problem:unknown-upstream")
                    .contains("Settings, Upstreams");
            assertThat(caller.get("/").answer().status()).isEqualTo(404);
        }
        Until.so("both are counted", () -> gateway.server.unrouted().sum() == before + 2);
        assertThat(gateway.recorded.nothingMore()).isTrue();
    }

    @Test
    void a_disabled_upstream_is_answered_as_such() throws Exception {
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.get("/off/x").answer();
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.field("Proxy-Status")).isEqualTo("ZoL0; error=destination_unavailable; next-hop=\"off\"");
        }
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_US);
    }

    @Test
    void a_call_that_comes_round_and_round_is_stopped() throws Exception {
        var answer = ask("Host: localhost", "Via: 1.1 zol0, 1.1 other", "Via: 1.1 zol0", "Via: 1.1 zol0");
        assertThat(answer.status()).isEqualTo(508);
        assertThat(answer.field("Proxy-Status")).contains("error=proxy_loop_detected");
    }

    @Test
    void a_refused_request_without_a_body_leaves_the_connection_open_and_one_with_a_body_ends_it() throws Exception {
        try (RawCaller caller = gateway.caller()) {
            assertThat(caller.get("/nope/x").answer().status()).isEqualTo(404);
            assertThat(caller.get("/demo/x").answer().status()).isEqualTo(200);
            caller.request("POST", "/nope/x", "Content-Length: 10");
            assertThat(caller.answer().field("Connection")).isEqualTo("close");
            assertThat(caller.closedByGateway()).isTrue();
        }
    }
}
