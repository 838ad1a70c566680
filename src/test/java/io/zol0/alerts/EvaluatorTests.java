package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.alerts.Turning.Kind;
import io.zol0.metrics.Subject;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluatorTests {
    private static final Rule RULE = new Rule(
            1,
            "",
            "CPU",
            RuleKind.THRESHOLD,
            Measure.of("system.cpu"),
            Breadth.WHOLE,
            true,
            90,
            75,
            0,
            Duration.ofMinutes(1),
            Duration.ofSeconds(30),
            0,
            Severity.WARNING,
            "",
            0,
            "",
            "",
            true,
            1);

    private final Evaluator evaluator = new Evaluator(Fits.ALL);
    private long now;

    @Test
    void an_alert_begins_only_after_it_was_bad_for_as_long_as_it_has_to() {
        assertThat(round(95)).isEmpty();
        assertThat(round(95)).isEmpty();
        assertThat(round(95)).isEmpty();
        assertThat(round(99)).containsExactly(Kind.BEGAN);
        assertThat(round(95)).containsExactly(Kind.GOES_ON);
    }

    @Test
    void a_dip_begins_the_wait_anew() {
        round(95);
        round(95);
        round(80);
        assertThat(round(95)).isEmpty();
        assertThat(round(95)).isEmpty();
        assertThat(round(95)).isEmpty();
        assertThat(round(95)).containsExactly(Kind.BEGAN);
    }

    @Test
    void between_the_level_and_the_clear_level_it_neither_ends_nor_repeats() {
        raise();
        for (int i = 0; i < 100; i++) {
            assertThat(round(80)).containsExactly(Kind.GOES_ON);
        }
        assertThat(round(91)).containsExactly(Kind.AGAIN);
    }

    @Test
    void it_ends_once_it_was_good_for_as_long() {
        raise();
        assertThat(round(70)).containsExactly(Kind.GOES_ON);
        assertThat(round(70)).containsExactly(Kind.GOES_ON);
        assertThat(round(70)).containsExactly(Kind.GOES_ON);
        assertThat(round(70)).containsExactly(Kind.ENDED);
        assertThat(evaluator.remembered()).isZero();
    }

    @Test
    void what_is_no_number_raises_nothing_and_ends_nothing_before_ten_minutes() {
        assertThat(round(Double.NaN)).isEmpty();
        raise();
        for (int i = 0; i < 59; i++) {
            assertThat(round(Double.NaN)).containsExactly(Kind.GOES_ON);
        }
        assertThat(round(Double.NaN)).containsExactly(Kind.ENDED);
    }

    @Test
    void a_series_that_vanished_ends_its_alert_after_ten_minutes() {
        raise();
        for (int i = 0; i < 59; i++) {
            now += Duration.ofSeconds(10).toNanos();
            assertThat(kinds(evaluator.round(List.of(RULE), new Fixed(List.of(), Double.NaN, 0), now)))
                    .containsExactly(Kind.GOES_ON);
        }
        now += Duration.ofSeconds(10).toNanos();
        assertThat(kinds(evaluator.round(List.of(RULE), new Fixed(List.of(), Double.NaN, 0), now)))
                .containsExactly(Kind.ENDED);
    }

    @Test
    void a_rule_that_is_switched_off_ends_its_alert_at_once() {
        raise();
        now += 1;
        assertThat(kinds(evaluator.round(
                        List.of(RULE.withEnabled(false)), new Fixed(List.of(Target.WHOLE), 95, 0), now)))
                .containsExactly(Kind.ENDED);
    }

    @Test
    void few_calls_say_nothing() {
        Rule errors = new Rule(
                2,
                "",
                "Errors",
                RuleKind.THRESHOLD,
                Measure.of("calls.errors"),
                Breadth.WHOLE,
                true,
                0.05,
                0.03,
                0,
                Duration.ofMinutes(5),
                Duration.ZERO,
                20,
                Severity.WARNING,
                "",
                0,
                "",
                "",
                true,
                1);
        assertThat(evaluator.round(List.of(errors), new Fixed(List.of(Target.WHOLE), 1, 19), now))
                .isEmpty();
        assertThat(kinds(evaluator.round(List.of(errors), new Fixed(List.of(Target.WHOLE), 1, 20), now)))
                .containsExactly(Kind.BEGAN);
    }

    @Test
    void a_lasting_gap_to_the_providers_count_is_somebody_else_who_spends_the_quota() {
        Rule elsewhere = ShippedRules.ALL.stream()
                .filter(rule -> rule.shipped().equals("elsewhere"))
                .findFirst()
                .orElseThrow();
        assertThat(elsewhere.measure().key()).isEqualTo("quota.elsewhere_share");
        Target quota = Target.of(Subject.quota(7, 1));
        assertThat(rounds(elsewhere, quota, 0.04, 60)).as("a gap that is none").isEmpty();
        assertThat(rounds(elsewhere, quota, 0.4, 29)).as("a short one").isEmpty();
        assertThat(rounds(elsewhere, quota, 0.04, 1)).isEmpty();
        assertThat(rounds(elsewhere, quota, 0.4, 30)).isEmpty();
        assertThat(rounds(elsewhere, quota, 0.4, 1)).as("a lasting one").containsExactly(Kind.BEGAN);
    }

    private List<Kind> rounds(Rule rule, Target target, double value, int rounds) {
        return IntStream.range(0, rounds)
                .mapToObj(round -> {
                    now += Duration.ofSeconds(10).toNanos();
                    return evaluator.round(List.of(rule), new Fixed(List.of(target), value, 0), now);
                })
                .flatMap(turnings -> kinds(turnings).stream())
                .toList();
    }

    @Test
    void what_could_not_be_kept_is_raised_again() {
        round(95);
        round(95);
        round(95);
        now += Duration.ofSeconds(10).toNanos();
        List<Turning> first = evaluator.round(List.of(RULE), new Fixed(List.of(Target.WHOLE), 95, 0), now);
        first.forEach(evaluator::again);
        assertThat(round(95)).containsExactly(Kind.BEGAN);
    }

    @Test
    void a_clock_that_stands_still_or_a_round_that_comes_late_begins_nothing_twice() {
        raise();
        assertThat(kinds(evaluator.round(List.of(RULE), new Fixed(List.of(Target.WHOLE), 95, 0), now)))
                .as("the same moment again")
                .containsExactly(Kind.GOES_ON);
        now += Duration.ofHours(3).toNanos();
        assertThat(kinds(evaluator.round(List.of(RULE), new Fixed(List.of(Target.WHOLE), 95, 0), now)))
                .as("after the machine slept")
                .containsExactly(Kind.GOES_ON);
    }

    @Test
    void infinity_is_beyond_any_level_and_an_empty_window_says_nothing() {
        round(Double.POSITIVE_INFINITY);
        round(Double.POSITIVE_INFINITY);
        round(Double.POSITIVE_INFINITY);
        assertThat(round(Double.POSITIVE_INFINITY)).containsExactly(Kind.BEGAN);
        assertThat(kinds(evaluator.round(List.of(RULE), new Fixed(List.of(), 0, 0), now)))
                .containsExactly(Kind.GOES_ON);
    }

    @Test
    void what_is_missing_stays_missing_until_it_comes_back_however_long_that_takes() {
        Rule missing = missing();
        assertThat(missed(missing, new Presence(List.of(Target.WHOLE), 12, 500)))
                .isEmpty();
        assertThat(missed(missing, new Presence(List.of(Target.WHOLE), 0, 400))).containsExactly(Kind.BEGAN);
        for (int minute = 0; minute < 600; minute++) {
            assertThat(missed(missing, new Presence(List.of(), 0, 0))).containsExactly(Kind.GOES_ON);
        }
        assertThat(missed(missing, new Presence(List.of(Target.WHOLE), 3, 3))).containsExactly(Kind.ENDED);
        assertThat(evaluator.remembered()).isZero();
    }

    @Test
    void what_was_hardly_there_before_cannot_be_missed() {
        assertThat(missed(missing(), new Presence(List.of(Target.WHOLE), 0, 19)))
                .isEmpty();
        assertThat(missed(missing(), new Presence(List.of(), 0, 0))).isEmpty();
    }

    private List<Kind> missed(Rule rule, Readout readout) {
        now += Duration.ofMinutes(1).toNanos();
        return kinds(evaluator.round(List.of(rule), readout, now));
    }

    private static Rule missing() {
        return new Rule(
                3,
                "",
                "Nobody calls",
                RuleKind.ABSENCE,
                Measure.of("calls.rate"),
                Breadth.WHOLE,
                false,
                1,
                1,
                0,
                Duration.ofMinutes(10),
                Duration.ZERO,
                20,
                Severity.WARNING,
                "",
                0,
                "",
                "",
                true,
                1);
    }

    /** So many figures in the window and in the hour before. */
    record Presence(List<Target> all, long now, long before) implements Readout {
        @Override
        public List<Target> targets(Measure measure, Breadth breadth, Duration window) {
            return all;
        }

        @Override
        public Figure figure(Measure measure, Target target, Duration window) {
            return Figure.NONE;
        }

        @Override
        public Figure presence(Measure measure, Target target, Duration window) {
            return new Figure(now, before);
        }
    }

    private void raise() {
        for (int i = 0; i < 4; i++) {
            round(95);
        }
    }

    private List<Kind> round(double value) {
        now += Duration.ofSeconds(10).toNanos();
        return kinds(evaluator.round(List.of(RULE), new Fixed(List.of(Target.WHOLE), value, 0), now));
    }

    private static List<Kind> kinds(List<Turning> turnings) {
        return turnings.stream().map(Turning::kind).toList();
    }

    /** The same value for everything. */
    record Fixed(List<Target> all, double value, long calls) implements Readout {
        @Override
        public List<Target> targets(Measure measure, Breadth breadth, Duration window) {
            return all;
        }

        @Override
        public Figure figure(Measure measure, Target target, Duration window) {
            return new Figure(value, calls);
        }
    }
}
