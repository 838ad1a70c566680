package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExposedGuardTests {
    private MisbehavingUpstream upstream;
    private GatewayFixture gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
        gateway = new GatewayFixture(GatewayFixture.settings(), "0.0.0.0").with("demo", upstream);
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
    void a_token_is_demanded() throws Exception {
        var answer = ask("Host: gateway.example");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.field("WWW-Authenticate")).isEqualTo("ZoL0-Token");
        assertThat(ask("Host: x", "X-ZoL0-Token: wrong").status()).isEqualTo(401);
    }

    @Test
    void a_wrong_proxy_token_is_answered_in_kind() throws Exception {
        var answer = ask("Host: x", "Proxy-Authorization: Bearer wrong");
        assertThat(answer.status()).isEqualTo(407);
        assertThat(answer.field("Proxy-Authenticate")).isEqualTo("Bearer realm=\"ZoL0\"");
    }

    @Test
    void a_valid_token_opens_and_stays_here() throws Exception {
        assertThat(ask("Host: x", "X-ZoL0-Token: " + GatewayFixture.TOKEN).status())
                .isEqualTo(200);
        assertThat(ask("Host: x", "Proxy-Authorization: bearer " + GatewayFixture.TOKEN)
                        .status())
                .isEqualTo(200);
        assertThat(gateway.recorded.next().caller()).isEqualTo("bot-1");
        assertThat(upstream.request().lines()).noneMatch(line -> line.contains(GatewayFixture.TOKEN));
        assertThat(upstream.request().lines()).noneMatch(line -> line.contains(GatewayFixture.TOKEN));
    }

    @Test
    void a_token_that_is_not_for_calls_or_not_for_this_environment_is_told_so() throws Exception {
        var reader = ask("Host: x", "X-ZoL0-Token: " + GatewayFixture.READING_TOKEN);
        assertThat(reader.status()).isEqualTo(403);
        assertThat(reader.body()).contains("The token reader is not for calls through the gateway");
        var tester = ask("Host: x", "X-ZoL0-Token: " + GatewayFixture.STAGING_TOKEN);
        assertThat(tester.status()).isEqualTo(403);
        assertThat(tester.body()).contains("The token tester is not for the environment test");
        assertThat(upstream.heardNothingMore()).isTrue();
    }
}
