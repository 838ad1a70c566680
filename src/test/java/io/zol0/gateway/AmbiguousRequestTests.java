package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AmbiguousRequestTests {
    static MisbehavingUpstream upstream;
    static GatewayFixture gateway;

    @BeforeAll
    static void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
        gateway = new GatewayFixture(GatewayFixture.settings()).with("demo", upstream);
    }

    @AfterAll
    static void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    static Stream<Arguments> ambiguous() {
        return Stream.of(
                Arguments.of(
                        "two Content-Length",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"),
                Arguments.of(
                        "two equal Content-Length",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of(
                        "a list of Content-Length",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3, 3\r\n\r\nabc"),
                Arguments.of(
                        "a negative Content-Length",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n"),
                Arguments.of(
                        "a signed Content-Length",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: +3\r\n\r\nabc"),
                Arguments.of(
                        "a huge Content-Length",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999999999999\r\n\r\n"),
                Arguments.of(
                        "an empty Content-Length",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: \r\n\r\n"),
                Arguments.of(
                        "a hexadecimal Content-Length",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0x3\r\n\r\nabc"),
                Arguments.of(
                        "Content-Length and chunked",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunked and Content-Length",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "an unknown transfer coding",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "chunked twice",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "a transfer coding with a tab inside",
                        "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\tx\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "identity", "POST /demo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: identity\r\n\r\n"),
                Arguments.of(
                        "chunked in HTTP/1.0",
                        "POST /demo/ HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("a blank before the colon", "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nX-A : 1\r\n\r\n"),
                Arguments.of(
                        "a tab before the colon",
                        "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding\t: chunked\r\n\r\n"),
                Arguments.of("two Host", "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n\r\n"),
                Arguments.of(
                        "two Host of different case", "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nhOST: evil\r\n\r\n"),
                Arguments.of("no Host", "GET /demo/ HTTP/1.1\r\nX-A: 1\r\n\r\n"),
                Arguments.of("a folded line", "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nX-A: 1\r\n 2\r\n\r\n"),
                Arguments.of(
                        "a first line that is folded",
                        "GET /demo/ HTTP/1.1\r\n Host: localhost\r\nHost: localhost\r\n\r\n"),
                Arguments.of(
                        "a bare carriage return in a value",
                        "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nX-A: 1\r2\r\n\r\n"),
                Arguments.of("a bare line feed", "GET /demo/ HTTP/1.1\nHost: localhost\n\n"),
                Arguments.of(
                        "a bare line feed after a field", "GET /demo/ HTTP/1.1\r\nHost: localhost\nX-A: 1\r\n\r\n"),
                Arguments.of("a NUL in a value", "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nX-A: 1\0002\r\n\r\n"),
                Arguments.of("a NUL in a name", "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nX\000A: 1\r\n\r\n"),
                Arguments.of(
                        "a control character in a value",
                        "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nX-A: \007\r\n\r\n"),
                Arguments.of(
                        "a delete character in a value", "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nX-A: \177\r\n\r\n"),
                Arguments.of("an empty name", "GET /demo/ HTTP/1.1\r\nHost: localhost\r\n: 1\r\n\r\n"),
                Arguments.of("a line without a colon", "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nnonsense\r\n\r\n"),
                Arguments.of("a slash in a name", "GET /demo/ HTTP/1.1\r\nHost: localhost\r\nX/A: 1\r\n\r\n"),
                Arguments.of("two blanks in the request line", "GET  /demo/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("a blank in the target", "GET /demo/a b HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("a blank behind the version", "GET /demo/ HTTP/1.1 \r\nHost: localhost\r\n\r\n"),
                Arguments.of("a target beyond ASCII", "GET /demo/\u00e4 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("a fragment", "GET /demo/#x HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("a control character first", "\007GET /demo/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("an absolute target", "GET http://localhost/demo/ HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("CONNECT", "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n"),
                Arguments.of("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("a dot segment", "GET /demo/../x HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("a dot segment for the upstream", "GET /../demo/x HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("a single dot at the end", "GET /demo/. HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("two dots before the query", "GET /demo/..?a=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("an escaped dot segment", "GET /demo/%2e%2E/x HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("a half escaped dot segment", "GET /demo/.%2e/x HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("a dot segment with parameters", "GET /demo/..;a=1/x HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("a broken escape", "GET /demo/%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of("an escape cut off", "GET /demo/%2 HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                Arguments.of(
                        "a backslash as separator is no token", "GE(T /demo/ HTTP/1.1\r\nHost: localhost\r\n\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ambiguous")
    void is_refused_with_a_problem_and_reaches_no_upstream(String what, String request) throws Exception {
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.say(request).answer();
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.field("Content-Type")).isEqualTo("application/problem+json");
            assertThat(answer.field("Proxy-Status")).isEqualTo("ZoL0; error=http_request_error");
            assertThat(answer.body())
                    .contains("\"type\":\"urn:zol0:problem:bad-request\"")
                    .contains("\"status\":400");
            assertThat(upstream.heardNothingMore()).isTrue();
        }
    }

    @Test
    void a_request_behind_an_ambiguous_one_is_never_read() throws Exception {
        try (RawCaller caller = gateway.caller()) {
            caller.say("POST /demo/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"
                    + "GET /demo/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(caller.answer().status()).isEqualTo(400);
            assertThat(caller.closedByGateway()).isTrue();
            assertThat(upstream.heardNothingMore()).isTrue();
        }
    }

    @Test
    void an_answer_to_an_ambiguous_request_waits_for_the_answers_before_it() throws Exception {
        try (RawCaller caller = gateway.caller()) {
            caller.say(
                    "GET /demo/first HTTP/1.1\r\nHost: localhost\r\n\r\nGET /demo/ HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n");
            assertThat(caller.answer().status()).isEqualTo(200);
            assertThat(caller.answer().status()).isEqualTo(400);
            assertThat(caller.closedByGateway()).isTrue();
            upstream.request();
        }
    }

    @Test
    void http_2_by_prior_knowledge_is_refused_by_its_version() throws Exception {
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.say("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n").answer();
            assertThat(answer.status()).isEqualTo(505);
        }
    }

    @Test
    void a_head_that_is_too_long_is_refused() throws Exception {
        try (RawCaller caller = gateway.caller()) {
            caller.say("GET /demo/ HTTP/1.1\r\nHost: localhost\r\nX-A: " + "a".repeat(20_000) + "\r\n\r\n");
            assertThat(caller.answer().status()).isEqualTo(431);
        }
    }

    @Test
    void a_target_that_is_too_long_is_refused() throws Exception {
        try (RawCaller caller = gateway.caller()) {
            caller.say("GET /demo/" + "a".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
            assertThat(caller.answer().status()).isEqualTo(414);
        }
    }

    @Test
    void a_head_that_arrives_byte_by_byte_is_read_like_any_other() throws Exception {
        try (RawCaller caller = gateway.caller()) {
            for (char c : "\r\nGET /demo/slow HTTP/1.1\r\nHost: localhost\r\nX-Empty:\r\n\r\n".toCharArray()) {
                caller.say(String.valueOf(c));
            }
            assertThat(caller.answer().status()).isEqualTo(200);
            assertThat(upstream.request().first()).isEqualTo("GET /slow HTTP/1.1");
        }
    }
}
