package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.zol0.catalog.Upstream.Protocol;
import io.zol0.metrics.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gateway with every policy off behaves like no gateway at all; each mode it runs in has to keep that. */
abstract class PassThroughContract {
    MisbehavingUpstream upstream;
    GatewayFixture gateway;
    RawCaller caller;

    /** What the mode sets; the rest is as it is for all tests. */
    abstract void set(GatewayFixture.Settings settings);

    /** What the mode sets of a gateway that runs. */
    void set(GatewayFixture running) {}

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
        var settings = new GatewayFixture.Settings();
        set(settings);
        assumeThat(settings.transport == Transport.AUTO
                        || settings.transport == Transport.NIO
                        || Transports.working(settings.transport) != null)
                .as("this machine lets us use " + settings.transport)
                .isTrue();
        gateway = new GatewayFixture(settings.build(), "127.0.0.1", settings.certificate).with("demo", upstream);
        set(gateway);
        caller = gateway.caller();
    }

    @AfterEach
    void stop() throws Exception {
        if (gateway != null) {
            caller.close();
            gateway.close();
        }
        upstream.close();
    }

    @Test
    void path_and_query_go_on_byte_for_byte() throws Exception {
        String rest = "/a//b/%7Euser/%2F;v=1/%252e%252e/x.y/...?b=2&a=1&&c&sig=%3D+%20/../?#".replace("#", "");
        caller.get("/demo" + rest).answer();
        assertThat(upstream.request().first()).isEqualTo("GET " + rest + " HTTP/1.1");
        caller.get("/demo").answer();
        assertThat(upstream.request().first()).isEqualTo("GET / HTTP/1.1");
        caller.get("/demo?x=1").answer();
        assertThat(upstream.request().first()).isEqualTo("GET /?x=1 HTTP/1.1");
    }

    @Test
    void a_caller_that_leaves_with_its_answer_is_recorded_as_served() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (var leaving = gateway.caller()) {
                assertThat(leaving.get("/demo/" + i).answer().body()).isEqualTo("ok");
            }
            var entry = gateway.recorded.next();
            assertThat(entry.target()).isEqualTo("/" + i);
            assertThat(entry.outcome()).isEqualTo(Outcome.SERVED);
        }
        assertThat(gateway.server.status().callsInFlight()).isZero();
    }

    @Test
    void the_path_of_the_base_url_is_put_before() throws Exception {
        gateway.with(
                GatewayFixture.upstream(1, "demo", "http://127.0.0.1:" + upstream.port() + "/v1", Protocol.HTTP_1_1));
        caller.get("/demo/time?x").answer();
        assertThat(upstream.request().first()).isEqualTo("GET /v1/time?x HTTP/1.1");
        caller.get("/demo?x").answer();
        assertThat(upstream.request().first()).isEqualTo("GET /v1?x HTTP/1.1");
    }

    @Test
    void hop_by_hop_fields_and_ours_stay_behind() throws Exception {
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\n"
                + "Content-Length: 0\r\n"
                + "Connection: X-Secret, close\r\n"
                + "X-Secret: 1\r\n"
                + "Keep-Alive: timeout=5\r\n"
                + "Proxy-Authenticate: Basic\r\n"
                + "X-Kept: 2\r\n"
                + "Via: 1.1 origin\r\n\r\n"));
        var answer = caller.get(
                        "/demo/x",
                        "Connection: keep-alive, X-Hop",
                        "X-Hop: 1",
                        "Keep-Alive: 300",
                        "Proxy-Connection: keep-alive",
                        "TE: trailers",
                        "Upgrade: h2c",
                        "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA",
                        "X-ZoL0-Caller: bot",
                        "x-zol0-anything: 1",
                        "X-Kept: 1",
                        "X-Kept: 2")
                .answer();
        var request = upstream.request();
        assertThat(request.fields("X-Kept")).containsExactly("1", "2");
        assertThat(request.field("Host")).isEqualTo("127.0.0.1:" + upstream.port());
        assertThat(request.fields("Via")).containsExactly("1.1 zol0");
        assertThat(request.lines())
                .noneMatch(line -> line.matches(
                        "(?i)(connection|x-hop|keep-alive|proxy-connection|te|upgrade|http2-settings|x-zol0-.*):.*"));
        assertThat(answer.field("X-Kept")).isEqualTo("2");
        assertThat(answer.head().fields("Via")).containsExactly("1.1 origin", "1.1 zol0");
        assertThat(answer.head().lines())
                .noneMatch(line -> line.matches("(?i)(connection|x-secret|keep-alive|proxy-authenticate):.*"));
        assertThat(gateway.recorded.next().caller()).isEqualTo("bot");
    }

    @Test
    void a_connection_field_cannot_take_away_what_frames_the_message() throws Exception {
        upstream.does(with -> with.say("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n" + with.readBody()));
        caller.request("POST", "/demo/x", "Connection: Content-Length, Host", "Content-Length: 3")
                .say("abc");
        assertThat(caller.answer().body()).isEqualTo("abc");
        assertThat(upstream.request().field("Content-Length")).isEqualTo("3");
    }

    @Test
    void a_trace_goes_on_and_one_is_begun_where_there_is_none() throws Exception {
        String given = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
        caller.get("/demo/x", "traceparent: " + given).answer();
        assertThat(upstream.request().fields("traceparent")).containsExactly(given);
        caller.get("/demo/x").answer();
        assertThat(upstream.request().field("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        caller.get("/demo/x", "traceparent: 00-00000000000000000000000000000000-b7ad6b7169203331-01")
                .answer();
        assertThat(upstream.request().field("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    }

    @Test
    void values_beyond_ascii_arrive_as_they_were_sent() throws Exception {
        upstream.does(
                MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Name: \u00fc\u00e9\r\n\r\n"));
        var answer = caller.get("/demo/x", "X-Name: \u00e4\u00f6").answer();
        assertThat(upstream.request().field("X-Name")).isEqualTo("\u00e4\u00f6");
        assertThat(answer.field("X-Name")).isEqualTo("\u00fc\u00e9");
    }

    @Test
    void a_body_with_a_length_goes_on_with_it() throws Exception {
        upstream.does(with -> {
            String body = with.readBody();
            with.say("HTTP/1.1 201 Made\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        });
        caller.request("POST", "/demo/x", "Content-Length: 5").say("he").say("llo");
        var answer = caller.answer();
        assertThat(answer.head().first()).isEqualTo("HTTP/1.1 201 Made");
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(upstream.request().field("Content-Length")).isEqualTo("5");
        var call = gateway.recorded.next();
        assertThat(call.bytesIn()).isEqualTo(5);
        assertThat(call.bytesOut()).isEqualTo(5);
        assertThat(call.overheadNanos()).isPositive().isLessThan(call.totalNanos());
        assertThat(call.firstByteNanos()).isPositive().isLessThanOrEqualTo(call.totalNanos());
    }

    @Test
    void a_chunked_body_goes_on_chunked() throws Exception {
        upstream.does(with -> with.say(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n" + with.readBody() + "\r\n0\r\n\r\n"));
        caller.request("POST", "/demo/x", "Transfer-Encoding: chunked")
                .say("1\r\na\r\n")
                .say("2;x=y\r\nbc\r\n0\r\n\r\n");
        var answer = caller.answer();
        assertThat(answer.body()).isEqualTo("abc");
        assertThat(answer.whole()).isTrue();
        var request = upstream.request();
        assertThat(request.field("Transfer-Encoding")).isEqualTo("chunked");
        assertThat(request.field("Content-Length")).isNull();
    }

    @Test
    void each_part_of_a_stream_arrives_when_it_was_sent() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        upstream.does(with -> {
            with.say("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
            BrokenUpstreamTests.await(first);
            with.say("3\r\none\r\n0\r\n\r\n");
        });
        caller.get("/demo/x");
        assertThat(caller.head().status()).isEqualTo(200);
        first.countDown();
        assertThat(caller.read(8)).isEqualTo("3\r\none\r\n");
    }

    @Test
    void head_answers_keep_their_length_and_have_no_body() throws Exception {
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n"));
        caller.request("HEAD", "/demo/x");
        assertThat(caller.answer("HEAD").field("Content-Length")).isEqualTo("1234");
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"));
        caller.request("HEAD", "/demo/x");
        assertThat(caller.answer("HEAD").status()).isEqualTo(200);
        upstream.does(MisbehavingUpstream.answering("after"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("after");
        assertThat(upstream.connections()).isEqualTo(1);
    }

    @Test
    void answers_that_have_no_body_have_none() throws Exception {
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 204 No Content\r\n\r\n"));
        var none = caller.get("/demo/x").answer();
        assertThat(none.status()).isEqualTo(204);
        assertThat(none.field("Content-Length")).isNull();
        assertThat(none.field("Transfer-Encoding")).isNull();
        upstream.does(
                MisbehavingUpstream.saying("HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nContent-Length: 99\r\n\r\n"));
        var same = caller.get("/demo/x").answer();
        assertThat(same.status()).isEqualTo(304);
        assertThat(same.field("ETag")).isEqualTo("\"a\"");
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
        assertThat(caller.get("/demo/x").answer().field("Content-Length")).isEqualTo("0");
        assertThat(upstream.connections()).isEqualTo(1);
    }

    @Test
    void connections_are_kept_on_both_sides() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(caller.get("/demo/" + i).answer().body()).isEqualTo("ok");
        }
        assertThat(upstream.connections()).isEqualTo(1);
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws Exception {
        upstream.does(with -> {
            String path = with.request().first().split(" ")[1];
            with.say("HTTP/1.1 200 OK\r\nContent-Length: " + path.length() + "\r\n\r\n" + path);
        });
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            all.append("GET /demo/").append(i).append(" HTTP/1.1\r\nHost: localhost\r\n\r\n");
        }
        caller.say(all.toString());
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            bodies.add(caller.answer().body());
        }
        assertThat(bodies)
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, 20)
                        .mapToObj(i -> "/" + i)
                        .toList());
    }

    @Test
    void a_caller_that_asks_for_it_is_closed() throws Exception {
        var answer = caller.get("/demo/x", "Connection: close").answer();
        assertThat(answer.field("Connection")).isEqualTo("close");
        assertThat(caller.closedByGateway()).isTrue();
        assertThat(upstream.request().field("Connection")).isNull();
    }

    @Test
    void an_http_1_0_caller_gets_an_answer_it_can_read() throws Exception {
        upstream.does(MisbehavingUpstream.saying(
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
        caller.say("GET /demo/x HTTP/1.0\r\nHost: localhost\r\n\r\n");
        var answer = caller.answer();
        assertThat(answer.field("Transfer-Encoding")).isNull();
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(upstream.request().fields("Via")).containsExactly("1.0 zol0");
        try (RawCaller keeping = gateway.caller()) {
            upstream.does(MisbehavingUpstream.answering("kept"));
            keeping.say("GET /demo/x HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");
            assertThat(keeping.answer().body()).isEqualTo("kept");
            keeping.say("GET /demo/x HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");
            assertThat(keeping.answer().body()).isEqualTo("kept");
        }
        try (RawCaller keeping = gateway.caller()) {
            upstream.does(MisbehavingUpstream.saying(
                    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"));
            keeping.say("GET /demo/x HTTP/1.0\r\nHost: localhost\r\nConnection: keep-alive\r\n\r\n");
            var endless = keeping.answer();
            assertThat(endless.body()).isEqualTo("hello");
            assertThat(endless.field("Connection")).isEqualTo("close");
        }
    }

    @Test
    void the_upstreams_100_continue_goes_to_the_caller() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        upstream.does(with -> {
            BrokenUpstreamTests.await(asked);
            with.say("HTTP/1.1 100 Continue\r\n\r\n");
            String body = with.readBody();
            with.say("HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        });
        caller.request("POST", "/demo/x", "Content-Length: 3", "Expect: 100-continue");
        assertThat(upstream.request().field("Expect")).isEqualTo("100-continue");
        asked.countDown();
        assertThat(caller.answer().status()).isEqualTo(100);
        assertThat(caller.say("abc").answer().body()).isEqualTo("abc");
        upstream.does(MisbehavingUpstream.answering("next"));
        assertThat(caller.get("/demo/y").answer().body()).isEqualTo("next");
    }

    @Test
    void a_final_answer_instead_of_100_continue_ends_the_connection_with_it() throws Exception {
        upstream.does(with -> with.say("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig"));
        caller.request("POST", "/demo/x", "Content-Length: 3", "Expect: 100-continue");
        var answer = caller.answer();
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.body()).isEqualTo("big");
        assertThat(answer.field("Connection")).isEqualTo("close");
        assertThat(caller.closedByGateway()).isTrue();
        upstream.endedConnection();
    }

    @Test
    void early_hints_are_passed_on_and_other_interim_answers_are_not_taken_for_final_ones() throws Exception {
        upstream.does(MisbehavingUpstream.saying(
                "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
                        + "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"));
        caller.get("/demo/x");
        var hints = caller.answer();
        assertThat(hints.status()).isEqualTo(103);
        assertThat(hints.field("Link")).isEqualTo("</a>");
        assertThat(caller.answer().body()).isEqualTo("ok");
    }

    @Test
    void trailers_of_an_answer_are_passed_on() throws Exception {
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\n"
                + "Trailer: X-Sum\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "2\r\n"
                + "ok\r\n"
                + "0\r\n"
                + "X-Sum: 7\r\n\r\n"));
        var answer = caller.get("/demo/x").answer();
        assertThat(answer.body()).isEqualTo("ok");
        assertThat(answer.trailers()).containsExactly("X-Sum: 7");
    }

    @Test
    void trailers_of_a_request_are_refused_never_dropped() throws Exception {
        caller.request("POST", "/demo/x", "Trailer: X-Sum", "Transfer-Encoding: chunked")
                .say("0\r\nX-Sum: 1\r\n\r\n");
        assertThat(caller.answer().status()).isEqualTo(501);
        assertThat(upstream.heardNothingMore()).isTrue();
        upstream.does(with -> {
            with.readBody();
            with.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        });
        try (RawCaller silent = gateway.caller()) {
            silent.request("POST", "/demo/x", "Transfer-Encoding: chunked").say("1\r\na\r\n");
            upstream.request();
            assertThat(silent.say("0\r\nX-Sum: 1\r\n\r\n").answer().status()).isEqualTo(501);
            upstream.endedConnection();
        }
    }

    @Test
    void a_chunk_that_breaks_after_dispatch_aborts_the_upstreams_request() throws Exception {
        caller.request("POST", "/demo/x", "Transfer-Encoding: chunked").say("1\r\na\r\n");
        upstream.request();
        var answer = caller.say("zz\r\n").answer();
        assertThat(answer.status()).isEqualTo(400);
        assertThat(caller.closedByGateway()).isTrue();
        assertThat(upstream.endedConnection()).isEqualTo(1);
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_US);
        try (RawCaller next = gateway.caller()) {
            assertThat(next.get("/demo/y").answer().body()).isEqualTo("ok");
            assertThat(upstream.request().connection()).isEqualTo(2);
        }
    }

    @Test
    void a_caller_that_goes_away_is_told_apart_from_an_upstream_that_fails() throws Exception {
        upstream.does(with -> with.endedByGateway());
        caller.get("/demo/x");
        upstream.request();
        caller.vanish();
        assertThat(upstream.endedConnection()).isEqualTo(1);
        var call = gateway.recorded.next();
        assertThat(call.outcome()).isEqualTo(Outcome.ABORTED_BY_CALLER);
        assertThat(call.status()).isZero();
        assertThat(gateway.recorded.nothingMore()).isTrue();
    }

    @Test
    void a_caller_that_goes_away_in_its_body_aborts_the_upstreams_request() throws Exception {
        caller.request("POST", "/demo/x", "Content-Length: 100").say("abc");
        upstream.request();
        caller.vanish();
        assertThat(upstream.endedConnection()).isEqualTo(1);
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.ABORTED_BY_CALLER);
    }

    @Test
    void a_web_socket_passes_through_both_ways_until_one_side_ends_it() throws Exception {
        upstream.does(with -> {
            with.say("HTTP/1.1 101 Switching Protocols\r\n"
                    + "Upgrade: websocket\r\n"
                    + "Connection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: x\r\n\r\n"
                    + "hello");
            byte[] heard = with.in().readNBytes(4);
            with.out().write(heard);
            with.out().flush();
            with.endedByGateway();
        });
        caller.get(
                "/demo/ws",
                "Connection: keep-alive, Upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Key: k",
                "Sec-WebSocket-Version: 13");
        var head = caller.head();
        assertThat(head.status()).isEqualTo(101);
        assertThat(head.field("Sec-WebSocket-Accept")).isEqualTo("x");
        assertThat(head.field("Upgrade")).isEqualTo("websocket");
        assertThat(caller.read(5)).isEqualTo("hello");
        assertThat(caller.say("\u0001\u00ff\u0000z").read(4)).isEqualTo("\u0001\u00ff\u0000z");
        var request = upstream.request();
        assertThat(request.field("Upgrade")).isEqualTo("websocket");
        assertThat(request.field("Connection")).isEqualTo("Upgrade");
        assertThat(request.field("Sec-WebSocket-Key")).isEqualTo("k");
        caller.close();
        upstream.endedConnection();
        var call = gateway.recorded.next();
        assertThat(call.outcome()).isEqualTo(Outcome.SERVED);
        assertThat(call.status()).isEqualTo(101);
        assertThat(call.bytesIn()).isEqualTo(4);
        assertThat(call.bytesOut()).isEqualTo(9);
    }

    @Test
    void a_web_socket_that_the_upstream_ends_ends_for_the_caller() throws Exception {
        upstream.does(with -> {
            with.say("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
            with.in().readNBytes(1);
            with.say("bye");
            with.close();
        });
        caller.get("/demo/ws", "Connection: Upgrade", "Upgrade: websocket");
        assertThat(caller.head().status()).isEqualTo(101);
        caller.say("x");
        assertThat(caller.read(3)).isEqualTo("bye");
        assertThat(caller.closedByGateway()).isTrue();
    }

    @Test
    void a_web_socket_that_the_upstream_refuses_is_an_answer_like_any_other() throws Exception {
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 403 No\r\nContent-Length: 2\r\n\r\nno"));
        caller.get("/demo/ws", "Connection: Upgrade", "Upgrade: websocket");
        var answer = caller.answer();
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("no");
        upstream.does(MisbehavingUpstream.answering("ok"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("ok");
    }
}
