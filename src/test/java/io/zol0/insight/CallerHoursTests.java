package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.insight.CallerCounts.Count;
import io.zol0.insight.CallerCounts.Counted;
import io.zol0.metrics.Answer;
import io.zol0.metrics.CallersLoop;
import io.zol0.metrics.MadeTimes;
import io.zol0.metrics.Sketch;
import io.zol0.metrics.Spread;
import io.zol0.users.AsItself;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What callers did goes from the recorders of two nodes to the hours in the database, and comes back as counts and percentiles. */
@ApplicationTest
@AsItself
class CallerHoursTests {
    private static final Duration DAY = Duration.ofDays(1);
    private static final int EVERY_SECONDS = 5;

    /** More calls at once than the times of one caller are kept of, and how many are then kept beside the longest. */
    private static final int FLOOD = 300;

    private static final int SAMPLE = 256;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private DataSource source;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private JdbcTemplate database;

    private Upstream shop;
    private long depth;

    @BeforeEach
    void set() {
        shop = upstreams.add(UpstreamDraft.of("hours-shop", "http://127.0.0.1:9"));
        depth = endpoints.resolve(shop.id(), "GET", "/depth").id();
    }

    @AfterEach
    void remove() {
        upstreams.remove(shop.id());
        database.update("delete from caller_step where node > 10");
    }

    @Test
    void percentiles_by_caller_over_24_hours_on_two_nodes_are_within_1_percent_of_the_exact_ones() {
        Instant midnight = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(DAY);
        CallersLoop[] nodes = {new CallersLoop(midnight), new CallersLoop(midnight)};
        CallerHours[] hours = {hours(nodes[0], 11), hours(nodes[1], 12)};
        Random random = new Random(20261127);
        Map<String, IntStream.Builder> exact = new TreeMap<>();
        for (int second = 0; second < DAY.toSeconds(); second += EVERY_SECONDS) {
            double ofDay = 1 + 0.5 * Math.sin(second / 86400.0 * 2 * Math.PI);
            for (int i = 0; i < 3; i++) {
                call(nodes[random.nextInt(2)], "steady", 40_000 * ofDay, random, exact);
            }
            if (second % 60 == 0) {
                call(nodes[random.nextInt(2)], "rare", 900_000, random, exact);
            }
            for (int i = 0; i < FLOOD; i++) {
                call(nodes[0], "flood", 5_000 * ofDay * (1 + i / 100.0), random, exact);
            }
            for (int node = 0; node < 2; node++) {
                nodes[node].pass(EVERY_SECONDS);
                if ((second + EVERY_SECONDS) % 300 == 0) {
                    hours[node].bring(midnight.plusSeconds(second + EVERY_SECONDS - 300));
                }
            }
        }
        Clock clock = Clock.fixed(midnight.plus(DAY), ZoneOffset.UTC);
        CallerCounts counts = new CallerCounts(hours[0], nodes[0].live(), clock);
        exact.forEach((caller, builder) -> {
            int[] micros = builder.build().sorted().toArray();
            Counted counted = found(counts.hours(caller, Set.of(shop.id()), midnight, midnight.plus(DAY)));
            assertThat(counted.counts()).hasSize(24);
            assertThat(counted.counts().stream().mapToLong(Count::calls).sum()).isEqualTo(micros.length);
            Spread told =
                    Sketch.spread(counted.counts().stream().map(Count::times).toList());
            assertThat(told.count()).isEqualTo(micros.length);
            double sampled =
                    caller.equals("flood") ? SAMPLE * (micros.length / (double) FLOOD) : Double.POSITIVE_INFINITY;
            assertClose(caller, told.p50(), micros, 0.50, sampled);
            assertClose(caller, told.p95(), micros, 0.95, sampled);
            assertClose(caller, told.p99(), micros, 0.99, sampled);
            assertClose(caller, told.max(), micros, 1, sampled);
        });
    }

    @Test
    void what_a_caller_did_lately_is_told_by_five_minutes_with_its_times_from_memory() {
        Instant step = Dependencies.floor(Instant.now(), CallerHours.STEP);
        CallersLoop node = new CallersLoop(step);
        node.call(shop.id(), depth, "bot", 3_000);
        node.call(shop.id(), depth, "job", 4_000);
        node.pass(300);
        node.call(shop.id(), depth, "bot", 5_000);
        node.pass(1);
        CallerCounts counts = new CallerCounts(hours(node, 11), node.live(), node.clock());
        assertThat(counts.lately("bot", Set.of(shop.id()), Duration.ofMinutes(10))
                        .counts())
                .containsExactly(
                        new Count(step, shop.id(), depth, 1, 0, millis(3, 3)),
                        new Count(step.plus(CallerHours.STEP), shop.id(), depth, 1, 0, millis(5, 5)));
        assertThat(counts.lately("bot", Set.of(), Duration.ofMinutes(10)).counts())
                .isEmpty();
    }

    @Test
    void the_same_five_minutes_of_a_node_are_never_brought_twice_also_after_a_restart() {
        Instant step = Dependencies.floor(Instant.now(), CallerHours.STEP);
        CallersLoop node = new CallersLoop(step);
        for (int i = 1; i <= 20; i++) {
            node.call(shop.id(), depth, "bot", i * 1000L);
        }
        node.pass(1);
        CallerHours hours = hours(node, 11);
        hours.bring(step);
        hours.bring(step);
        hours(node, 11).bring(step);
        assertThat(row("bot")).isEqualTo(new Count(hour(step), shop.id(), depth, 20, 0, millis(1, 20)));
        hours(node, 12).bring(step);
        assertThat(row("bot").calls()).as("another node's count as well").isEqualTo(40);
        assertThat(row("bot").times()).isEqualTo(millis(1, 20).merge(millis(1, 20)));
    }

