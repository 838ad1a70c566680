package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthScoreTests {
    private static final HealthWeights SHIPPED = HealthWeights.standard();

    @Test
    void nothing_measured_is_no_score_and_every_term_says_why() {
        HealthScore none = HealthScore.of(new Measured(Map.of(), Map.of(Term.CPU, "Nobody tells.")), SHIPPED);
        assertThat(none.score()).isNull();
        assertThat(none.terms()).isEmpty();
        assertThat(none.missing()).hasSize(Term.values().length);
        assertThat(none.missing()).anySatisfy(each -> assertThat(each.why()).isEqualTo("Nobody tells."));
        assertThat(none.worst()).isEmpty();
    }

    @Test
    void the_score_is_the_mean_of_what_was_measured_by_the_weights() {
        HealthScore score =
                HealthScore.of(measured(Map.of(Term.FAILED, 5.0, Term.LATENCY, 2_000.0, Term.CPU, 100.0)), SHIPPED);
        double expected = (0.25 * 0.5 + 0.15 * 1 + 0.04 * 0) / (0.25 + 0.15 + 0.04);
        assertThat(score.score()).isCloseTo(expected, within(1e-12));
        assertThat(score.terms().stream().mapToDouble(HealthScore.Part::weight).sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void what_takes_most_from_it_is_named() {
        HealthScore score =
                HealthScore.of(measured(Map.of(Term.BASELINE, 4.0, Term.FAILED, 1.0, Term.CPU, 100.0)), SHIPPED);
        assertThat(score.worst()).get().extracting(HealthScore.Part::term).isEqualTo(Term.BASELINE);
    }

    @Test
    void what_is_better_than_good_is_one_and_what_is_worse_than_bad_is_zero() {
        assertThat(Term.CACHE.standard().value(97)).isEqualTo(1);
        assertThat(Term.CACHE.standard().value(0)).isEqualTo(0);
        assertThat(Term.FAILED.standard().value(0)).isEqualTo(1);
        assertThat(Term.FAILED.standard().value(80)).isEqualTo(0);
        assertThat(Term.HEADROOM.standard().value(10)).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void a_weight_of_zero_takes_a_term_out() {
        HealthWeights without = SHIPPED.with(Term.FAILED, new TermSetting(0, 0, 10));
        HealthScore score = HealthScore.of(measured(Map.of(Term.FAILED, 50.0, Term.CPU, 10.0)), without);
        assertThat(score.score()).isEqualTo(1.0);
        assertThat(score.missing()).anySatisfy(each -> assertThat(each.term()).isEqualTo(Term.FAILED));
    }

    @Test
    void the_shipped_weights_are_one_together() {
        assertThat(Arrays.stream(Term.values())
                        .mapToDouble(term -> term.standard().weight())
                        .sum())
                .isCloseTo(1, within(1e-12));
    }

    @Test
    void weights_that_give_no_score_are_refused() {
        assertThat(SHIPPED.problems()).isEmpty();
        assertThat(SHIPPED.with(Term.CPU, new TermSetting(Double.NaN, 0, 1)).problems())
                .hasSize(1);
        assertThat(SHIPPED.with(Term.CPU, new TermSetting(1, 5, 5)).problems()).hasSize(1);
        HealthWeights nothing = SHIPPED;
        for (Term term : Term.values()) {
            nothing = nothing.with(term, new TermSetting(0, 0, 1));
        }
        assertThat(nothing.problems()).hasSize(1);
    }

    static Measured measured(Map<Term, Double> values) {
        Map<Term, Measured.Figure> figures = new EnumMap<>(Term.class);
        values.forEach((term, value) -> figures.put(term, new Measured.Figure(value, "")));
        return new Measured(figures, Map.of());
    }
}
