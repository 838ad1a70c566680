package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class LikelyTests {
    private static final double BUDGET = TtlChoice.USUAL_BUDGET;

    /** So many fetches in each class of times between two of them, of which as many changed as the curve says. */
    private static List<Sighting> seen(double from, double to, long each, DoubleUnaryOperator curve) {
        List<Sighting> seen = new ArrayList<>();
        for (double seconds = from; seconds <= to; seconds *= Math.pow(2, 0.25)) {
            long changed = Math.round(each * curve.applyAsDouble(seconds));
            seen.add(new Sighting(seconds, changed, each - changed));
        }
        return seen;
    }

    /** Bursts of five changes, a gap apart, then quiet for an exponential time. */
    private static DoubleUnaryOperator bursts(double gap, double quiet) {
        return t -> 1
                - (4 * Math.max(0, gap - t) + (t < gap ? gap - t + quiet : quiet * Math.exp((gap - t) / quiet)))
                        / (quiet + 5 * gap);
    }

    private static double median(ChangeRate rate) {
        return quantile(rate, 0.5);
    }

    private static double quantile(ChangeRate rate, double probability) {
        double upTo = 0;
        for (Likely.Longest each : rate.longest(BUDGET)) {
            upTo += each.probability();
            if (upTo >= probability) {
                return each.seconds();
            }
        }
        throw new AssertionError("the probabilities sum up to " + upTo);
    }

    @Test
    void the_longest_ttls_are_those_of_changes_by_chance_and_at_regular_intervals() {
        ChangeRate byChance = ChangeRate.of(seen(10, 200, 20_000, t -> -Math.expm1(-t / 1000)))
                .orElseThrow();
        ChangeRate regular = ChangeRate.of(seen(10, 900, 20_000, t -> t / 1000)).orElseThrow();
        // One per cent at half the rate times the TTL, a little more by chance.
        assertThat(median(byChance)).isCloseTo(20.13, within(0.5));
        assertThat(median(regular)).isCloseTo(20, within(0.5));
    }

    @Test
    void bursts_are_kept_only_as_long_as_the_gap_in_them_allows() {
        ChangeRate bursts =
                ChangeRate.of(seen(2, 300, 200_000, bursts(20, 5000))).orElseThrow();
        // The curve is straight up to the gap, where its mean comes to 0.98 %.
        assertThat(median(bursts)).isCloseTo(20.4, within(1.5));
        assertThat(bursts.shape()).isEqualTo(ChangeRate.Shape.UNEVEN);
    }

    @Test
    void the_changes_of_a_run_count_as_one_event() {
        List<Sighting> seen = seen(2, 300, 20_000, bursts(20, 5000));
        ChangeRate alone = ChangeRate.of(seen, Runs.UNKNOWN).orElseThrow();
        ChangeRate inRuns = ChangeRate.of(seen, new Runs(1000, 800)).orElseThrow();
        double spread = Math.log(quantile(alone, 0.9) / quantile(alone, 0.1));
        double wider = Math.log(quantile(inRuns, 0.9) / quantile(inRuns, 0.1));
        assertThat(wider).isGreaterThan(1.5 * spread);
    }

    @Test
    void what_cannot_be_seen_of_one_endpoint_is_learned_from_others_that_are_like_it() {
        Map<Long, ChangeRate> rates = new TreeMap<>();
        for (long i = 0; i < 10; i++) {
            double gap = 10 * (i + 1);
            rates.put(
                    i,
                    ChangeRate.of(seen(gap / 10, gap * 20, 50_000, bursts(gap, 250 * gap)), new Runs(500, 400))
                            .orElseThrow());
        }
        // Of this one nothing is seen of times shorter than twice the gap.
        double gap = 30;
        ChangeRate blind = ChangeRate.of(seen(2 * gap, 20 * gap, 3_000, bursts(gap, 250 * gap)), new Runs(500, 400))
                .orElseThrow();
        rates.put(10L, blind);
        ChangeRate taught =
                Optional.ofNullable(ChangeRate.together(rates).get(10L)).orElseThrow();
        double truth = 1.02 * gap;
        assertThat(Math.abs(Math.log(median(taught) / truth))).isLessThan(0.2);
        double before = Math.log(quantile(blind, 0.9) / quantile(blind, 0.1));
        assertThat(Math.log(quantile(taught, 0.9) / quantile(taught, 0.1))).isLessThan(before / 2);
    }

    @Test
    void one_endpoint_alone_learns_nothing_that_it_did_not_know() {
        ChangeRate alone = ChangeRate.of(seen(10, 200, 20_000, t -> -Math.expm1(-t / 1000)))
                .orElseThrow();
        ChangeRate same = Optional.ofNullable(
                        ChangeRate.together(Map.of(1L, alone)).get(1L))
                .orElseThrow();
        assertThat(median(same)).isCloseTo(median(alone), within(0.3));
    }

    @Test
    void every_shape_is_a_curve_from_none_to_all_that_grows_ever_more_slowly() {
        Shapes shapes = Shapes.get();
        for (int shape = 0; shape < shapes.size(); shape++) {
            double before = 0;
            double slope = Double.POSITIVE_INFINITY;
            double time = 0;
            for (double next = 0.001; next < 8; next *= 1.3) {
                double at = shapes.at(shape, next);
                assertThat(at).isBetween(before, 1.0);
                assertThat((at - before) / (next - time)).isLessThanOrEqualTo(slope + 1e-9);
                slope = (at - before) / (next - time);
                before = at;
                time = next;
            }
        }
    }

    @Test
    void runs_are_as_long_as_changes_follow_on_one_another() {
        assertThat(Runs.UNKNOWN.length(0.1)).isEqualTo(1);
        assertThat(new Runs(1000, 100).length(0.1)).isCloseTo(1, within(1e-9));
        assertThat(new Runs(1000, 800).length(0.02)).isCloseTo(4.9, within(1e-9));
        SplittableRandom random = new SplittableRandom(1);
        int again = 0;
        for (int i = 0; i < 1000; i++) {
            again += random.nextDouble() < 0.05 ? 1 : 0;
        }
        Runs byChance = new Runs(1000, again);
        assertThat(byChance.likelihood(0.05)).isGreaterThan(byChance.likelihood(0.05, 1));
    }
}
