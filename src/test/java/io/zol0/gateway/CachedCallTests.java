package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.cache.CacheScope;
import io.zol0.metrics.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** What a caller gets from the cache, and what the upstream hears of it. */
class CachedCallTests {
    MisbehavingUpstream upstream;
    GatewayFixture gateway;
    RawCaller caller;
    volatile Problem refusal;

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(answering("max-age=60", "", "hello"));
        gateway = new GatewayFixture(
                        GatewayFixture.settings(), "127.0.0.1", null, NameService.SYSTEM, last -> fetch -> {
                            Problem why = refusal;
                            if (why == null) {
                                last.take(fetch);
                            } else {
                                fetch.refuse(why);
                            }
                        })
                .with("demo", upstream);
        gateway.policy = CachePolicy.ORIGIN;
        caller = gateway.caller();
    }

    @AfterEach
    void stop() throws Exception {
        caller.close();
        gateway.close();
        upstream.close();
    }

    private static MisbehavingUpstream.Deed answering(String cacheControl, String lines, String body) {
        return MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\nCache-Control: " + cacheControl + "\r\n" + lines
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    private static CachePolicy staleFor(Duration ifError, boolean onRefusal) {
        return new CachePolicy(
                CacheMode.ORIGIN,
                Duration.ZERO,
                "",
                Duration.ZERO,
                ifError,
                onRefusal,
                false,
                CachePriority.MEDIUM,
                true,
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(5));
    }

    private void later(Duration time) {
        gateway.clockMillis.addAndGet(time.toMillis());
    }

    private void stored() throws Exception {
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("hello");
        upstream.request();
        gateway.recorded.next();
    }

    private void upstreamHeardNothing() {
        assertThat(upstream.heardNothingMore()).isTrue();
    }

    @Test
    void a_fresh_answer_is_served_again_without_asking() throws Exception {
        var first = caller.get("/demo/x").answer();
        assertThat(first.field("Cache-Status")).isEqualTo("ZoL0; fwd=uri-miss; fwd-status=200; stored");
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.SERVED);
        upstream.request();
        later(Duration.ofSeconds(10));
        var second = caller.get("/demo/x").answer();
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.body()).isEqualTo("hello");
        assertThat(second.field("Cache-Status")).isEqualTo("ZoL0; hit; ttl=50");
        assertThat(second.field("Age")).isEqualTo("10");
        assertThat(second.field("Content-Length")).isEqualTo("5");
        assertThat(second.head().fields("Via")).containsExactly("1.1 zol0");
        var entry = gateway.recorded.next();
        assertThat(entry.outcome()).isEqualTo(Outcome.CACHED);
        assertThat(entry.status()).isEqualTo(200);
        assertThat(entry.bytesOut()).isEqualTo(5);
        assertThat(entry.overheadNanos()).isPositive().isEqualTo(entry.firstByteNanos());
        upstreamHeardNothing();
    }

    @Test
    void with_the_cache_off_every_answer_says_so_and_the_upstream_is_asked() throws Exception {
        gateway.policy = CachePolicy.OFF;
        for (int i = 0; i < 2; i++) {
            assertThat(caller.get("/demo/x").answer().field("Cache-Status")).isEqualTo("ZoL0; fwd=bypass");
            upstream.request();
        }
    }

    @Test
    void the_upstreams_own_cache_status_comes_first() throws Exception {
        upstream.does(answering("max-age=60", "Cache-Status: Edge; hit\r\n", "hello"));
        assertThat(caller.get("/demo/x").answer().head().fields("Cache-Status"))
                .containsExactly("Edge; hit", "ZoL0; fwd=uri-miss; fwd-status=200; stored");
        assertThat(caller.get("/demo/x").answer().head().fields("Cache-Status"))
                .containsExactly("Edge; hit", "ZoL0; hit; ttl=60");
    }

    @Test
    void head_ranges_and_conditions_are_answered_out_of_a_whole_answer() throws Exception {
        upstream.does(answering("max-age=60", "ETag: \"a\"\r\n", "0123456789"));
        caller.get("/demo/x").answer();
        upstream.request();
        var head = caller.request("HEAD", "/demo/x").answer("HEAD");
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.field("Content-Length")).isEqualTo("10");
        var part = caller.get("/demo/x", "Range: bytes=2-4").answer();
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(part.field("Content-Range")).isEqualTo("bytes 2-4/10");
        var beyond = caller.get("/demo/x", "Range: bytes=20-").answer();
        assertThat(beyond.status()).isEqualTo(416);
        assertThat(caller.get("/demo/x", "If-None-Match: \"a\"").answer().status())
                .isEqualTo(304);
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("0123456789");
        upstreamHeardNothing();
    }

    @Test
    void a_caller_of_http_1_0_is_answered_and_let_go() throws Exception {
        stored();
        try (var old = gateway.caller()) {
            var answer =
                    old.say("GET /demo/x HTTP/1.0\r\nHost: localhost\r\n\r\n").answer();
            assertThat(answer.body()).isEqualTo("hello");
            assertThat(old.closedByGateway()).isTrue();
        }
        upstreamHeardNothing();
    }

    @Test
    void pipelined_requests_are_answered_in_turn() throws Exception {
        stored();
        caller.say("GET /demo/x HTTP/1.1\r\nHost: a.localhost\r\n\r\n"
                .replace("a.localhost", "localhost")
                .repeat(3));
        for (int i = 0; i < 3; i++) {
            assertThat(caller.answer().body()).isEqualTo("hello");
        }
        upstreamHeardNothing();
    }

    @Test
    void a_stale_answer_is_asked_about_and_served_with_what_changed_in_its_head() throws Exception {
        upstream.does(answering("max-age=60", "ETag: \"a\"\r\nX-Kept: 1\r\n", "hello"));
        caller.get("/demo/x").answer();
        upstream.request();
        gateway.recorded.next();
        later(Duration.ofSeconds(61));
        upstream.does(MisbehavingUpstream.saying(
                "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\nCache-Control: max-age=60\r\nX-New: 2\r\n\r\n"));
        var answer = caller.get("/demo/x").answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.field("X-Kept")).isEqualTo("1");
        assertThat(answer.field("X-New")).isEqualTo("2");
        assertThat(answer.field("Cache-Status")).startsWith("ZoL0; fwd=stale; fwd-status=304");
        assertThat(upstream.request().field("If-None-Match")).isEqualTo("\"a\"");
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.SERVED);
        assertThat(caller.get("/demo/x").answer().field("Cache-Status")).startsWith("ZoL0; hit");
        upstreamHeardNothing();
        Until.so("no call is in flight", () -> gateway.server.status().callsInFlight() == 0);
    }

    @Test
    void the_callers_own_condition_is_answered_after_asking_with_ours() throws Exception {
        upstream.does(answering("max-age=60", "ETag: \"a\"\r\n", "hello"));
        caller.get("/demo/x").answer();
        upstream.request();
        later(Duration.ofSeconds(61));
        upstream.does(answering("max-age=60", "ETag: \"b\"\r\n", "other"));
        var answer = caller.get("/demo/x", "If-None-Match: \"mine\"").answer();
        assertThat(answer.body()).isEqualTo("other");
        assertThat(upstream.request().fields("If-None-Match")).containsExactly("\"a\"");
    }

    @Test
    void a_stale_answer_is_served_while_it_is_fetched_anew_by_nobodys_time() throws Exception {
        upstream.does(answering("max-age=60, stale-while-revalidate=60", "", "hello"));
        stored();
        later(Duration.ofSeconds(70));
        var asked = new CountDownLatch(1);
        upstream.does(with -> {
            await(asked);
            with.say("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 3\r\n\r\nnew");
        });
        for (int i = 0; i < 3; i++) {
            assertThat(caller.get("/demo/x", "Range: bytes=0-1").answer().body())
                    .isEqualTo("he");
            assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.CACHED);
        }
        var refresh = upstream.request();
        assertThat(refresh.first()).isEqualTo("GET /x HTTP/1.1");
        assertThat(refresh.field("Range")).isNull();
        upstreamHeardNothing();
        asked.countDown();
        Until.so("the new answer is there", () -> body().equals("new"));
        upstreamHeardNothing();
    }

    private String body() {
        try {
            return caller.get("/demo/x").answer().body();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense\r\n\r\n",
                "HTTP/1.1 503 Down\r\nContent-Length: 4\r\n\r\ndown",
                "HTTP/1.1 200 OK\r\nBad"
            })
    void when_the_upstream_fails_a_stale_answer_helps_out_where_that_is_set(String failure) throws Exception {
        gateway.policy = staleFor(Duration.ofMinutes(5), false);
        stored();
        later(Duration.ofSeconds(70));
        upstream.does(MisbehavingUpstream.sayingThenClosing(failure));
        var answer = caller.get("/demo/x").answer();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("hello");
        assertThat(answer.field("Cache-Status")).contains("fwd=stale").contains("detail=stale-if-error");
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.CACHED);
        later(Duration.ofMinutes(5));
        assertThat(caller.get("/demo/x").answer().status()).isGreaterThanOrEqualTo(500);
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void when_the_provider_refuses_a_stale_answer_helps_out_where_that_is_set() throws Exception {
        gateway.policy = staleFor(Duration.ZERO, true);
        stored();
        later(Duration.ofSeconds(70));
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 429 Slow Down\r\nContent-Length: 4\r\n\r\nslow"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("hello");
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.CACHED);
        assertThat(caller.get("/demo/other").answer().status()).isEqualTo(429);
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_PROVIDER);
    }

    @Test
    void when_a_quota_refuses_a_stale_answer_helps_out_where_that_is_set() throws Exception {
        gateway.policy = staleFor(Duration.ZERO, true);
        stored();
        later(Duration.ofSeconds(70));
        refusal = Problem.of(429, "quota-exceeded", "Quota exceeded", "Come back.");
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("hello");
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.CACHED);
        var refused = caller.get("/demo/other").answer();
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.field("Cache-Status")).startsWith("ZoL0; fwd=uri-miss");
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_US);
        gateway.policy = CachePolicy.ORIGIN;
        upstreamHeardNothing();
    }

    @Test
    void a_request_for_a_stored_answer_only_is_refused_where_there_is_none() throws Exception {
        var answer = caller.get("/demo/x", "Cache-Control: only-if-cached").answer();
        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.field("Cache-Status")).startsWith("ZoL0");
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_US);
        upstreamHeardNothing();
        stored();
        assertThat(caller.get("/demo/x", "Cache-Control: only-if-cached")
                        .answer()
                        .body())
                .isEqualTo("hello");
    }

    @Test
    void a_change_makes_what_is_stored_for_its_target_and_its_location_invalid() throws Exception {
        caller.get("/demo/x").answer();
        caller.get("/demo/y").answer();
        caller.get("/demo/z").answer();
        for (int i = 0; i < 3; i++) {
            upstream.request();
        }
        upstream.does(MisbehavingUpstream.saying(
                "HTTP/1.1 201 Created\r\nLocation: /y\r\nContent-Length: 0\r\nCache-Control: max-age=60\r\n\r\n"));
        var changed = caller.request("POST", "/demo/x", "Content-Length: 0").answer();
        assertThat(changed.field("Cache-Status")).isEqualTo("ZoL0; fwd=method");
        assertThat(changed.field("Location")).isEqualTo("/demo/y");
        upstream.request();
        upstream.does(answering("max-age=60", "", "other"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("other");
        assertThat(caller.get("/demo/y").answer().body()).isEqualTo("other");
        assertThat(caller.get("/demo/z").answer().body()).isEqualTo("hello");
    }

    @Test
    void a_change_that_failed_leaves_what_is_stored() throws Exception {
        stored();
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\n\r\n"));
        caller.request("PUT", "/demo/x", "Content-Length: 0").answer();
        upstream.request();
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("hello");
        upstreamHeardNothing();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 9\r\n\r\nhello",
                "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"
            })
    void what_breaks_off_is_cut_off_for_the_caller_and_not_kept(String broken) throws Exception {
        upstream.does(MisbehavingUpstream.sayingThenClosing(broken));
        try (var unlucky = gateway.caller()) {
            var answer = unlucky.get("/demo/x").answer();
            assertThat(answer.whole()).isFalse();
        }
        upstream.does(answering("max-age=60", "", "whole"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("whole");
    }

    @Test
    void a_body_that_ends_with_its_connection_is_not_kept_since_its_end_is_not_certain() throws Exception {
        upstream.does(
                MisbehavingUpstream.sayingThenClosing("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n\r\nhello"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("hello");
        upstream.does(answering("max-age=60", "", "whole"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("whole");
    }

    @Test
    void a_partial_answer_is_not_kept_as_a_whole_one() throws Exception {
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 206 Partial Content\r\nCache-Control: max-age=60\r\n"
                + "Content-Range: bytes 0-1/5\r\nContent-Length: 2\r\n\r\nhe"));
        assertThat(caller.get("/demo/x", "Range: bytes=0-1").answer().body()).isEqualTo("he");
        upstream.does(answering("max-age=60", "", "hello"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("hello");
    }

    @Test
    void a_body_above_the_largest_is_passed_on_and_not_kept() throws Exception {
        gateway.policy = new CachePolicy(
                CacheMode.ORIGIN,
                Duration.ZERO,
                "",
                Duration.ZERO,
                Duration.ZERO,
                false,
                false,
                CachePriority.MEDIUM,
                true,
                DataSize.ofBytes(4),
                Duration.ofSeconds(5));
        for (int i = 0; i < 2; i++) {
            assertThat(caller.get("/demo/x").answer().body()).isEqualTo("hello");
            upstream.request();
        }
    }

    @Test
    void large_hits_come_in_parts_at_the_pace_of_the_caller() throws Exception {
        String body = "0123456789abcdef".repeat(4 << 16);
        upstream.does(answering("max-age=60", "", body));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo(body);
        upstream.request();
        for (int i = 0; i < 3; i++) {
            assertThat(caller.get("/demo/x").answer().body()).isEqualTo(body);
        }
        try (var slow = new RawCaller(gateway.port(), 4096)) {
            slow.get("/demo/x");
            assertThat(slow.head().status()).isEqualTo(200);
            assertThat(slow.read(1 << 16)).isEqualTo(body.substring(0, 1 << 16));
            slow.vanish();
        }
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo(body);
        upstreamHeardNothing();
        Until.so("no call is in flight", () -> gateway.server.status().callsInFlight() == 0);
    }

    @Test
    void a_caller_that_leaves_in_the_middle_does_not_take_the_answer_along() throws Exception {
        var left = new CountDownLatch(1);
        upstream.does(with -> {
            with.say("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 5\r\n\r\nhel");
            await(left);
            with.say("lo");
        });
        try (var leaving = gateway.caller()) {
            leaving.get("/demo/x");
            assertThat(leaving.head().status()).isEqualTo(200);
            leaving.vanish();
        }
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.ABORTED_BY_CALLER);
        upstream.request();
        left.countDown();
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("hello");
        upstreamHeardNothing();
    }

    @Test
    void another_credential_never_gets_the_answer_to_one() throws Exception {
        gateway.scope = new CacheScope(List.of("X-MBX-APIKEY"), List.of(), List.of("signature", "timestamp"));
        caller.get("/demo/x", "X-MBX-APIKEY: one").answer();
        upstream.request();
        caller.get("/demo/x", "X-MBX-APIKEY: other").answer();
        upstream.request();
        caller.get("/demo/x").answer();
        upstream.request();
        caller.get("/demo/x", "Cookie: a=b").answer();
        upstream.request();
        caller.get("/demo/x", "Authorization: Basic YTpi").answer();
        upstream.request();
        assertThat(caller.get("/demo/x", "X-MBX-APIKEY: one").answer().field("Cache-Status"))
                .startsWith("ZoL0; hit");
        upstreamHeardNothing();
    }

    @Test
    void where_the_signature_is_left_out_of_the_key_only_the_same_token_gets_the_answer() throws Exception {
        gateway.scope = new CacheScope(List.of("X-MBX-APIKEY"), List.of(), List.of("signature", "timestamp"));
        String own = "X-ZoL0-Token: " + GatewayFixture.TOKEN;
        String key = "X-MBX-APIKEY: one";
        caller.get("/demo/x?timestamp=1&signature=a", key, own).answer();
        upstream.request();
        assertThat(caller.get("/demo/x?timestamp=2&signature=b", key, own)
                        .answer()
                        .field("Cache-Status"))
                .startsWith("ZoL0; hit");
        upstreamHeardNothing();
        var anonymous = caller.get("/demo/x?timestamp=2&signature=b", key).answer();
        assertThat(anonymous.field("Cache-Status")).startsWith("ZoL0; fwd=bypass");
        upstream.request();
        var another = caller.get("/demo/x?timestamp=2&signature=b", key, "X-ZoL0-Token: " + GatewayFixture.OTHER_TOKEN)
                .answer();
        assertThat(another.field("Cache-Status")).doesNotContain("hit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "X-Forwarded-Host: evil.example",
                "X-Forwarded-For: 6.6.6.6",
                "X-Forwarded-Proto: http",
                "X-Forwarded-Scheme: nothttps",
                "X-Original-URL: /admin",
                "X-Rewrite-URL: /admin",
                "X-HTTP-Method-Override: POST",
                "Forwarded: host=evil.example",
                "X-Host: evil.example",
                "Accept-Language: xx"
            })
    void a_field_that_may_sway_the_answer_does_not_poison_it_for_others(String line) throws Exception {
        upstream.does(answering("max-age=60", "", "swayed"));
        caller.get("/demo/x", line).answer();
        upstream.does(answering("max-age=60", "", "hello"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("hello");
    }

    @Test
    void an_answer_that_cannot_be_passed_on_is_not_kept() throws Exception {
        upstream.does(MisbehavingUpstream.saying(
                "HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nX-Split: a\0b\r\nContent-Length: 5\r\n\r\nhello"));
        assertThat(caller.get("/demo/x").answer().status()).isEqualTo(502);
        upstream.does(answering("max-age=60", "", "whole"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("whole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // A length that lies: more comes than it says.
                "Content-Length: 5\r\n\r\nhelloHTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 4\r\n\r\nevil",
                // A field into which a caller got line breaks splits the answer in two.
                "X-Echo: a\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 4"
                        + "\r\n\r\nevil\r\nContent-Length: 5\r\n\r\nhello"
            })
    void what_an_upstream_says_beyond_its_answer_is_kept_for_nobody(String split) throws Exception {
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\n" + split));
        caller.get("/demo/x").answer();
        upstream.does(answering("max-age=60", "", "whole"));
        for (String path : List.of("/demo/y", "/demo/z")) {
            assertThat(caller.get(path).answer().body()).isEqualTo("whole");
            assertThat(caller.get(path).answer().body()).isEqualTo("whole");
        }
        assertThat(caller.get("/demo/x").answer().body()).isNotEqualTo("evil");
    }

    @Test
    void an_answer_with_two_lengths_is_refused_and_not_kept() throws Exception {
        upstream.does(MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 4\r\n"
                + "Content-Length: 5\r\n\r\nhello"));
        assertThat(caller.get("/demo/x").answer().status()).isEqualTo(502);
        upstream.does(answering("max-age=60", "", "whole"));
        assertThat(caller.get("/demo/x").answer().body()).isEqualTo("whole");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/account/x.css", "/account;x.css", "/account%2f..%2fx.css", "/account/.js", "/account?x.css"})
    void a_path_that_looks_like_a_file_serves_nobodys_account_to_another(String path) throws Exception {
        upstream.does(answering("max-age=60", "", "alice"));
        caller.get("/demo" + path, "Cookie: session=alice").answer();
        upstream.does(answering("max-age=60", "", "sign in"));
        assertThat(caller.get("/demo" + path).answer().body()).isNotEqualTo("alice");
        assertThat(caller.get("/demo" + path, "Cookie: session=eve").answer().body())
                .isNotEqualTo("alice");
    }
}
