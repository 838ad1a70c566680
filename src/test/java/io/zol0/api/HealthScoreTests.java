package io.zol0.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.metrics.Outcome;
import io.zol0.metrics.Spread;
import io.zol0.metrics.Stats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HealthScoreTests {
    @Test
    void nothing_measured_is_no_score() {
        HealthScore none = HealthScore.of(
                calls(0, 0, 0, Duration.ZERO), List.of(), OptionalDouble.empty(), OptionalDouble.empty());
        assertThat(none.score()).isNull();
        assertThat(none.terms()).isEmpty();
        assertThat(none.missing()).hasSize(6);
        assertThat(none.missing().getFirst().why())
                .isEqualTo("0 calls ended in the last 15 minutes, and 20 are needed.");
    }

    @Test
    void the_score_is_the_weighted_mean_of_what_was_measured() {
        HealthScore score = HealthScore.of(
                calls(1000, 50, 10, Duration.ofSeconds(6)), List.of(), OptionalDouble.of(90), OptionalDouble.empty());
        assertThat(score.terms()).extracting(HealthScore.Term::value).containsExactly(0.5, 0.5, 0.5, 0.5);
        assertThat(score.terms()).extracting(HealthScore.Term::measured).containsExactly(5.0, 6000.0, 1.0, 90.0);
        assertThat(score.score()).isCloseTo(0.5, within(1e-9));
        assertThat(score.missing())
                .extracting(HealthScore.LeftOut::name)
                .containsExactly("cache hits", "memory of the machine in use");
    }

    @Test
    void what_is_well_is_one_and_what_is_bad_is_zero() {
        HealthScore well = HealthScore.of(
                calls(1000, 0, 0, Duration.ofMillis(100)), List.of(), OptionalDouble.of(5), OptionalDouble.of(50));
        assertThat(well.score()).isEqualTo(1.0);
        HealthScore bad = HealthScore.of(
                calls(1000, 900, 100, Duration.ofSeconds(20)),
                List.of(),
                OptionalDouble.of(100),
                OptionalDouble.of(100));
        assertThat(bad.score()).isEqualTo(0.0);
    }

    @Test
    void all_weights_together_are_one() {
        HealthScore none = HealthScore.of(
                calls(0, 0, 0, Duration.ZERO), List.of(), OptionalDouble.empty(), OptionalDouble.empty());
        assertThat(none.missing().stream()
                        .mapToDouble(HealthScore.LeftOut::weight)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    private static Stats calls(long calls, long failed, long refused, Duration p95) {
        Spread total = new Spread(calls, p95, p95, p95, p95);
        return new Stats(
                Duration.ofMinutes(15),
                calls,
                Map.of(),
                Map.of(Outcome.FAILED, failed, Outcome.REFUSED_BY_PROVIDER, refused),
                0,
                0,
                total,
                total,
                total);
    }
}
