package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.home.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class SingleCallsTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(1));
    private static final Scope EVERYTHING = new Scope.Everything();

    @Test
    void failed_and_slow_calls_and_a_sample_of_the_rest_come_into_the_history() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database);
            for (int i = 0; i < 40; i++) {
                node.call(TestCall.served().taking(Duration.ofMillis(1000 - i)));
                node.second();
            }
            node.call(TestCall.served().failing(503, "The upstream answered 503."));
            node.second();
            node.stop();
            List<KeptCall> kept = node.read(CallQuestion.newest(EVERYTHING, START, END, 500));
            assertThat(kept).extracting(each -> each.call().why()).contains(Kept.FAILED, Kept.SLOW, Kept.SAMPLED);
            assertThat(kept.size()).as("not all of them").isLessThan(41);
            CallSample failed = node.read(new CallQuestion(
                            EVERYTHING, START, END, Set.of(Outcome.FAILED), null, CallQuestion.Order.NEWEST, null, 10))
                    .getFirst()
                    .call();
            assertThat(failed.status()).isEqualTo(503);
            assertThat(failed.failure()).isEqualTo("The upstream answered 503.");
            assertThat(failed.bytesOut()).isEqualTo(1000);
        }
    }

    @Test
    void every_call_of_an_endpoint_is_kept_for_as_long_as_that_was_switched_on() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database);
            assertThat(node.live.keepEvery(11, START.plusSeconds(10))).isTrue();
            for (int second = 0; second < 20; second++) {
                for (int i = 0; i < 100; i++) {
                    node.call(TestCall.served().by("bot " + i));
                    node.call(TestCall.served().to(12, 1));
                }
                node.second();
            }
            node.stop();
            CallQuestion asked = CallQuestion.newest(new Scope.OfEndpoint(11), START, END, 500);
            List<KeptCall> kept = node.readAll(asked);
            assertThat(kept).filteredOn(each -> each.call().why() == Kept.EVERY).hasSizeBetween(900, 1100);
            assertThat(kept).extracting(KeptCall::id).doesNotHaveDuplicates();
            assertThat(node.readAll(CallQuestion.newest(new Scope.OfEndpoint(12), START, END, 500)))
                    .hasSizeLessThan(30);
        }
    }

    @Test
    void pages_go_on_where_the_one_before_ended_in_either_order() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database);
            node.live.keepEvery(11, END);
            for (int i = 0; i < 100; i++) {
                node.call(TestCall.served().taking(Duration.ofMillis(i % 7)));
                if (i % 3 == 0) {
                    node.second();
                }
            }
            node.stop();
            for (CallQuestion.Order order : CallQuestion.Order.values()) {
                CallQuestion asked = new CallQuestion(EVERYTHING, START, END, Set.of(), null, order, null, 9);
                List<KeptCall> all = node.readAll(asked);
                assertThat(all).hasSize(100);
                assertThat(all).extracting(KeptCall::id).doesNotHaveDuplicates();
                assertThat(all)
                        .isSortedAccordingTo((a, b) -> order == CallQuestion.Order.NEWEST
                                ? b.call().at().compareTo(a.call().at())
                                : b.call().total().compareTo(a.call().total()));
            }
        }
    }

    @Test
    void secrets_are_masked_and_nothing_in_a_name_is_more_than_text() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database);
            node.call(TestCall.served()
                    .by("'); drop table single_call; --\t\\N\n\u0000")
                    .at("/a?symbol=BTC&signature=c0ffee&apiKey=s3cret<script>")
                    .failing(500, "a\\b\tc"));
            node.second();
            node.stop();
            CallSample call = node.read(CallQuestion.newest(EVERYTHING, START, END, 10))
                    .getFirst()
                    .call();
            assertThat(call.target()).isEqualTo("/a?symbol=BTC&signature=***&apiKey=***");
            assertThat(call.caller()).isEqualTo("'); drop table single_call; --\\u0009\\N\\u000a\\u0000");
            assertThat(call.failure()).isEqualTo("a\\b\\u0009c");
        }
    }

    @Test
    void while_the_database_is_away_they_wait_and_what_does_not_fit_is_counted() {
        try (TestDatabase database = TestDatabase.dedicated().migrate()) {
            Node node = new Node(database);
            node.call(TestCall.served());
            node.second();
            until(() -> node.store.backlog().written() == 1);
            database.stop();
            node.live.keepEvery(11, END);
            node.second();
            for (int i = 0; i < 4_000; i++) {
                node.call(TestCall.served());
            }
            node.second();
            until(() -> node.store.backlog().failure() != null);
            SingleBacklog away = node.store.backlog();
            assertThat(away.dropped()).isPositive();
            assertThat(away.waiting()).isPositive();
            assertThat(away.waiting() + away.dropped()).isEqualTo(4_000);
            assertThat(away.bytes()).isLessThanOrEqualTo(away.mostBytes());
            assertThat(node.calls.read(CallQuestion.newest(EVERYTHING, START, END, 1)))
                    .isInstanceOf(Answer.Unavailable.class);

            database.start();
            until(() -> node.store.backlog().waiting() == 0);
            node.stop();
            assertThat(node.readAll(CallQuestion.newest(EVERYTHING, START, END, 500)))
                    .hasSize(away.waiting() + 1);
        }
    }

    @Test
    void those_of_a_removed_upstream_are_gone() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database);
            node.call(TestCall.served());
            node.call(TestCall.served().to(21, 2));
            node.second();
            until(() -> node.store.backlog().written() == 2);
            node.live.forget(1);
            node.stop();
            assertThat(node.readAll(CallQuestion.newest(EVERYTHING, START, END, 10)))
                    .extracting(each -> each.call().upstreamId())
                    .containsExactly(2L);
        }
    }

    @Test
    void a_place_is_read_as_it_was_given_and_nothing_else_is() {
        CallPlace place = new CallPlace(-5, Long.MAX_VALUE);
        assertThat(CallPlace.read(place.text())).contains(place);
        assertThat(CallPlace.read("1.")).isEmpty();
        assertThat(CallPlace.read("' or 1=1")).isEmpty();
    }

    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not reached in time").isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Windows whose clock the test moves, and a store of single calls. */
    private static final class Node {
        final HandClock clock = new HandClock(START);
        final LiveMetrics live = new LiveMetrics(MetricsSettings.standard(), clock);
        final SingleStore store;
        final SingleCalls calls;
        final CallRecorder recorder = live.recorder();

        Node(TestDatabase database) {
            SingleTable table = new SingleTable(database.dataSource());
            store = new SingleStore(
                    live, table, new SingleSettings(DataSize.ofMegabytes(1), Duration.ofMinutes(1)), (short) 1, clock);
            calls = new SingleCalls(new SingleTable(database.dataSource()));
            store.start();
        }

        void call(TestCall call) {
            recorder.record(call.arrivedAt(clock.millis()));
        }

        void second() {
            recorder.drain();
            clock.now = clock.now.plusSeconds(1);
            live.tick(clock.now);
        }

        void stop() {
            second();
            store.stop();
        }

        List<KeptCall> read(CallQuestion question) {
            return page(question).calls();
        }

        List<KeptCall> readAll(CallQuestion question) {
            List<KeptCall> all = new ArrayList<>();
            CallPage page = page(question);
            all.addAll(page.calls());
            while (page.next() != null) {
                page = page(question.after(page.next()));
                all.addAll(page.calls());
            }
            return all;
        }

        private CallPage page(CallQuestion question) {
            return ((Answer.Found<CallPage>) calls.read(question)).value();
        }
    }
}
