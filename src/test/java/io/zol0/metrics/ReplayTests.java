package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.home.TestDatabase;
import io.zol0.metrics.ReplayMinute.Visit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.util.unit.DataSize;

class ReplayTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant END = START.plus(Duration.ofHours(1));

    @Test
    void when_calls_came_and_which_urls_they_asked_for_can_be_read_back() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database);
            for (int second = 0; second < 61; second++) {
                for (int i = 0; i < second % 3; i++) {
                    node.call(TestCall.served().at("/api/v3/depth?symbol=" + i));
                }
                node.second();
            }
            node.call(TestCall.served().to(12, 2).failing(500, "x"));
            node.stop();
            List<ReplayMinute> minutes = node.read(1);
            ReplayMinute first = minutes.getFirst();
            assertThat(first.at()).isEqualTo(START);
            assertThat(first.endpointId()).isEqualTo(11);
            assertThat(first.bySecond()).hasSize(60).startsWith(0, 1, 2, 0, 1, 2);
            assertThat(first.happened().calls()).isEqualTo(60);
            assertThat(first.sampled()).isEqualTo(1);
            assertThat(first.visits().stream().mapToInt(Visit::count).sum()).isEqualTo(60);
            assertThat(first.visits()).extracting(Visit::second).isSorted();
            assertThat(first.visits())
                    .extracting(Visit::hash)
                    .containsOnly(UrlSample.hash("/api/v3/depth?symbol=0"), UrlSample.hash("/api/v3/depth?symbol=1"));
            assertThat(first.visits()).extracting(Visit::bytes).containsOnly(1000L);
            ReplayMinute failed = node.read(2).getFirst();
            assertThat(failed.happened().failed()).isEqualTo(1);
            assertThat(failed.visits()).isEmpty();
        }
    }

    @Test
    void of_many_urls_a_sample_stays_in_which_a_url_is_with_all_its_requests_or_not_at_all() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database);
            Random random = new Random(1);
            Map<Integer, Integer> truth = new HashMap<>();
            int calls = 0;
            for (int second = 0; second < 60; second++) {
                for (int i = 0; i < 200; i++) {
                    String url = "/api/v3/klines?symbol=" + random.nextInt(3000);
                    truth.merge(UrlSample.hash(url), 1, Integer::sum);
                    calls++;
                    node.call(TestCall.served().at(url));
                }
                node.second();
            }
            node.stop();
            ReplayMinute minute = node.read(1).getFirst();
            assertThat(minute.visits()).hasSizeLessThanOrEqualTo(ReplayRow.MOST_VISITS);
            assertThat(minute.sampled()).isLessThan(0.2).isGreaterThan(0.003);
            Map<Integer, Integer> seen = new HashMap<>();
            minute.visits().forEach(visit -> seen.merge(visit.hash(), visit.count(), Integer::sum));
            assertThat(seen).isNotEmpty();
            seen.forEach((hash, count) -> assertThat(truth.get(hash)).isEqualTo(count));
            double below = minute.sampled() * UrlSample.ALL;
            assertThat(truth.keySet().stream().filter(hash -> hash < below)).hasSameSizeAs(seen.keySet());
            assertThat(seen.values().stream().mapToInt(i -> i).sum() / minute.sampled())
                    .isCloseTo(calls, within(calls * 0.6));
        }
    }

    @Test
    void hashes_are_spread_evenly() {
        int low = 0;
        Set<Integer> different = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            int hash = UrlSample.hash("/api/v3/ticker?symbol=COIN" + i);
            different.add(hash);
            low += hash < UrlSample.ALL / 16 ? 1 : 0;
        }
        assertThat(low).isBetween(6000, 6500);
        assertThat(different.size()).isGreaterThan(99_900);
    }

    @Test
    void while_the_database_is_away_it_waits_within_its_bound_and_urls_go_first() {
        try (TestDatabase database = TestDatabase.dedicated().migrate()) {
            Node node = new Node(database);
            node.call(TestCall.served());
            for (int i = 0; i < 61; i++) {
                node.second();
            }
            until(() -> node.store.waiting() == 0);
            database.stop();
            for (int minute = 0; minute < 30; minute++) {
                for (int endpoint = 0; endpoint < 400; endpoint++) {
                    node.call(TestCall.served().to(100 + endpoint, 1));
                }
                for (int i = 0; i < 60; i++) {
                    node.second();
                }
            }
            until(() -> node.store.failure() != null);
            database.start();
            until(() -> node.store.waiting() == 0);
            node.stop();
            List<ReplayMinute> all = node.read(1);
            assertThat(all.size()).isGreaterThan(400);
            assertThat(all.size() + node.store.dropped()).isEqualTo(30 * 400 + 1);
            assertThat(node.store.dropped()).isPositive();
        }
    }

    @Test
    void that_of_a_removed_upstream_is_gone() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database);
            node.call(TestCall.served());
            node.call(TestCall.served().to(21, 2));
            for (int i = 0; i < 61; i++) {
                node.second();
            }
            node.call(TestCall.served());
            node.second();
            node.live.forget(1);
            node.stop();
            assertThat(node.read(1)).isEmpty();
            assertThat(node.read(2)).hasSize(1);
        }
    }

    @Test
    void days_beyond_its_retention_are_dropped() {
        try (TestDatabase database = TestDatabase.migrated()) {
            ReplayTable table = new ReplayTable(database.dataSource());
            LocalDate today = LocalDate.now(ZoneOffset.UTC);
            for (int day = 0; day < 6; day++) {
                table.makePartition(today.minusDays(day));
            }
            new Retention(
                            new RetentionTable(database.dataSource()),
                            RetentionSettings.standard(),
                            RollupSettings.standard(),
                            java.time.Clock.systemUTC())
                    .keep();
            assertThat(new RetentionTable(database.dataSource()).partitions("replay_minute"))
                    .extracting(Partition::day)
                    .containsExactly(today.minusDays(3), today.minusDays(2), today.minusDays(1), today);
        }
    }

    @Test
    void nothing_is_kept_where_that_is_switched_off() {
        try (TestDatabase database = TestDatabase.migrated()) {
            Node node = new Node(database, new ReplaySettings(false, DataSize.ofMegabytes(1)));
            node.call(TestCall.served());
            node.second();
            node.stop();
            assertThat(new JdbcTemplate(database.dataSource())
                            .queryForObject("select count(*) from replay_minute", Long.class))
                    .isZero();
        }
    }

    private static void until(BooleanSupplier reached) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("not reached in time").isLessThan(end);
            LockSupport.parkNanos(2_000_000);
        }
    }

    /** Windows whose clock the test moves, and a store of what is for replay. */
    private static final class Node {
        final HandClock clock = new HandClock(START);
        final LiveMetrics live = new LiveMetrics(MetricsSettings.standard(), clock);
        final ReplayStore store;
        final Replay replay;
        final CallRecorder recorder = live.recorder();

        Node(TestDatabase database) {
            this(database, new ReplaySettings(true, DataSize.ofMegabytes(1)));
        }

        Node(TestDatabase database, ReplaySettings settings) {
            store = new ReplayStore(live, new ReplayTable(database.dataSource()), settings, (short) 1, clock);
            replay = new Replay(new ReplayTable(database.dataSource()));
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
            live.stop();
            live.start();
            live.stop();
            store.stop();
        }

        List<ReplayMinute> read(long upstream) {
            List<ReplayMinute> minutes = new ArrayList<>();
            replay.read(upstream, Optional.empty(), START.minusSeconds(60), END, minutes::add);
            return minutes;
        }
    }
}
