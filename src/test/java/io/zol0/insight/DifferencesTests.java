package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.metrics.Spread;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Tick;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferencesTests {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration QUARTER = Duration.ofMinutes(15);

    @Test
    void the_interval_of_a_median_holds_the_true_one_nineteen_times_of_twenty() {
        long held = IntStream.range(0, 1000)
                .filter(world -> {
                    Random random = new Random(world);
                    double[] pairs = new double[60];
                    for (int i = 0; i < pairs.length; i++) {
                        pairs[i] = 5 + Math.pow(random.nextGaussian(), 3);
                    }
                    Interval found = Differences.median(pairs);
                    return found.low() <= 5 && 5 <= found.high();
                })
                .count();
        assertThat(held / 1000.0).isBetween(0.93, 0.995);
    }

    @Test
    void it_is_wider_where_neighbours_are_alike() {
        double[] alone = Synthetic.noise(new Random(1), 100, 0);
        double[] alike = Synthetic.noise(new Random(1), 100, 0.8);
        Interval one = Differences.median(alone);
        Interval other = Differences.median(alike);
        assertThat(other.high() - other.low()).isGreaterThan(2 * (one.high() - one.low()));
    }

    @Test
    void few_pairs_have_a_median_and_no_interval_and_none_has_nothing() {
        assertThat(Differences.median(new double[] {1, 2, 3}).value()).isEqualTo(2);
        assertThat(Differences.median(new double[] {1, 2, 3}).isKnown()).isFalse();
        assertThat(Differences.median(new double[] {Double.NaN}).value()).isNaN();
        assertThat(Differences.median(new double[20]).isClear()).isFalse();
    }

    @Test
    void shares_differ_by_newcombe_s_interval() {
        Interval found = Differences.ofShares(56, 70, 48, 80);
        assertThat(found.value()).isCloseTo(0.2, within(1e-9));
        assertThat(found.low()).isCloseTo(0.0524, within(1e-3));
        assertThat(found.high()).isCloseTo(0.3339, within(1e-3));
        assertThat(Differences.ofShares(0, 0, 1, 2).isKnown()).isFalse();
    }

    @Test
    void pieces_of_time_in_which_one_has_too_few_calls_are_left_out() {
        List<Tick> here = List.of(tick(0, 100, 50), tick(1, 100, 50), tick(2, 3, 50), tick(3, 100, 50));
        List<Tick> there = List.of(tick(0, 100, 80), tick(2, 100, 80), tick(3, 100, 60));
        double[] found = Environments.differences(here, there, NOON, QUARTER, QUARTER.multipliedBy(4));
        assertThat(found[0]).isCloseTo(30, within(1e-6));
        assertThat(found[1]).isNaN();
        assertThat(found[2]).isNaN();
        assertThat(found[3]).isCloseTo(10, within(1e-6));
    }

    private static Tick tick(int piece, long calls, double p95) {
        Duration time = Duration.ofNanos((long) (p95 * 1e6));
        Spread total = new Spread(calls, time, time, time, time);
        return new Tick(
                NOON.plus(QUARTER.multipliedBy(piece)),
                new Stats(QUARTER, calls, Map.of(), Map.of(), 0, 0, total, total, total));
    }
}
