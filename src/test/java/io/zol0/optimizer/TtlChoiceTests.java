package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TtlChoiceTests {

    /** Requests for the same, by chance at a rate. */
    private static Revisits byChance(double perSecond, int count, long first) {
        SplittableRandom random = new SplittableRandom(7);
        double[] seconds = new double[120];
        long[] counts = new long[120];
        for (int i = 0; i < 120; i++) {
            seconds[i] = 0.01 * Math.pow(2, i / 4.0);
        }
        for (int i = 0; i < count; i++) {
            double gap = -Math.log(1 - random.nextDouble()) / perSecond;
            counts[Math.clamp(Math.round(4 / Math.log(2) * Math.log(gap / 0.01)), 0, 119)]++;
        }
        return new Revisits(seconds, counts, first);
    }

    private static Optional<ChangeRate> changing(double perSecond) {
        long fetches = 1_000_000;
        double seconds = 0.5 / perSecond;
        long changed = Math.round(fetches * -Math.expm1(-0.5));
        return ChangeRate.of(List.of(
                new Sighting(seconds, changed, fetches - changed),
                new Sighting(seconds * 2, Math.round(fetches * -Math.expm1(-1)), Math.round(fetches * Math.exp(-1)))));
    }

    @ParameterizedTest
    @CsvSource({"1, 0.01, 5", "1, 0.01, 100", "0.1, 0.001, 20", "20, 0.1, 3", "0.05, 0.02, 60"})
    void hits_and_outdated_shares_are_those_of_requests_and_changes_by_chance(double asked, double changes, long ttl) {
        TtlChoice choice =
                TtlChoice.of(changing(changes), byChance(asked, 20_000, 0)).orElseThrow();
        TtlChoice.Effect effect = choice.effect(Duration.ofSeconds(ttl), Duration.ZERO);
        // Between two fetches there are asked * ttl hits, at ages that are as likely as one another.
        double hits = asked * ttl / (1 + asked * ttl);
        double outdated = 1 + Math.expm1(-changes * ttl) / (changes * ttl);
        assertThat(effect.hits()).isCloseTo(hits, within(0.03));
        assertThat(effect.outdated()).isCloseTo(outdated, within(0.002 + outdated * 0.06));
        assertThat(effect.hits() + effect.fetches()).isCloseTo(1, within(1e-9));
    }

    @Test
    void where_nobody_waits_now_nobody_waits_then_and_the_budget_is_kept_or_nothing_is_advised() {
        Duration kept = Duration.ofMinutes(1);
        TtlChoice slow =
                TtlChoice.of(changing(0.0005), byChance(0.4, 20_000, 0)).orElseThrow();
        TtlChoice.Choice choice = slow.chooseStale(0.01, kept);
        TtlChoice.Effect before = slow.effect(Duration.ofSeconds(1), kept);
        assertThat(choice.stale()).isGreaterThanOrEqualTo(kept);
        assertThat(choice.effect().outdated()).isLessThanOrEqualTo(0.01);
        assertThat(choice.effect().hits()).isGreaterThanOrEqualTo(before.hits() - 0.01);
        assertThat(choice.effect().fetches()).isLessThan(before.fetches() / 2);
        TtlChoice quick = TtlChoice.of(changing(0.05), byChance(0.1, 20_000, 0)).orElseThrow();
        assertThat(quick.chooseStale(0.01, kept).way()).isEqualTo(TtlChoice.Way.NONE);
    }

    @ParameterizedTest
    @CsvSource({"0.002, 20", "0.02, 20", "0.05, 20", "0.2, 20"})
    void the_ages_of_answers_are_known_where_a_ttl_answers_few_requests_too(double asked, long ttl) {
        Revisits revisits = byChance(asked, 20_000, 0);
        double outdated =
                revisits.serve(ttl, 0, revisits.curve(age -> age / 1000)).outdatedOfHits();
        assertThat(outdated).isCloseTo(ttl / 2000.0, within(0.0005));
        assertThat(revisits.hits(ttl))
                .isCloseTo(revisits.serve(ttl, 0, revisits.curve(age -> 0)).hits(), within(1e-9));
    }

    @Test
    void where_a_shorter_ttl_costs_hardly_any_hits_it_is_taken_for_sure_and_where_it_does_the_likely_one() {
        ChangeRate rate = ChangeRate.of(List.of(new Sighting(20, 20, 980), new Sighting(40, 40, 960)))
                .orElseThrow();
        TtlChoice often =
                TtlChoice.of(Optional.of(rate), byChance(20, 20_000, 0)).orElseThrow();
        TtlChoice seldom =
                TtlChoice.of(Optional.of(rate), byChance(0.01, 20_000, 0)).orElseThrow();
        assertThat(often.choose(0.01).ttl())
                .isLessThan(seldom.choose(0.01).ttl().multipliedBy(3).dividedBy(4));
    }

    @Test
    void first_requests_are_never_answered_from_the_store() {
        TtlChoice choice =
                TtlChoice.of(changing(0.001), byChance(1, 10_000, 10_000)).orElseThrow();
        assertThat(choice.effect(Duration.ofDays(1), Duration.ZERO).hits()).isCloseTo(0.5, within(0.01));
    }

    @Test
    void polling_at_fixed_times_is_answered_by_the_polls_that_fall_into_the_ttl() {
        Revisits polls = new Revisits(new double[] {10}, new long[] {1000}, 0);
        TtlChoice choice = TtlChoice.of(changing(0.001), polls).orElseThrow();
        assertThat(choice.effect(Duration.ofSeconds(8), Duration.ZERO).hits()).isZero();
        assertThat(choice.effect(Duration.ofSeconds(15), Duration.ZERO).hits()).isCloseTo(0.5, within(0.01));
        assertThat(choice.effect(Duration.ofSeconds(35), Duration.ZERO).hits()).isCloseTo(0.75, within(0.01));
    }

    @Test
    void the_ttl_is_as_long_as_the_budget_allows() {
        TtlChoice choice =
                TtlChoice.of(changing(0.0001), byChance(0.02, 20_000, 0)).orElseThrow();
        TtlChoice.Choice best = choice.choose(0.01, 0);
        // One per cent at rate * ttl / 2.
        assertThat(best.ttl().toSeconds()).isBetween(185L, 210L);
        assertThat(best.way()).isEqualTo(TtlChoice.Way.TTL);
        TtlChoice.Choice careful = choice.choose(0.01);
        assertThat(careful.ttl()).isLessThanOrEqualTo(best.ttl());
        assertThat(careful.effect().outdated()).isLessThanOrEqualTo(0.01);
    }

    @Test
    void where_requests_are_frequent_nobody_waits_for_the_next_answer() {
        TtlChoice choice =
                TtlChoice.of(changing(0.001), byChance(50, 20_000, 0)).orElseThrow();
        TtlChoice.Choice best = choice.choose(0.01);
        assertThat(best.way()).isEqualTo(TtlChoice.Way.STALE_WHILE_REVALIDATE);
        assertThat(best.effect().hits()).isGreaterThan(0.9999);
        assertThat(best.effect().fetches()).isLessThan(0.002);
        assertThat(best.effect().outdated()).isLessThanOrEqualTo(0.01);
    }

    @Test
    void what_changes_faster_than_any_ttl_allows_is_not_kept() {
        TtlChoice choice = TtlChoice.of(changing(10), byChance(5, 1000, 0)).orElseThrow();
        assertThat(choice.choose(0.01).way()).isEqualTo(TtlChoice.Way.NONE);
    }

    @Test
    void what_never_changed_is_kept_only_as_long_as_was_watched_for() {
        Optional<ChangeRate> still = ChangeRate.of(List.of(new Sighting(10, 0, 100)));
        TtlChoice.Choice best =
                TtlChoice.of(still, byChance(1, 1000, 0)).orElseThrow().choose(0.01);
        assertThat(best.ttl()).isLessThan(Duration.ofMinutes(1));
        assertThat(best.effect().outdated()).isZero();
        assertThat(best.effect().outdatedHigh()).isGreaterThan(0);
    }

    @Test
    void with_too_few_fetches_or_requests_nothing_is_said() {
        assertThat(TtlChoice.of(Optional.empty(), byChance(1, 1000, 0))).isEmpty();
        assertThat(TtlChoice.of(changing(1), byChance(1, 20, 0))).isEmpty();
    }
}
