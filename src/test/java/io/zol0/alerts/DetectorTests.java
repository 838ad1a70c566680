package io.zol0.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectorTests {
    private static final int DAYS = 14;
    private static final int WHEN = 10 * Scene.DAY + 60;

    @Test
    void a_spike_is_an_anomaly() {
        assertThat(Scene.daily(DAYS, 1).with(WHEN, WHEN + 3, x -> x + 15).found())
                .anyMatch(i -> i >= WHEN && i < WHEN + 10);
    }

    @Test
    void a_dip_is_an_anomaly() {
        assertThat(Scene.daily(DAYS, 2).with(WHEN, WHEN + 3, x -> x - 15).found())
                .anyMatch(i -> i >= WHEN && i < WHEN + 10);
    }

    @Test
    void a_new_level_is_an_anomaly_once_and_then_usual() {
        List<Integer> found =
                Scene.daily(20, 3).with(WHEN, 20 * Scene.DAY, x -> x + 12).found();
        assertThat(found).anyMatch(i -> i >= WHEN && i < WHEN + Scene.DAY / 4);
        assertThat(found).filteredOn(i -> i > WHEN + 3 * Scene.DAY).hasSizeLessThan(8);
    }

    @Test
    void more_spread_is_an_anomaly() {
        Random chance = new Random(4);
        assertThat(Scene.daily(DAYS, 4)
                        .with(WHEN, WHEN + Scene.DAY, x -> x + 8 * chance.nextGaussian())
                        .found())
                .anyMatch(i -> i >= WHEN && i < WHEN + Scene.DAY / 4);
    }

    @Test
    void a_season_that_stays_away_is_an_anomaly() {
        int day = 10 * Scene.DAY;
        assertThat(Scene.daily(DAYS, 5).with(day, day + Scene.DAY, x -> 100).found())
                .anyMatch(i -> i >= day && i < day + Scene.DAY / 2);
    }

    @Test
    void a_standstill_within_the_usual_range_is_an_anomaly_once_it_is_clearly_longer_than_any_before() {
        assertThat(Scene.noise(DAYS, 14).with(WHEN, WHEN + 72, x -> 0.3).found())
                .anyMatch(i -> i >= WHEN && i < WHEN + 40)
                .noneMatch(i -> i >= WHEN + 40 && i < WHEN + 72);
        Scene resting = Scene.noise(DAYS, 15);
        for (int day = 0; day < DAYS; day++) {
            resting = resting.with(day * Scene.DAY, day * Scene.DAY + 72, x -> 0.3);
        }
        assertThat(resting.found()).noneMatch(i -> i > Scene.DAY && i % Scene.DAY < 72);
    }

    @Test
    void a_change_of_what_never_changed_is_an_anomaly() {
        assertThat(Scene.constant(DAYS, 7).with(WHEN, WHEN + 1, x -> 7.001).found())
                .containsExactly(WHEN);
    }

    @Test
    void a_value_beyond_all_before_it_is_an_anomaly_before_any_season_is_known() {
        assertThat(Scene.noise(2, 13).with(350, 351, x -> 30).found()).contains(350);
    }

    @Test
    void what_never_changes_is_none() {
        assertThat(Scene.constant(DAYS, 0.1).found()).isEmpty();
    }

    @Test
    void another_unit_and_another_offset_change_no_score() {
        Scene plain = Scene.daily(DAYS, 6).with(WHEN, WHEN + 5, x -> x + 9);
        double[] scores = plain.scores();
        assertThat(plain.with(0, plain.values.length, x -> x * 1024).scores()).isEqualTo(scores);
        assertThat(plain.with(0, plain.values.length, x -> x * 1000 + 5).scores())
                .containsExactly(scores, within(1e-6));
        assertThat(plain.with(0, plain.values.length, x -> -x).scores()).isEqualTo(scores);
    }

    @Test
    void another_date_changes_no_score() {
        Scene scene = Scene.daily(DAYS, 7).with(WHEN, WHEN + 5, x -> x + 9);
        Detector detector = new Detector();
        double[] later = new double[scene.values.length];
        for (int i = 0; i < later.length; i++) {
            later[i] = detector.score(Scene.at(i).plus(Duration.ofMinutes(123_457)), scene.values[i]);
        }
        assertThat(later).isEqualTo(scene.scores());
    }

    @Test
    void a_restart_at_any_time_changes_no_score() {
        Scene scene = Scene.daily(DAYS, 8)
                .with(WHEN, WHEN + 5, x -> x + 9)
                .with(WHEN + Scene.DAY, WHEN + Scene.DAY + 60, x -> 100);
        double[] scores = scene.scores();
        for (int stop : new int[] {0, 30, 64, 200, 350, 500, WHEN + 2, WHEN + 50, WHEN + Scene.DAY + 20}) {
            Detector detector = new Detector();
            for (int i = 0; i < scores.length; i++) {
                if (i == stop) {
                    detector = Detector.of(detector.state());
                }
                assertThat(detector.score(Scene.at(i), scene.values[i])).isEqualTo(scores[i]);
            }
        }
    }

    @Test
    void the_state_stays_within_a_bound_however_many_points_come_and_however_fast() {
        for (Duration step : List.of(Duration.ofMillis(1), Duration.ofSeconds(10), Duration.ofHours(1))) {
            Detector detector = new Detector();
            Random chance = new Random(9);
            for (int i = 0; i < 50_000; i++) {
                detector.score(Scene.START.plus(step.multipliedBy(i)), chance.nextGaussian());
            }
            assertThat(detector.state()).hasSizeLessThan(24_000);
        }
    }

    @Test
    void what_is_no_number_is_passed_over() {
        Scene scene = Scene.daily(DAYS, 10).with(WHEN, WHEN + 5, x -> x + 9);
        double[] scores = scene.scores();
        Detector detector = new Detector();
        for (int i = 0; i < scores.length; i++) {
            assertThat(detector.score(Scene.at(i), Double.NaN)).isZero();
            assertThat(detector.score(Scene.at(i), Double.NEGATIVE_INFINITY)).isZero();
            assertThat(detector.score(Scene.at(i), Double.MAX_VALUE)).isZero();
            assertThat(detector.score(Scene.at(i), scene.values[i])).isEqualTo(scores[i]);
        }
    }

    @Test
    void time_that_stands_still_or_goes_back_or_leaps_gives_scores_within_bounds() {
        Random chance = new Random(11);
        Detector detector = new Detector();
        long second = 0;
        for (int i = 0; i < 50_000; i++) {
            second += chance.nextInt(1000) == 0 ? chance.nextLong(-40_000_000, 50_000_000) : chance.nextInt(-300, 700);
            assertThat(detector.score(Scene.START.plusSeconds(second), chance.nextGaussian()))
                    .isBetween(0.0, 1.0);
        }
    }

    @Test
    void after_a_gap_of_three_days_the_season_is_still_known() {
        Scene scene = Scene.daily(20, 12);
        Detector detector = new Detector();
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < scene.values.length; i++) {
            boolean gap = i >= 10 * Scene.DAY && i < 13 * Scene.DAY;
            if (!gap && detector.score(Scene.at(i), scene.values[i]) >= Detector.THRESHOLD) {
                found.add(i);
            }
        }
        assertThat(found).noneMatch(i -> i >= 13 * Scene.DAY && i < 14 * Scene.DAY);
    }

    @Test
    void noise_alone_raises_fewer_than_one_false_alarm_a_week() {
        int weeks = 0;
        int alarms = 0;
        for (int seed = 0; seed < 20; seed++) {
            weeks += 4;
            alarms += Scene.noise(28, seed).found().size();
        }
        assertThat((double) alarms / weeks).isLessThan(1);
    }

    @Test
    void a_state_that_is_cut_short_or_of_another_version_is_refused_with_a_sentence() {
        byte[] state = new Detector().state();
        assertThatThrownBy(() -> Detector.of(Arrays.copyOf(state, 2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("The state of a detector is cut short at 2 bytes.");
        state[0] = 99;
        assertThatThrownBy(() -> Detector.of(state))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("version 99");
    }
}