    @Test
    void an_hour_that_began_before_times_were_kept_has_those_of_the_calls_since() {
        Instant step = Dependencies.floor(Instant.now(), CallerHours.STEP);
        written(step, "bot", 7, null);
        CallersLoop node = new CallersLoop(step);
        node.call(shop.id(), depth, "bot", 3_000);
        node.pass(1);
        hours(node, 11).bring(step);
        assertThat(row("bot")).isEqualTo(new Count(hour(step), shop.id(), depth, 8, 0, millis(3, 3)));
    }

    @Test
    void bytes_that_are_no_sketch_are_no_times_and_no_failure() {
        Instant step = Dependencies.floor(Instant.now(), CallerHours.STEP);
        written(step, "bot", 7, new byte[] {-1, -1, -1});
        assertThat(row("bot").times().isEmpty()).isTrue();
    }

    /** Another node has read the hour and not written it back yet. */
    @Test
    @Timeout(60)
    void nodes_that_bring_at_once_take_turns() {
        Instant step = Dependencies.floor(Instant.now(), CallerHours.STEP);
        CallersLoop node = new CallersLoop(step);
        node.call(shop.id(), depth, "bot", 3_000);
        node.pass(1);
        CompletableFuture<Void> brought = new CompletableFuture<>();
        new TransactionTemplate(transactions).executeWithoutResult(status -> {
            database.queryForList("select pg_advisory_xact_lock(hashtext('zol0 callers'))");
            Thread.ofVirtual().start(() -> {
                try {
                    hours(node, 11).bring(step);
                    brought.complete(null);
                } catch (RuntimeException e) {
                    brought.completeExceptionally(e);
                }
            });
            while (!brought.isDone() && waiting() == 0) {
                LockSupport.parkNanos(5_000_000);
            }
            written(step, "bot", 1, millis(9, 9).bytes());
        });
        brought.join();
        assertThat(row("bot").times()).isEqualTo(millis(3, 3).merge(millis(9, 9)));
    }

    @Test
    void callers_beyond_fifty_of_an_endpoint_share_their_times() {
        Instant step = Dependencies.floor(Instant.now(), CallerHours.STEP);
        CallersLoop node = new CallersLoop(step);
        for (int i = 0; i < 60; i++) {
            node.call(shop.id(), depth, "bot " + i, i < 50 ? 1_000 : 9_000);
        }
        node.pass(1);
        hours(node, 11).bring(step);
        assertThat(row("bot 49").times()).isEqualTo(millis(1, 1));
        Sketch ten = IntStream.range(0, 10).mapToObj(i -> millis(9, 9)).reduce(Sketch.EMPTY, Sketch::merge);
        assertThat(row("(other)")).isEqualTo(new Count(hour(step), shop.id(), depth, 10, 0, ten));
    }

    private int waiting() {
        Integer waiting = database.queryForObject(
                "select count(*) from pg_locks where locktype = 'advisory' and not granted", Integer.class);
        return waiting == null ? 0 : waiting;
    }

    private void call(
            CallersLoop node, String caller, double middle, Random random, Map<String, IntStream.Builder> exact) {
        int micros = (int) (middle * (random.nextInt(50) == 0 ? 20 : 1) * Math.exp(random.nextGaussian() * 0.8));
        exact.computeIfAbsent(caller, any -> IntStream.builder()).add(micros);
        node.call(shop.id(), depth, caller, micros);
    }

    /** Within 1 % of the exact one, or of one of those whose rank is within four standard errors of a sample. */
    private static void assertClose(String caller, Duration told, int[] sorted, double share, double sampled) {
        int rank = (int) Math.ceil(sorted.length * share) - 1;
        int error = (int) (4 * sorted.length * Math.sqrt(share * (1 - share) / sampled));
        assertThat(told.toNanos() / 1000.0)
                .as("percentile %s of %s", share, caller)
                .isBetween(sorted[rank - error] * 0.99, sorted[rank + error] * 1.01);
    }

    private CallerHours hours(CallersLoop node, int number) {
        return new CallerHours(node.live(), upstreams, source, transactions, (short) number, node.clock());
    }

    private Count row(String caller) {
        Instant now = Instant.now();
        List<Count> rows = hours(new CallersLoop(now), 13)
                .of(caller, now.minus(Duration.ofHours(2)), now.plus(Duration.ofHours(1)), Set.of(shop.id()));
        assertThat(rows).hasSize(1);
        return rows.getFirst();
    }

    private void written(Instant step, String caller, long calls, byte[] sketch) {
        database.update(
                "insert into caller_hour (hour, upstream_id, endpoint_id, caller, calls, failed, sketch)"
                        + " values (?, ?, ?, ?, ?, 0, ?)",
                hour(step).atOffset(ZoneOffset.UTC),
                shop.id(),
                depth,
                caller,
                calls,
                sketch);
    }

    private static Instant hour(Instant step) {
        return Dependencies.floor(step, Duration.ofHours(1));
    }

    /** From so many to so many milliseconds. */
    private static Sketch millis(int from, int to) {
        return MadeTimes.of(
                IntStream.rangeClosed(from, to).mapToObj(Duration::ofMillis).toArray(Duration[]::new));
    }

    private static <T> T found(Answer<T> answer) {
        return switch (answer) {
            case Answer.Found<T>(T value) -> value;
            case Answer.Unavailable<T>(String reason) -> throw new AssertionError(reason);
        };
    }
}
