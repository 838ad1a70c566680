package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.Outcome;
import org.junit.jupiter.api.Test;

class PlainForwardingTests {
    @Test
    void a_call_goes_to_its_upstream_and_the_answer_comes_back() throws Exception {
        try (var upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("hello"));
                var gateway = new GatewayFixture(GatewayFixture.settings()).with("demo", upstream);
                var caller = gateway.caller()) {
            caller.get("/demo/api/v3/time?b=2&a=%2F");
            var answer = caller.answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(upstream.request().first()).isEqualTo("GET /api/v3/time?b=2&a=%2F HTTP/1.1");
            var call = gateway.recorded.next();
            assertThat(call.outcome()).isEqualTo(Outcome.SERVED);
            assertThat(call.status()).isEqualTo(200);
            assertThat(call.bytesOut()).isEqualTo(5);
            assertThat(call.target()).isEqualTo("/api/v3/time?b=2&a=%2F");
        }
    }
}
