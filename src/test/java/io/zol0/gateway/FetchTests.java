package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.buffer.Buffer;
import io.zol0.gateway.AnswerWatch.Ending;
import io.zol0.metrics.Outcome;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the steps of a fetch's way can do with it, and what its watches see. */
class FetchTests {
    MisbehavingUpstream upstream;
    GatewayFixture gateway;
    final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    volatile FetchStep step = Fetch::start;

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("0123456789"));
        gateway = new GatewayFixture(
                        GatewayFixture.settings(),
                        "127.0.0.1",
                        null,
                        NameService.SYSTEM,
                        last -> fetch -> step.take(fetch))
                .with("demo", upstream);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        upstream.close();
    }

    private String next() throws InterruptedException {
        return String.valueOf(seen.poll(10, TimeUnit.SECONDS));
    }

    private void watch(int bytes) {
        step = fetch -> {
            fetch.watchedBy(new AnswerWatch() {
                @Override
                public int begins(AnswerHead head, long nowNanos) {
                    seen.add(head.status() + " " + head.value(Field.CONTENT_LENGTH));
                    return bytes;
                }

                @Override
                public void bodyBegins(Buffer start) {
                    seen.add(start.toString());
                }

                @Override
                public void ends(Ending how, long nowNanos) {
                    seen.add(how.name());
                }
            });
            fetch.start();
        };
    }

    @Test
    void what_a_provider_says_of_an_endpoint_that_will_go_is_kept_and_nothing_of_others() throws Exception {
        try (var caller = gateway.caller()) {
            caller.get("/demo/stays").answer();
            upstream.does(MisbehavingUpstream.saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n"
                    + "Deprecation: @1688169599\r\nSunset: Sun, 30 Jun 2030 23:59:59 GMT\r\n\r\n"));
            caller.get("/demo/goes").answer();
            upstream.does(MisbehavingUpstream.saying(
                    "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nDeprecation: true\r\nSunset: soon\r\n\r\n"));
            caller.get("/demo/some-time").answer();
        }
        assertThat(gateway.departures.all())
                .extracting(Departures.Departure::deprecated, Departures.Departure::sunset)
                .containsExactlyInAnyOrder(tuple(1688169599L, 1909094399L), tuple(1L, 0L));
    }

    @Test
    void a_watch_sees_the_head_and_as_much_of_the_body_as_it_wants() throws Exception {
        watch(4);
        try (var caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().body()).isEqualTo("0123456789");
        }
        assertThat(next()).isEqualTo("200 10");
        assertThat(next()).isEqualTo("0123");
        assertThat(next()).isEqualTo("WHOLE");
    }

    @Test
    void a_watch_that_wants_more_than_there_is_sees_what_there_is() throws Exception {
        upstream.does(MisbehavingUpstream.saying(
                "HTTP/1.1 429 Slow Down\r\nTransfer-Encoding: chunked\r\n\r\n" + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"));
        watch(1000);
        try (var caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().body()).isEqualTo("abcde");
        }
        assertThat(next()).isEqualTo("429 null");
        assertThat(next()).isEqualTo("abcde");
        assertThat(next()).isEqualTo("WHOLE");
    }

    @Test
    void a_watch_is_told_how_a_fetch_ended_that_brought_no_whole_answer() throws Exception {
        watch(1000);
        upstream.does(MisbehavingUpstream.sayingThenClosing("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"));
        try (var caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().whole()).isFalse();
        }
        assertThat(next()).isEqualTo("200 9");
        assertThat(next()).isEqualTo("abc");
        assertThat(next()).isEqualTo("BROKEN");
        upstream.does(MisbehavingUpstream.sayingThenClosing(""));
        try (var caller = gateway.caller()) {
            assertThat(caller.request("DELETE", "/demo/x").answer().status()).isEqualTo(502);
        }
        assertThat(next()).isEqualTo("UNANSWERED");
        gateway.with(GatewayFixture.upstream("demo", 1));
        try (var caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().status()).isEqualTo(502);
        }
        assertThat(next()).isEqualTo("UNSENT");
    }

    @Test
    void a_watch_is_told_when_the_caller_leaves() throws Exception {
        upstream.does(with -> {
            seen.add("asked");
            with.endedByGateway();
        });
        watch(0);
        try (var caller = gateway.caller()) {
            caller.get("/demo/x");
            assertThat(next()).isEqualTo("asked");
        }
        assertThat(next()).isEqualTo("ABANDONED");
    }

    @Test
    void a_step_refuses_a_fetch_and_the_upstream_is_not_asked() throws Exception {
        step = fetch -> fetch.refuse(Problem.of(429, "quota-exceeded", "Quota exceeded", "Come back."));
        try (var caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().status()).isEqualTo(429);
        }
        assertThat(upstream.heardNothingMore()).isTrue();
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_US);
    }

    @Test
    void time_for_which_a_step_holds_a_fetch_counts_against_no_time_out() throws Exception {
        gateway.with(
                "demo",
                upstream,
                u -> GatewayFixture.waiting(u, Duration.ofMillis(400), Duration.ofMillis(400), Duration.ofMillis(400)));
        step = fetch -> {
            fetch.held(() -> seen.add("left"));
            fetch.loop().context().owner().setTimer(600, id -> fetch.start());
        };
        try (var caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().body()).isEqualTo("0123456789");
        }
        assertThat(seen).isEmpty();
    }

    @Test
    void a_step_is_told_when_the_caller_leaves_while_it_holds_the_fetch() throws Exception {
        step = fetch -> {
            fetch.held(() -> seen.add("left"));
            seen.add("held");
        };
        try (var caller = gateway.caller()) {
            caller.get("/demo/x");
            assertThat(next()).isEqualTo("held");
        }
        assertThat(next()).isEqualTo("left");
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.ABORTED_BY_CALLER);
        assertThat(upstream.heardNothingMore()).isTrue();
    }
}
