package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.optimizer.Calibration.Scored;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CalibrationTests {

    /** Predictions whose log odds are so many times those of the truth. */
    private static List<Scored> overconfident(int count, double times, long seed) {
        Random random = new Random(seed);
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            double odds = random.nextGaussian() * 1.5;
            double truth = 1 / (1 + Math.exp(-odds));
            scored.add(new Scored(1 / (1 + Math.exp(-odds * times)), random.nextDouble() < truth));
        }
        return scored;
    }

    @Test
    void too_few_verdicts_give_no_score_but_how_many_are_missing() {
        Calibration few = new Calibration(overconfident(3, 1, 1));
        assertThat(few.brier()).isEmpty();
        assertThat(few.notEnough()).contains("not enough yet: 3 of 20");
        assertThat(new Calibration(List.of()).corrected(0.7)).isCloseTo(0.7, within(1e-9));
    }

    @Test
    void the_score_is_the_mean_square_of_what_was_said_against_what_came_true() {
        List<Scored> scored = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            scored.add(new Scored(0.8, i % 5 != 0));
        }
        Calibration calibration = new Calibration(scored);
        assertThat(calibration.brier().orElseThrow()).isCloseTo(0.8 * 0.04 + 0.2 * 0.64, within(1e-9));
        assertThat(calibration.bins())
                .containsExactly(calibration.bins().getFirst())
                .first()
                .satisfies(bin -> {
                    assertThat(bin.count()).isEqualTo(20);
                    assertThat(bin.predicted()).isCloseTo(0.8, within(1e-9));
                    assertThat(bin.cameTrue()).isCloseTo(0.8, within(1e-9));
                });
    }

    @Test
    void who_was_too_sure_is_believed_less_the_next_time_and_the_score_gets_better() {
        Calibration calibration = new Calibration(overconfident(500, 2.5, 2));
        assertThat(calibration.corrected(0.95)).isBetween(0.68, 0.85);
        List<Scored> next = overconfident(2000, 2.5, 3);
        List<Scored> corrected = next.stream()
                .map(one -> new Scored(calibration.corrected(one.predicted()), one.cameTrue()))
                .toList();
        assertThat(Calibration.brier(corrected)).isLessThan(Calibration.brier(next) - 0.01);
    }

    @Test
    void a_few_verdicts_hardly_move_what_is_believed() {
        Calibration few = new Calibration(List.of(new Scored(0.8, true), new Scored(0.8, true), new Scored(0.7, true)));
        assertThat(few.corrected(0.8)).isBetween(0.8, 0.93);
        Calibration wrong = new Calibration(List.of(new Scored(0.8, false)));
        assertThat(wrong.corrected(0.8)).isBetween(0.55, 0.8);
    }

    @Test
    void what_was_said_to_be_likelier_stays_likelier() {
        List<Scored> upsideDown = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            upsideDown.add(new Scored(i % 2 == 0 ? 0.9 : 0.1, i % 2 == 1));
        }
        Calibration calibration = new Calibration(upsideDown);
        assertThat(calibration.corrected(0.9)).isGreaterThan(calibration.corrected(0.1));
    }

    @Test
    void only_the_newest_verdicts_count() {
        List<Scored> many = new ArrayList<>(overconfident(5000, 3, 4));
        assertThat(new Calibration(many).count()).isEqualTo(Calibration.MOST);
    }
}
