package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.zaxxer.hikari.HikariDataSource;
import io.zol0.home.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** A day of calls goes the whole way: recorder, live windows, minutes, hours and the day, and comes back as percentiles. */
class ExactPercentilesTests {
    private static final Instant MIDNIGHT = Instant.parse("2026-11-23T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int EVERY_SECONDS = 5;
    private static final int CALLS_AT_ONCE = 10;

    @Test
    void percentiles_over_24_hours_are_within_1_percent_of_the_exact_ones() {
        try (TestDatabase database = TestDatabase.migrated();
                HikariDataSource source = new HikariDataSource()) {
            source.setDataSource(database.dataSource());
            HandClock clock = new HandClock(MIDNIGHT);
            LiveMetrics live = new LiveMetrics(MetricsSettings.standard(), clock);
            MinuteTable table = new MinuteTable(source);
            MinuteStore store = new MinuteStore(live, table, MetricsSettings.standard(), clock);
            store.start();
            long[] micros = record(live, clock);
            live.start();
            live.stop();
            while (store.backlog().minutes() > 0) {
                assertThat(store.backlog().failure()).isNull();
                LockSupport.parkNanos(5_000_000);
            }
            store.stop();
            History history = new History(table.past(), clock);
            Stats byMinutes = stats(history);
            clock.pass(3600);
            Rollup rollup = new Rollup(Chain.CALL, source, new CallMaking(), clock);
            assertThat(rollup.roll()).isEqualTo(288 + 24 + 1);

            Spread total = stats(history).total();
            assertThat(total).isEqualTo(byMinutes.total());
            assertThat(total.count()).isEqualTo(micros.length);
            Arrays.sort(micros);
            assertClose(total.p50(), micros, 0.50);
            assertClose(total.p95(), micros, 0.95);
            assertClose(total.p99(), micros, 0.99);
            assertClose(total.max(), micros, 1);
        }
    }

    /** Latencies of a log-normal body and a slow tail, slower by day than by night. */
    private static long[] record(LiveMetrics live, HandClock clock) {
        Random random = new Random(20261123);
        CallRecorder recorder = live.recorder();
        long[] micros = new long[(int) DAY.toSeconds() / EVERY_SECONDS * CALLS_AT_ONCE];
        int next = 0;
        for (int second = 0; second < DAY.toSeconds(); second += EVERY_SECONDS) {
            double ofDay = 1 + 0.5 * Math.sin(second / 86400.0 * 2 * Math.PI);
            for (int i = 0; i < CALLS_AT_ONCE; i++) {
                double tail = random.nextInt(50) == 0 ? 20 : 1;
                long took = (long) (40_000 * ofDay * tail * Math.exp(random.nextGaussian() * 0.8));
                micros[next++] = took;
                recorder.record(TestCall.served().taking(took * 1000));
            }
            recorder.drain();
            clock.pass(EVERY_SECONDS);
            live.tick(clock.instant());
        }
        return micros;
    }

    private static void assertClose(Duration measured, long[] sorted, double share) {
        long exact = sorted[(int) Math.ceil(sorted.length * share) - 1];
        assertThat(measured.toNanos() / 1000.0)
                .as("percentile %s", share)
                .isCloseTo((double) exact, withinPercentage(1));
    }

    private static Stats stats(History history) {
        return switch (history.stats(new Scope.OfEndpoint(11), MIDNIGHT, MIDNIGHT.plus(DAY))) {
            case Answer.Found<Stats>(Stats stats) -> stats;
            case Answer.Unavailable<Stats>(String reason) -> throw new AssertionError(reason);
        };
    }
}
