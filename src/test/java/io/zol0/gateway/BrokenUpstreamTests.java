package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.metrics.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BrokenUpstreamTests {
    MisbehavingUpstream upstream;
    GatewayFixture gateway;

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
        gateway = new GatewayFixture(GatewayFixture.settings()).with("demo", upstream);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("garbage", "garbage\r\n\r\n"),
                Arguments.of("a version nobody knows", "HTTP/3.7 200 OK\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("another protocol", "RTSP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(
                        "a carriage return within a field",
                        "HTTP/1.1 200 OK\r\nX-A: a\rX-B: b\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(
                        "a carriage return within a field of an interim answer",
                        "HTTP/1.1 103 Early Hints\r\n"
                                + "Link: a\r"
                                + "X-B: b\r\n\r\n"
                                + "HTTP/1.1 200 OK\r\n"
                                + "Content-Length: 0\r\n\r\n"),
                Arguments.of(
                        "a field whose name is no token", "HTTP/1.1 200 OK\r\nX(A: b\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of("a status that is no number", "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(
                        "two Content-Length", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc"),
                Arguments.of(
                        "two equal Content-Length",
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab"),
                Arguments.of(
                        "Content-Length and chunked",
                        "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of(
                        "an unknown transfer coding",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
                Arguments.of("a negative Content-Length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n"),
                Arguments.of(
                        "a huge head",
                        "HTTP/1.1 200 OK\r\nX-A: " + "a".repeat(20_000) + "\r\nContent-Length: 0\r\n\r\n"),
                Arguments.of(
                        "101 without being asked",
                        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"),
                Arguments.of("a flood of interim answers", "HTTP/1.1 103 Early Hints\r\n\r\n".repeat(50)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unreadable")
    void an_unreadable_answer_becomes_502_and_its_connection_is_never_used_again(String what, String bytes)
            throws Exception {
        upstream.does(MisbehavingUpstream.saying(bytes));
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.get("/demo/x").answer();
            while (answer.status() == 103) {
                answer = caller.answer();
            }
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("Proxy-Status")).isEqualTo("ZoL0; error=http_protocol_error; next-hop=\"demo\"");
            assertThat(answer.body()).contains("\"upstream\":\"demo\"");
            upstream.endedConnection();
            upstream.does(MisbehavingUpstream.answering("fine"));
            assertThat(caller.get("/demo/y").answer().body()).isEqualTo("fine");
            assertThat(upstream.request().connection()).isEqualTo(1);
            assertThat(upstream.request().connection()).isEqualTo(2);
        }
        var call = gateway.recorded.next();
        assertThat(call.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(call.status()).isEqualTo(502);
        assertThat(call.failure()).startsWith("The upstream demo ");
    }

    static Stream<Arguments> truncated() {
        return Stream.of(
                Arguments.of("a body shorter than its length", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"),
                Arguments.of("a chunk that breaks off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab"),
                Arguments.of("no last chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"),
                Arguments.of(
                        "a chunk size that is none",
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("truncated")
    void an_answer_that_breaks_off_breaks_off_for_the_caller_too(String what, String bytes) throws Exception {
        upstream.does(MisbehavingUpstream.sayingThenClosing(bytes));
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.get("/demo/x").answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.whole()).isFalse();
        }
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(gateway.recorded.nothingMore()).isTrue();
    }

    @Test
    void an_answer_that_ends_with_its_connection_is_whole() throws Exception {
        upstream.does(MisbehavingUpstream.sayingThenClosing("HTTP/1.1 200 OK\r\n\r\nuntil the end"));
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.get("/demo/x").answer();
            assertThat(answer.body()).isEqualTo("until the end");
            assertThat(answer.whole()).isTrue();
        }
    }

    @Test
    void an_answer_without_a_length_that_a_reset_ends_is_not_taken_for_whole() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        upstream.does(with -> {
            with.say("HTTP/1.1 200 OK\r\n\r\nhalf");
            await(seen);
            with.reset();
        });
        try (RawCaller caller = gateway.caller()) {
            caller.get("/demo/x");
            assertThat(caller.head().status()).isEqualTo(200);
            assertThat(caller.read(9)).isEqualTo("4\r\nhalf\r\n");
            seen.countDown();
            assertThat(caller.closedByGateway()).isTrue();
        }
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void an_http_1_0_caller_sees_a_reset_where_an_answer_without_a_length_breaks_off() throws Exception {
        CountDownLatch seen = new CountDownLatch(1);
        upstream.does(with -> {
            with.say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
            await(seen);
            with.close();
        });
        try (RawCaller caller = gateway.caller()) {
            caller.say("GET /demo/x HTTP/1.0\r\nHost: localhost\r\n\r\n");
            assertThat(caller.head().status()).isEqualTo(200);
            assertThat(caller.read(4)).isEqualTo("half");
            seen.countDown();
            assertThat(catchIt(() -> caller.in().read())).isInstanceOf(java.net.SocketException.class);
        }
    }

    @Test
    void a_body_on_204_is_not_taken_for_the_next_answer() throws Exception {
        upstream.does(MisbehavingUpstream.saying(
                "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong"));
        try (RawCaller caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().status()).isEqualTo(204);
            upstream.does(MisbehavingUpstream.answering("right"));
            assertThat(caller.get("/demo/y").answer().body()).isEqualTo("right");
            assertThat(upstream.request().connection()).isEqualTo(1);
            assertThat(upstream.request().connection()).isEqualTo(2);
        }
    }

    @Test
    void more_body_than_its_length_is_not_taken_for_the_next_answer() throws Exception {
        upstream.does(MisbehavingUpstream.saying(
                "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwrong"));
        try (RawCaller caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().body()).isEqualTo("ok");
            upstream.does(MisbehavingUpstream.answering("right"));
            assertThat(caller.get("/demo/y").answer().body()).isEqualTo("right");
        }
    }

    @Test
    void an_answer_that_nobody_asked_for_ends_the_connection() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        upstream.does(with -> {
            with.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            await(answered);
            with.say("HTTP/1.1 200 OK\r\nContent-Le");
        });
        try (RawCaller caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().body()).isEqualTo("ok");
            answered.countDown();
            assertThat(upstream.endedConnection()).isEqualTo(1);
            upstream.does(MisbehavingUpstream.answering("right"));
            assertThat(caller.get("/demo/y").answer().body()).isEqualTo("right");
        }
    }

    @Test
    void a_waiting_call_never_gets_what_another_calls_upstream_said_too_much() throws Exception {
        gateway.close();
        var narrow = new GatewayFixture.Settings();
        narrow.pool = 1;
        gateway = new GatewayFixture(narrow.build()).with("demo", upstream);
        CountDownLatch both = new CountDownLatch(1);
        AtomicInteger served = new AtomicInteger();
        upstream.does(with -> {
            if (served.incrementAndGet() == 1) {
                await(both);
                with.say("HTTP/1.1 200 OK\r\n"
                        + "Content-Length: 2\r\n\r\n"
                        + "okHTTP/1.1 200 OK\r\n"
                        + "Content-Length: 5\r\n\r\n"
                        + "wrong");
            } else {
                with.say("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nright");
            }
        });
        try (RawCaller first = gateway.caller();
                RawCaller second = gateway.caller()) {
            first.get("/demo/first");
            upstream.request();
            second.get("/demo/second");
            Until.so("the second call waits", () -> gateway.server.status().callsInFlight() == 2);
            both.countDown();
            assertThat(first.answer().body()).isEqualTo("ok");
            assertThat(second.answer().body()).isEqualTo("right");
            assertThat(upstream.request().connection()).isEqualTo(2);
        }
    }

    @Test
    void a_get_is_sent_once_more_when_its_connection_dies_before_the_first_byte() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        upstream.does(with -> {
            if (tries.incrementAndGet() == 1) {
                with.close();
            } else {
                with.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
            }
        });
        try (RawCaller caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().body()).isEqualTo("ok");
        }
        assertThat(tries).hasValue(2);
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.SERVED);
        assertThat(gateway.recorded.nothingMore()).isTrue();
        assertThat(upstream.request().fields("Via")).hasSize(1);
        assertThat(upstream.request().fields("Via")).hasSize(1);
    }

    @Test
    void a_get_is_sent_no_third_time() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        upstream.does(with -> {
            tries.incrementAndGet();
            with.reset();
        });
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.get("/demo/x").answer();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("Proxy-Status")).contains("error=connection_terminated");
        }
        assertThat(tries).hasValue(2);
    }

    @Test
    void a_post_is_never_sent_again() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        upstream.does(with -> {
            tries.incrementAndGet();
            with.readBody();
            with.close();
        });
        try (RawCaller caller = gateway.caller()) {
            caller.request("POST", "/demo/x", "Content-Length: 2").say("ab");
            assertThat(caller.answer().status()).isEqualTo(502);
            caller.request("POST", "/demo/x");
            assertThat(caller.answer().status()).isEqualTo(502);
        }
        assertThat(tries).hasValue(2);
    }

    @Test
    void a_get_whose_answer_has_begun_is_never_sent_again() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        upstream.does(with -> {
            tries.incrementAndGet();
            with.say("HTTP/1.1 20");
            with.close();
        });
        try (RawCaller caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().status()).isEqualTo(502);
        }
        assertThat(tries).hasValue(1);
    }

    @Test
    void an_upstream_that_is_not_there_is_named() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        gateway.with(GatewayFixture.upstream(
                2, "gone", "http://127.0.0.1:" + free, io.zol0.catalog.Upstream.Protocol.HTTP_1_1));
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.get("/gone/x").answer();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("Proxy-Status")).isEqualTo("ZoL0; error=connection_refused; next-hop=\"gone\"");
            assertThat(answer.body()).contains("The upstream gone refused the connection.");
            assertThat(caller.get("/demo/x").answer().status()).isEqualTo(200);
        }
    }

    @Test
    void an_upstream_whose_name_does_not_resolve_is_named() throws Exception {
        gateway.with(GatewayFixture.upstream(
                2, "lost", "http://no-such-host.invalid", io.zol0.catalog.Upstream.Protocol.HTTP_1_1));
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.get("/lost/x").answer();
            assertThat(answer.status()).isEqualTo(502);
            assertThat(answer.field("Proxy-Status")).isEqualTo("ZoL0; error=dns_error; next-hop=\"lost\"");
        }
    }

    @Test
    void an_upstream_that_takes_no_connection_is_given_up() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Crowd crowd = Crowd.before(full)) {
            gateway.with(GatewayFixture.waiting(
                    GatewayFixture.upstream("full", full.getLocalPort()),
                    Duration.ofMillis(150),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(20)));
            try (RawCaller caller = gateway.caller()) {
                var answer = caller.get("/full/x").answer();
                assertThat(answer.status()).isEqualTo(504);
                assertThat(answer.field("Proxy-Status")).isEqualTo("ZoL0; error=connection_timeout; next-hop=\"full\"");
                assertThat(answer.body()).contains("took no connection within 150 ms");
            }
        }
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.FAILED);
    }

    /** As many connections as a server keeps that never takes one, so that the kernel answers the next one no more. */
    private record Crowd(List<Socket> sockets) implements AutoCloseable {
        static Crowd before(ServerSocket server) throws IOException {
            Crowd crowd = new Crowd(new ArrayList<>());
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket();
                crowd.sockets.add(socket);
                try {
                    socket.connect(server.getLocalSocketAddress(), 500);
                } catch (SocketTimeoutException full) {
                    return crowd;
                }
            }
            throw new AssertionError("a hundred connections wait, and one more is still kept");
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void an_upstream_that_does_not_begin_to_answer_is_given_up() throws Exception {
        upstream.does(with -> with.endedByGateway());
        gateway.with(
                "demo",
                upstream,
                u -> GatewayFixture.waiting(u, Duration.ofSeconds(5), Duration.ofMillis(100), Duration.ofSeconds(20)));
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.get("/demo/x").answer();
            assertThat(answer.status()).isEqualTo(504);
            assertThat(answer.field("Proxy-Status")).isEqualTo("ZoL0; error=http_response_timeout; next-hop=\"demo\"");
            assertThat(answer.body()).contains("did not begin to answer within 100 ms");
            upstream.endedConnection();
        }
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void an_answer_that_trickles_is_cut_at_the_total_time() throws Exception {
        upstream.does(with -> {
            with.say("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\na");
            with.endedByGateway();
        });
        gateway.with(
                "demo",
                upstream,
                u -> GatewayFixture.waiting(u, Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(200)));
        try (RawCaller caller = gateway.caller()) {
            var answer = caller.get("/demo/x");
            assertThat(caller.head().status()).isEqualTo(200);
            assertThat(caller.read(1)).isEqualTo("a");
            assertThat(caller.closedByGateway()).isTrue();
            upstream.endedConnection();
        }
        assertThat(gateway.recorded.next().failure()).contains("did not answer in full within 200 ms");
    }

    @Test
    void when_every_connection_is_taken_and_enough_calls_wait_the_next_one_is_refused() throws Exception {
        gateway.close();
        var narrow = new GatewayFixture.Settings();
        narrow.pool = 1;
        narrow.waiting = 1;
        gateway = new GatewayFixture(narrow.build()).with("demo", upstream);
        CountDownLatch go = new CountDownLatch(1);
        upstream.does(with -> {
            await(go);
            with.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        try (RawCaller first = gateway.caller();
                RawCaller second = gateway.caller();
                RawCaller third = gateway.caller()) {
            first.get("/demo/1");
            upstream.request();
            second.get("/demo/2");
            Until.so("the second call waits", () -> gateway.server.status().callsInFlight() == 2);
            var refused = third.get("/demo/3").answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.field("Proxy-Status"))
                    .isEqualTo("ZoL0; error=connection_limit_reached; next-hop=\"demo\"");
            go.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
            assertThat(second.answer().status()).isEqualTo(200);
        }
    }

    @Test
    void a_call_that_waits_too_long_for_a_connection_is_refused() throws Exception {
        gateway.close();
        var narrow = new GatewayFixture.Settings();
        narrow.pool = 1;
        gateway = new GatewayFixture(narrow.build())
                .with(
                        "demo",
                        upstream,
                        u -> GatewayFixture.waiting(
                                u, Duration.ofMillis(150), Duration.ofSeconds(10), Duration.ofSeconds(20)));
        CountDownLatch go = new CountDownLatch(1);
        upstream.does(with -> {
            await(go);
            with.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        try (RawCaller first = gateway.caller();
                RawCaller second = gateway.caller()) {
            first.get("/demo/1");
            upstream.request();
            assertThat(second.get("/demo/2").answer().status()).isEqualTo(503);
            go.countDown();
            assertThat(first.answer().status()).isEqualTo(200);
        }
    }

    static void await(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new IOException("the test did not go on");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    interface Attempt {
        Object run() throws Exception;
    }

    static Throwable catchIt(Attempt attempt) {
        try {
            attempt.run();
            return null;
        } catch (Exception e) {
            return e;
        }
    }
}
