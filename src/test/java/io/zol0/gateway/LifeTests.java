package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.zol0.catalog.Upstream;
import io.zol0.home.Refusal;
import io.zol0.metrics.Outcome;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class LifeTests {
    MisbehavingUpstream upstream;
    MisbehavingUpstream other;

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("first"));
        other = new MisbehavingUpstream(MisbehavingUpstream.answering("second"));
    }

    @AfterEach
    void stop() throws Exception {
        upstream.close();
        other.close();
    }

    @Test
    void upstreams_come_change_and_go_without_a_restart() throws Exception {
        try (var gateway = new GatewayFixture(GatewayFixture.settings());
                var caller = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().status()).isEqualTo(404);
            gateway.with("demo", upstream);
            assertThat(caller.get("/demo/x").answer().body()).isEqualTo("first");
            gateway.with("demo", other);
            assertThat(caller.get("/demo/x").answer().body()).isEqualTo("second");
            assertThat(upstream.endedConnection()).isEqualTo(1);
            gateway.with("renamed", other);
            assertThat(caller.get("/demo/x").answer().status()).isEqualTo(404);
            assertThat(caller.get("/renamed/x").answer().body()).isEqualTo("second");
            gateway.server.remove(1);
            assertThat(caller.get("/renamed/x").answer().status()).isEqualTo(404);
        }
    }

    @Test
    void the_clock_of_every_event_loop_goes_on_when_clients_are_closed() throws Exception {
        var settings = new GatewayFixture.Settings();
        settings.eventLoops = 2;
        try (var gateway = new GatewayFixture(settings.build()).with("demo", upstream);
                var one = gateway.caller();
                var another = gateway.caller()) {
            one.get("/demo/x").answer();
            another.get("/demo/x").answer();
            gateway.server
                    .probe(GatewayFixture.upstream("probed", other.port()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
            gateway.with("demo", other);
            assertThat(upstream.endedConnection()).isPositive();
            assertThat(upstream.endedConnection()).isPositive();
            List<Long> before = gateway.recorded.drains();
            assertThat(before).hasSize(2);
            Until.so("both loops have handed over again", () -> {
                List<Long> now = gateway.recorded.drains();
                return now.get(0) > before.get(0) + 1 && now.get(1) > before.get(1) + 1;
            });
        }
    }

    @Test
    void a_loop_that_stands_still_is_seen_while_it_does() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        NameService blocking = (vertx, host) -> {
            try {
                BrokenUpstreamTests.await(go);
            } catch (IOException e) {
                return Future.failedFuture(e);
            }
            return NameService.SYSTEM.addressOf(vertx, host);
        };
        try (var gateway = new GatewayFixture(GatewayFixture.settings(), "127.0.0.1", null, blocking);
                var caller = gateway.caller()) {
            gateway.with("demo", upstream);
            caller.get("/demo/x");
            Until.so(
                    "the loop is 300 ms late",
                    () -> gateway.server.status().lag().toMillis() > 300);
            go.countDown();
            assertThat(caller.answer().body()).isEqualTo("first");
        }
    }

    @Test
    void a_call_in_flight_ends_as_it_began_when_its_upstream_changes_or_goes() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        upstream.does(with -> {
            with.say("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nhe");
            BrokenUpstreamTests.await(go);
            with.say("re");
        });
        try (var gateway = new GatewayFixture(GatewayFixture.settings()).with("demo", upstream);
                var caller = gateway.caller();
                var next = gateway.caller()) {
            caller.get("/demo/x");
            assertThat(caller.head().status()).isEqualTo(200);
            gateway.with("demo", other);
            assertThat(next.get("/demo/x").answer().body()).isEqualTo("second");
            gateway.server.remove(1);
            go.countDown();
            assertThat(caller.read(4)).isEqualTo("here");
            assertThat(upstream.endedConnection()).isEqualTo(1);
        }
    }

    @Test
    void stopping_takes_no_new_calls_and_finishes_those_in_flight() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        upstream.does(with -> {
            BrokenUpstreamTests.await(go);
            with.say("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone");
        });
        var gateway = new GatewayFixture(GatewayFixture.settings()).with("demo", upstream);
        int port = gateway.port();
        try (var caller = new RawCaller(port);
                var idle = new RawCaller(port)) {
            caller.get("/demo/x");
            upstream.request();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(gateway::close);
            assertThat(idle.closedByGateway()).isTrue();
            Until.so("nobody can connect any more", () -> refused(port));
            assertThat(stopped.isDone()).isFalse();
            go.countDown();
            assertThat(caller.answer().body()).isEqualTo("done");
            stopped.get(10, TimeUnit.SECONDS);
        }
        assertThat(gateway.recorded.next().status()).isEqualTo(200);
        assertThat(gateway.server.status().listening()).isFalse();
    }

    @Test
    void stopping_waits_no_longer_than_it_may() throws Exception {
        upstream.does(with -> with.endedByGateway());
        var settings = new GatewayFixture.Settings();
        settings.drain = Duration.ofMillis(200);
        var gateway = new GatewayFixture(settings.build()).with("demo", upstream);
        try (var caller = gateway.caller()) {
            caller.get("/demo/x");
            upstream.request();
            CompletableFuture.runAsync(gateway::close).get(10, TimeUnit.SECONDS);
            assertThat(caller.closedByGateway()).isTrue();
        }
    }

    @Test
    void a_head_that_dawdles_is_answered_408() throws Exception {
        var settings = new GatewayFixture.Settings();
        settings.head = Duration.ofMillis(100);
        try (var gateway = new GatewayFixture(settings.build()).with("demo", upstream);
                var caller = gateway.caller()) {
            assertThat(caller.say("GET /demo/x HTTP/1.1\r\nHo").answer().status())
                    .isEqualTo(408);
            assertThat(caller.closedByGateway()).isTrue();
        }
    }

    @Test
    void a_body_that_dawdles_is_the_callers_fault() throws Exception {
        upstream.does(with -> with.endedByGateway());
        try (var gateway = new GatewayFixture(GatewayFixture.settings())
                        .with("demo", upstream, u -> inAll(u, Duration.ofMillis(200)));
                var caller = gateway.caller()) {
            caller.request("POST", "/demo/x", "Content-Length: 10").say("abc");
            assertThat(caller.answer().status()).isEqualTo(408);
            assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.REFUSED_BY_US);
            upstream.endedConnection();
        }
    }

    @Test
    void an_answer_that_nobody_reads_is_the_callers_fault() throws Exception {
        byte[] part = new byte[1 << 16];
        upstream.does(with -> {
            with.say("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n");
            while (true) {
                with.out().write(part);
            }
        });
        try (var gateway = new GatewayFixture(GatewayFixture.settings())
                        .with("demo", upstream, u -> inAll(u, Duration.ofMillis(500)));
                var caller = new RawCaller(gateway.port(), 4096)) {
            caller.get("/demo/x");
            assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.ABORTED_BY_CALLER);
            upstream.endedConnection();
        }
    }

    private static Upstream inAll(Upstream upstream, Duration total) {
        return GatewayFixture.waiting(upstream, upstream.connectTimeout(), upstream.responseTimeout(), total);
    }

    @Test
    void a_connection_without_a_call_is_closed_after_a_while() throws Exception {
        var settings = new GatewayFixture.Settings();
        settings.idle = Duration.ofMillis(100);
        try (var gateway = new GatewayFixture(settings.build()).with("demo", upstream);
                var caller = gateway.caller();
                var silent = gateway.caller()) {
            assertThat(caller.get("/demo/x").answer().status()).isEqualTo(200);
            assertThat(caller.closedByGateway()).isTrue();
            assertThat(silent.closedByGateway()).isTrue();
            Until.so("no connection is counted", () -> gateway.server.status().connections() == 0);
        }
    }

    @Test
    void one_connection_too_many_is_answered_503() throws Exception {
        var settings = new GatewayFixture.Settings();
        settings.maxConnections = 1;
        try (var gateway = new GatewayFixture(settings.build()).with("demo", upstream);
                var first = gateway.caller()) {
            assertThat(first.get("/demo/x").answer().status()).isEqualTo(200);
            try (var second = gateway.caller()) {
                assertThat(second.get("/demo/x").answer().status()).isEqualTo(503);
                assertThat(second.closedByGateway()).isTrue();
            }
            assertThat(first.get("/demo/x").answer().status()).isEqualTo(200);
            Until.so("the place is free again", () -> gateway.server.status().connections() == 1);
        }
    }

    @Test
    void a_taken_port_is_one_sentence() throws Exception {
        try (var gateway = new GatewayFixture(GatewayFixture.settings())) {
            var same = new GatewaySettings(
                    gateway.port(),
                    java.util.List.of(),
                    Transport.NIO,
                    2,
                    DataSize.ofKilobytes(8),
                    DataSize.ofKilobytes(4),
                    10,
                    4,
                    4,
                    3,
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    null);
            assertThatThrownBy(() -> new GatewayFixture(same))
                    .isInstanceOf(Refusal.class)
                    .hasMessage(
                            "Port " + gateway.port()
                                    + " on 127.0.0.1 is taken; stop what listens there, or choose another with zol0.gateway.port.");
        }
    }

    @Test
    void several_event_loops_share_one_port_and_say_how_they_are() throws Exception {
        var settings = new GatewayFixture.Settings();
        settings.eventLoops = 3;
        try (var gateway = new GatewayFixture(settings.build()).with("demo", upstream)) {
            for (int i = 0; i < 6; i++) {
                try (var caller = gateway.caller()) {
                    assertThat(caller.get("/demo/x").answer().body()).isEqualTo("first");
                }
            }
            var status = gateway.server.status();
            assertThat(status.listening()).isTrue();
            assertThat(status.address()).isEqualTo("127.0.0.1:" + gateway.port());
            assertThat(status.transport()).isIn("io_uring", "epoll", "nio", "kqueue");
            assertThat(status.eventLoops()).isEqualTo(3);
            assertThat(status.lag()).isGreaterThanOrEqualTo(Duration.ZERO);
            assertThat(upstream.connections()).isEqualTo(3);
        }
    }

    private static boolean refused(int port) {
        try (RawCaller late = new RawCaller(port)) {
            return late.closedByGateway();
        } catch (ConnectException refused) {
            return true;
        } catch (IOException broken) {
            return false;
        }
    }
}
