package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts that would become lines of their own, if anybody unescaped them or passed them on unread. */
class InjectionTests {
    private MisbehavingUpstream upstream;
    private GatewayFixture gateway;
    private RawCaller caller;

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
        gateway = new GatewayFixture(GatewayFixture.settings()).with("demo", upstream);
        caller = gateway.caller();
    }

    @AfterEach
    void stop() throws Exception {
        caller.close();
        gateway.close();
        upstream.close();
    }

    @Test
    void an_escaped_line_break_in_a_path_stays_escaped() throws Exception {
        caller.get("/demo/a%0d%0aX-Evil:%201?b=%0d%0aX-Evil:%202").answer();
        assertThat(upstream.request().first()).isEqualTo("GET /a%0d%0aX-Evil:%201?b=%0d%0aX-Evil:%202 HTTP/1.1");
        assertThat(gateway.recorded.next().target()).doesNotContain("\r", "\n");
    }

    @Test
    void an_unknown_upstream_is_named_without_its_line_breaks_becoming_lines() throws Exception {
        RawCaller.Answer answer = caller.get("/no%0d%0aSet-Cookie:%20a=b/x").answer();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.head().lines()).noneMatch(line -> line.startsWith("Set-Cookie"));
        assertThat(answer.body()).doesNotContain("\r", "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-A: 1\rSet-Cookie: evil=1", "X-A: 1\u0000Set-Cookie: evil=1", "X-A\rSet-Cookie: evil=1"})
    void an_answer_with_a_field_that_two_readers_could_take_for_two_is_not_passed_on(String field) throws Exception {
        upstream.does(MisbehavingUpstream.sayingThenClosing(
                "HTTP/1.1 200 OK\r\n" + field + "\r\nContent-Length: 2\r\n\r\nok"));
        assertThat(caller.get("/demo/x").answer().status()).isEqualTo(502);
    }

    @Test
    void a_folded_line_of_an_answer_arrives_as_one() throws Exception {
        upstream.does(MisbehavingUpstream.sayingThenClosing(
                "HTTP/1.1 200 OK\r\nX-A: 1\r\n Set-Cookie: evil=1\r\nContent-Length: 2\r\n\r\nok"));
        RawCaller.Answer answer = caller.get("/demo/x").answer();
        assertThat(answer.field("X-A")).isEqualTo("1 Set-Cookie: evil=1");
        assertThat(answer.head().fields("Set-Cookie")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Fine\rSet-Cookie: evil=1", "Fine\u0000", "Fine\u001b[31m"})
    void a_reason_with_control_characters_is_not_passed_on(String reason) throws Exception {
        upstream.does(
                MisbehavingUpstream.sayingThenClosing("HTTP/1.1 200 " + reason + "\r\nContent-Length: 2\r\n\r\nok"));
        RawCaller.Answer answer = caller.get("/demo/x").answer();
        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.head().first()).doesNotContain("Set-Cookie", "\u0000", "\u001b");
    }

    @Test
    void a_caller_with_control_characters_in_its_name_is_refused() throws Exception {
        for (String name : List.of("a\tb", "a\u0080b", "a\u009bb")) {
            assertThat(caller.get("/demo/x", "X-ZoL0-Caller: " + name).answer().status())
                    .as(name)
                    .isEqualTo(400);
        }
    }
}
