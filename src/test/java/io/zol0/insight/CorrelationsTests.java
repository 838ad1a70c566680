package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorrelationsTests {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int LAGS = 15;

    @Test
    void what_follows_by_two_minutes_is_found_with_its_lag_and_its_direction() {
        Random random = new Random(1);
        double[] leader = Synthetic.noise(random, 412, 0.6);
        List<Trace> traces = new ArrayList<>(noises(random, 30, 412, 0.6));
        traces.add(Synthetic.trace(100, Synthetic.follower(random, leader, 2, 1)));
        traces.add(Synthetic.trace(101, leader));
        Correlations.Found found = Correlations.among(traces, 0, MINUTE, LAGS);
        assertThat(found.pairs()).isEqualTo(32 * 31 / 2);
        assertThat(found.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.leader().measure()).isEqualTo("measure_101");
            assertThat(finding.follower().measure()).isEqualTo("measure_100");
            assertThat(finding.lag()).isEqualTo(Duration.ofMinutes(2));
            assertThat(finding.correlation().points()).isEqualTo(410);
            assertThat(finding.correlation().effective()).isLessThan(410);
        });
    }

    @Test
    void a_dependency_that_is_opposite_has_a_negative_coefficient() {
        Random random = new Random(2);
        double[] leader = Synthetic.noise(random, 600, 0.3);
        double[] follower = Synthetic.follower(random, leader, 5, 0.5);
        for (int i = 0; i < follower.length; i++) {
            follower[i] = -Math.exp(follower[i]);
        }
        RankCorrelation found = RankCorrelation.search(Ranks.of(leader), Ranks.of(follower), LAGS);
        assertThat(found.lag()).isEqualTo(5);
        assertThat(found.rho()).isLessThan(-0.8);
        assertThat(found.high()).isLessThan(0);
    }

    /** Of 200 worlds of pure noise, each with 12 traces, at most one in twenty has a finding at all. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.98, 1})
    void pure_noise_has_at_most_five_percent_false_findings(double kept) {
        int worlds = 200;
        long fooled = IntStream.range(0, worlds)
                .filter(world -> !Correlations.among(noises(new Random(1000 + world), 12, 360, kept), 0, MINUTE, LAGS)
                        .findings()
                        .isEmpty())
                .count();
        assertThat((double) fooled / worlds)
                .as("share of worlds with a finding")
                .isLessThanOrEqualTo(0.05);
    }

    /** Events that are rare, alone or in bursts of some length, among many more steps in which nothing happens. */
    @ParameterizedTest
    @CsvSource({"0.01, 1", "0.05, 1", "0.2, 1", "0.01, 5", "0.03, 10"})
    void rare_events_that_happen_to_meet_are_no_findings(double share, int length) {
        int worlds = 200;
        long fooled = IntStream.range(0, worlds)
                .filter(world -> {
                    Random random = new Random(7000 + world);
                    List<Trace> traces = IntStream.range(0, 12)
                            .mapToObj(i -> Synthetic.trace(i, Synthetic.events(random, 100, share, length)))
                            .toList();
                    return !Correlations.among(traces, 0, MINUTE, LAGS)
                            .findings()
                            .isEmpty();
                })
                .count();
        assertThat((double) fooled / worlds)
                .as("share of worlds with a finding")
                .isLessThanOrEqualTo(0.05);
    }

    @Test
    void rare_events_that_always_follow_others_are_found() {
        Random random = new Random(12);
        double[] leader = Synthetic.events(random, 400, 0.06, 1);
        double[] follower = new double[400];
        for (int i = 3; i < 400; i++) {
            follower[i] = leader[i - 3] * (1 + random.nextDouble());
        }
        assertThat(Correlations.among(
                                List.of(Synthetic.trace(1, leader), Synthetic.trace(2, follower)), 0, MINUTE, LAGS)
                        .findings())
                .singleElement()
                .extracting(Finding::lag)
                .isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void the_chance_that_events_meet_is_that_of_the_exact_test() {
        assertThat(Coincidence.chance(57, 1, 1, 1)).isCloseTo(2 / 57.0, within(1e-9));
        assertThat(Coincidence.chance(8, 4, 4, 3)).isCloseTo(2 * 17 / 70.0, within(1e-9));
        assertThat(Coincidence.chance(100, 20, 30, 6)).isCloseTo(1, within(1e-9));
    }

    /** A single pair, where no adjustment for many of them helps. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.9, 0.98})
    void the_chance_of_a_single_pair_is_honest_about_lags_and_neighbours(double kept) {
        int pairs = 600;
        long small = IntStream.range(0, pairs)
                .filter(i -> {
                    Random random = new Random(5000 + i);
                    return RankCorrelation.search(
                                            Ranks.of(Synthetic.noise(random, 360, kept)),
                                            Ranks.of(Synthetic.noise(random, 360, kept)),
                                            LAGS)
                                    .chance()
                            <= 0.05;
                })
                .count();
        assertThat((double) small / pairs).isLessThanOrEqualTo(0.06);
    }

    @Test
    void a_common_daily_pattern_is_no_dependency() {
        int n = 2000;
        List<Trace> traces = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            traces.add(Synthetic.trace(i, Synthetic.daily(Synthetic.noise(new Random(40 + i), n, 0.3), 360, 3)));
        }
        assertThat(Correlations.among(traces, 0, Duration.ofMinutes(6), 2).findings())
                .isEmpty();
    }

    @Test
    void the_interval_holds_the_true_coefficient_nineteen_times_of_twenty() {
        double share = 0.7;
        double truth = 6 / Math.PI * Math.asin(share / 2);
        long held = IntStream.range(0, 1000)
                .filter(i -> {
                    Random random = new Random(9000 + i);
                    double[] one = Synthetic.noise(random, 200, 0);
                    double[] other = new double[200];
                    for (int k = 0; k < 200; k++) {
                        other[k] = share * one[k] + Math.sqrt(1 - share * share) * random.nextGaussian();
                    }
                    RankCorrelation found = RankCorrelation.search(Ranks.of(one), Ranks.of(other), 0);
                    return found.low() <= truth && truth <= found.high();
                })
                .count();
        assertThat(held / 1000.0).isCloseTo(0.95, within(0.02));
    }

    @Test
    void gaps_constants_and_single_points_are_left_out_and_counted() {
        Random random = new Random(7);
        double[] leader = Synthetic.noise(random, 500, 0.2);
        double[] follower = Synthetic.follower(random, leader, 3, 0.4);
        for (int i = 0; i < 500; i += 3) {
            follower[i] = Double.NaN;
        }
        for (int i = 100; i < 180; i++) {
            leader[i] = Double.NaN;
        }
        double[] constant = new double[500];
        double[] single = new double[500];
        java.util.Arrays.fill(single, Double.NaN);
        single[250] = 1;
        double[] infinite = new double[500];
        java.util.Arrays.fill(infinite, Double.POSITIVE_INFINITY);
        Correlations.Found found = Correlations.among(
                List.of(
                        Synthetic.trace(1, leader),
                        Synthetic.trace(2, follower),
                        Synthetic.trace(3, constant),
                        Synthetic.trace(4, single),
                        Synthetic.trace(5, infinite)),
                0,
                MINUTE,
                LAGS);
        assertThat(found.unusable()).isEqualTo(3);
        assertThat(found.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.lag()).isEqualTo(Duration.ofMinutes(3));
            assertThat(finding.correlation().points()).isLessThan(340);
        });
    }

    @Test
    void nothing_at_all_is_nothing_found() {
        assertThat(Correlations.among(List.of(), 0, MINUTE, LAGS).findings()).isEmpty();
        assertThat(Correlations.among(List.of(Synthetic.trace(1, new double[0])), 0, MINUTE, LAGS)
                        .findings())
                .isEmpty();
    }

    @Test
    void what_belongs_together_by_what_it_is_is_not_told() {
        double[] values = Synthetic.noise(new Random(3), 300, 0.1);
        Quantity upstream = Synthetic.quantity("calls.p95", 3);
        Quantity endpoint =
                new Quantity("calls.p95", io.zol0.metrics.Subject.endpoint(77, 3), "p95 of GET /x", "ms", "");
        Correlations.Found found = Correlations.among(
                List.of(new Trace(upstream, values), new Trace(endpoint, values.clone())), 0, MINUTE, LAGS);
        assertThat(found.findings()).isEmpty();
        assertThat(found.tied()).isEqualTo(1);
    }

    @Test
    void student_s_t_is_that_of_the_tables() {
        assertThat(StudentT.twoSided(2.228, 10)).isCloseTo(0.05, within(1e-4));
        assertThat(StudentT.twoSided(1.96, 1e6)).isCloseTo(0.05, within(1e-4));
        assertThat(StudentT.twoSided(12.706, 1)).isCloseTo(0.05, within(1e-5));
        assertThat(StudentT.twoSided(0, 5)).isCloseTo(1, within(1e-12));
        assertThat(StudentT.twoSided(-3.169, 10)).isCloseTo(0.01, within(1e-4));
    }

    @Test
    void chances_are_adjusted_for_all_that_was_asked() {
        double[] adjusted = FalseDiscoveries.adjusted(new double[] {0.001, 1e-9, 0.04}, 3);
        double harmonic = 1 + 1 / 2.0 + 1 / 3.0;
        assertThat(adjusted[1]).isCloseTo(1e-9 * 3 * harmonic, within(1e-9));
        assertThat(adjusted[0]).isCloseTo(0.001 * 3 * harmonic / 2, within(2e-5));
        assertThat(adjusted[2]).isCloseTo(0.04 * harmonic, within(1e-3));
    }

    static List<Trace> noises(Random random, int traces, int n, double kept) {
        return IntStream.range(0, traces)
                .mapToObj(i -> Synthetic.trace(i, Synthetic.noise(random, n, kept)))
                .toList();
    }
}
