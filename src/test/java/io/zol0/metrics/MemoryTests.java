package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

class MemoryTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final int UPSTREAMS = 3;
    private static final int ENDPOINTS = 2_000;

    @ParameterizedTest
    @CsvSource({"128, 310", "24, 150"})
    void six_thousand_busy_endpoints_stay_within_the_budget_and_no_call_is_lost(int megabytes, int seconds) {
        DataSize budget = DataSize.ofMegabytes(megabytes);
        LiveMetrics live = new LiveMetrics(
                new MetricsSettings(budget, DataSize.ofMegabytes(1), (short) 1), Clock.fixed(START, ZoneOffset.UTC));
        CallRecorder[] loops = {live.recorder(), live.recorder()};
        Random random = new Random(1);
        long calls = 0;
        Instant now = START;
        for (int second = 0; second < seconds; second++) {
            for (int i = 0; i < UPSTREAMS * ENDPOINTS; i++) {
                long upstream = 1 + i % UPSTREAMS;
                int times = i < 10 ? 100 : 1;
                for (int n = 0; n < times; n++) {
                    loops[random.nextInt(2)].record(TestCall.served()
                            .to(1000 + i, upstream)
                            .by("bot " + i % 4)
                            .arrivedAt(now.toEpochMilli())
                            .taking((long) Math.exp(16 + random.nextGaussian())));
                    calls++;
                }
            }
            for (CallRecorder loop : loops) {
                loop.drain();
            }
            now = now.plusSeconds(1);
            live.tick(now);
            assertThat(live.effort().bytes()).isLessThanOrEqualTo(budget.toBytes());
        }
        Duration hour = Duration.ofHours(1);
        assertThat(live.stats(new Scope.Everything(), hour).calls()).isEqualTo(calls);
        assertThat(live.endpoints(hour).stream()
                        .mapToLong(endpoint -> endpoint.stats().calls())
                        .sum())
                .isEqualTo(calls);
        assertThat(live.stats(new Scope.OfEndpoint(1000), hour).calls()).isEqualTo(seconds * 100L);

        double accounted = live.effort().bytes();
        long with = usedHeap();
        Reference.reachabilityFence(loops);
        Reference.reachabilityFence(live);
        // What goes when it is let go; the heap before it was made says less, since other tests' garbage comes and
        // goes.
        live = null;
        loops = null;
        long used = with - usedHeap();
        assertThat(used).isLessThanOrEqualTo(budget.toBytes() * 105 / 100);
        assertThat((double) used).isBetween(accounted * 0.75, accounted * 1.1);
    }

    /** Only every fourth collection of the serial collector leaves no dead objects in place. */
    private static long usedHeap() {
        for (int i = 0; i < 4; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
