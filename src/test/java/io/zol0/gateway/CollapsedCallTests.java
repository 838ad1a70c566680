package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.metrics.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** Identical calls that come together: who asks the upstream, and what the others get; over two event loops. */
class CollapsedCallTests {
    private static final int CALLERS = 8;

    MisbehavingUpstream upstream;
    GatewayFixture gateway;
    final List<RawCaller> callers = new ArrayList<>();
    final CountDownLatch together = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        upstream = new MisbehavingUpstream(MisbehavingUpstream.answering("ok"));
        var settings = new GatewayFixture.Settings();
        settings.eventLoops = 2;
        gateway = new GatewayFixture(settings.build()).with("demo", upstream);
        gateway.policy = waiting(Duration.ofSeconds(20));
        for (int i = 0; i < CALLERS; i++) {
            callers.add(gateway.caller());
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (RawCaller caller : callers) {
            caller.close();
        }
        gateway.close();
        upstream.close();
    }

    private static CachePolicy waiting(Duration leaderWait) {
        return new CachePolicy(
                CacheMode.ORIGIN,
                Duration.ZERO,
                "",
                Duration.ZERO,
                Duration.ZERO,
                false,
                false,
                CachePriority.MEDIUM,
                true,
                DataSize.ofMegabytes(8),
                leaderWait);
    }

    private static String answer(String cacheControl, String body) {
        return "HTTP/1.1 200 OK\r\nCache-Control: " + cacheControl + "\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    /** Has every caller ask, and waits until the gateway has all their calls. */
    private void allAsk() throws IOException {
        for (RawCaller caller : callers) {
            caller.get("/demo/x");
        }
        Until.so("all calls are there", () -> gateway.server.status().callsInFlight() == CALLERS);
    }

    private void allAnswered(String body) throws IOException {
        for (RawCaller caller : callers) {
            assertThat(caller.answer().body()).isEqualTo(body);
        }
    }

    private void waitForAll() {
        try {
            assertThat(together.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void one_asks_and_all_get_its_answer() throws Exception {
        upstream.does(with -> {
            waitForAll();
            with.say(answer("max-age=60", "shared"));
        });
        allAsk();
        together.countDown();
        List<String> statuses = new ArrayList<>();
        for (RawCaller caller : callers) {
            var answer = caller.answer();
            assertThat(answer.body()).isEqualTo("shared");
            statuses.add(answer.field("Cache-Status"));
        }
        assertThat(statuses).filteredOn(s -> s.contains("collapsed")).hasSize(CALLERS - 1);
        upstream.request();
        assertThat(upstream.heardNothingMore()).isTrue();
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            outcomes.add(gateway.recorded.next().outcome());
        }
        assertThat(outcomes).filteredOn(o -> o == Outcome.CACHED).hasSize(CALLERS - 1);
    }

    @Test
    void an_answer_that_may_not_be_kept_goes_to_its_asker_only() throws Exception {
        upstream.does(with -> {
            waitForAll();
            with.say(answer("no-store", "own " + with.number()));
        });
        allAsk();
        together.countDown();
        List<String> bodies = new ArrayList<>();
        for (RawCaller caller : callers) {
            bodies.add(caller.answer().body());
        }
        assertThat(bodies).hasSize(CALLERS).allMatch(body -> body.startsWith("own "));
        for (int i = 0; i < CALLERS; i++) {
            upstream.request();
        }
    }

    @Test
    void when_the_one_that_asks_gets_no_answer_the_next_one_asks() throws Exception {
        upstream.does(with -> {
            waitForAll();
            upstream.does(MisbehavingUpstream.saying(answer("max-age=60", "second")));
            with.say("nonsense\r\n\r\n");
            with.close();
        });
        allAsk();
        together.countDown();
        List<Integer> statuses = new ArrayList<>();
        for (RawCaller caller : callers) {
            statuses.add(caller.answer().status());
        }
        assertThat(statuses).filteredOn(s -> s == 502).hasSize(1);
        assertThat(statuses).filteredOn(s -> s == 200).hasSize(CALLERS - 1);
        upstream.request();
        upstream.request();
        assertThat(upstream.heardNothingMore()).isTrue();
    }

    @Test
    void when_the_upstream_dies_in_the_middle_of_the_answer_nobody_gets_a_part_for_the_whole() throws Exception {
        upstream.does(with -> {
            waitForAll();
            upstream.does(MisbehavingUpstream.saying(answer("max-age=60", "0123456789")));
            with.say("HTTP/1.1 200 OK\r\nCache-Control: max-age=60\r\nContent-Length: 10\r\n\r\n01234");
            with.close();
        });
        allAsk();
        together.countDown();
        int broken = 0;
        for (RawCaller caller : callers) {
            var answer = caller.answer();
            if (answer.whole()) {
                assertThat(answer.body()).isEqualTo("0123456789");
            } else {
                broken++;
            }
        }
        assertThat(broken).isEqualTo(1);
    }

    @Test
    void when_the_one_that_asks_leaves_the_next_one_asks() throws Exception {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        upstream.does(with -> {
            if (first.complete(with.number())) {
                with.endedByGateway();
            } else {
                with.say(answer("max-age=60", "second"));
            }
        });
        callers.getFirst().get("/demo/x");
        first.get(20, TimeUnit.SECONDS);
        for (RawCaller caller : callers.subList(1, CALLERS)) {
            caller.get("/demo/x");
        }
        Until.so("all calls are there", () -> gateway.server.status().callsInFlight() == CALLERS);
        callers.removeFirst().vanish();
        allAnswered("second");
    }

    @Test
    void one_that_waits_and_leaves_is_recorded_and_forgotten() throws Exception {
        upstream.does(with -> {
            waitForAll();
            with.say(answer("max-age=60", "shared"));
        });
        callers.getFirst().get("/demo/x");
        upstream.request();
        for (RawCaller caller : callers.subList(1, CALLERS)) {
            caller.get("/demo/x");
        }
        Until.so("all calls are there", () -> gateway.server.status().callsInFlight() == CALLERS);
        callers.removeLast().vanish();
        assertThat(gateway.recorded.next().outcome()).isEqualTo(Outcome.ABORTED_BY_CALLER);
        together.countDown();
        allAnswered("shared");
    }

    @Test
    void nobody_waits_longer_than_the_policy_says() throws Exception {
        gateway.policy = waiting(Duration.ofMillis(50));
        CompletableFuture<Integer> first = new CompletableFuture<>();
        upstream.does(with -> {
            if (first.complete(with.number())) {
                waitForAll();
            }
            with.say(answer("max-age=60", "own"));
        });
        callers.getFirst().get("/demo/x");
        first.get(20, TimeUnit.SECONDS);
        assertThat(callers.getLast().get("/demo/x").answer().body()).isEqualTo("own");
        together.countDown();
        assertThat(callers.getFirst().answer().body()).isEqualTo("own");
    }

    @Test
    void other_credentials_wait_for_nobody() throws Exception {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        upstream.does(with -> {
            if (first.complete(with.number())) {
                waitForAll();
            }
            with.say(answer("max-age=60", with.request().field("Authorization")));
        });
        callers.get(0).get("/demo/x", "Authorization: one");
        first.get(20, TimeUnit.SECONDS);
        assertThat(callers.get(1)
                        .get("/demo/x", "Authorization: other")
                        .answer()
                        .body())
                .isEqualTo("other");
        together.countDown();
        assertThat(callers.get(0).answer().body()).isEqualTo("one");
    }
}
