package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.optimizer.TrialCourse.Guard;
import io.zol0.optimizer.TrialCourse.Judgement;
import io.zol0.optimizer.TrialCourse.Piece;
import io.zol0.optimizer.TrialCourse.Plan;
import io.zol0.optimizer.TrialCourse.Say;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrialCourseTests {
    private static final Plan PLAN = new Plan(24, 0, Plan.USUAL_TOLERANCE, 0.01);

    /** Shares with the advice and without. */
    private record World(double failed, double failedWith, double aim, double aimWith, double outdated) {}

    private record End(Judgement judgement, long trialCalls) {}

    /** Runs a trial that is looked at 20 times in each slice, with slices that differ among one another. */
    private static End run(World world, int callsInSlice, long seed) {
        return run(world, before(0, 0), callsInSlice, seed);
    }

    private static Piece before(int calls, double failed) {
        return new Piece(false, true, calls, failed, 0, 0.01 * calls, 0, 0, 0, 0);
    }

    private static End run(World world, Piece before, int callsInSlice, long seed) {
        Random random = new Random(seed);
        List<Piece> pieces = new ArrayList<>();
        long trialCalls = 0;
        for (int slice = 0; ; slice++) {
            boolean trial = TrialCourse.isTrial(slice);
            double mood = 1 + 0.1 * random.nextGaussian();
            Piece piece = new Piece(trial, false, 0, 0, 0, 0, 0, 0, 0, 0);
            for (int look = 1; look <= 20; look++) {
                int calls = callsInSlice / 20;
                piece = new Piece(
                        trial,
                        look == 20,
                        piece.calls() + calls,
                        piece.failed() + hits(random, calls, trial ? world.failedWith : world.failed),
                        0,
                        piece.slow() + hits(random, calls, 0.01),
                        piece.outdated() + (trial ? hits(random, calls, world.outdated) : 0),
                        piece.served() + calls,
                        piece.aimCount() + hits(random, calls, mood * (trial ? world.aimWith : world.aim)),
                        piece.aimOf() + calls);
                trialCalls += trial ? calls : 0;
                List<Piece> now = new ArrayList<>(pieces);
                now.add(piece);
                Judgement judgement = TrialCourse.judge(PLAN, before, now);
                if (judgement.say() != Say.GO_ON) {
                    return new End(judgement, trialCalls);
                }
            }
            pieces.add(piece);
        }
    }

    private static int hits(Random random, int calls, double share) {
        int hits = 0;
        for (int i = 0; i < calls; i++) {
            hits += random.nextDouble() < share ? 1 : 0;
        }
        return hits;
    }

    private static long count(World world, int calls, int runs, Say say) {
        long count = 0;
        for (int seed = 0; seed < runs; seed++) {
            count += run(world, calls, seed).judgement().say() == say ? 1 : 0;
        }
        return count;
    }

    @Test
    void an_advice_that_halves_what_it_is_to_lessen_is_kept() {
        assertThat(count(new World(0.01, 0.01, 0.4, 0.2, 0), 200, 100, Say.BETTER))
                .isGreaterThanOrEqualTo(95);
    }

    @Test
    void an_advice_that_changes_nothing_is_kept_once_in_twenty_at_most() {
        assertThat(count(new World(0.01, 0.01, 0.3, 0.3, 0), 200, 200, Say.BETTER))
                .isLessThanOrEqualTo(12);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.002, 0.02, 0.1})
    void an_advice_that_does_no_harm_is_hardly_ever_taken_back_for_it(double failed) {
        assertThat(count(new World(failed, failed, 0.3, 0.3, 0.005), 400, 200, Say.HARM))
                .isLessThanOrEqualTo(4);
    }

    @Test
    void an_advice_that_makes_calls_fail_is_taken_back_within_two_hundred_calls_or_a_slice() {
        int inTime = 0;
        for (int seed = 0; seed < 100; seed++) {
            End end = run(new World(0.01, 0.15, 0.4, 0.2, 0), 200, seed);
            inTime += end.judgement().say() == Say.HARM
                            && end.judgement().guard() == Guard.FAILED
                            && end.trialCalls() <= 200
                    ? 1
                    : 0;
        }
        assertThat(inTime).isGreaterThanOrEqualTo(97);
    }

    @Test
    void an_advice_that_serves_outdated_answers_beyond_the_budget_is_taken_back() {
        End end = run(new World(0.01, 0.01, 0.4, 0.1, 0.06), 200, 1);
        assertThat(end.judgement().say()).isEqualTo(Say.HARM);
        assertThat(end.judgement().guard()).isEqualTo(Guard.OUTDATED);
    }

    @Test
    void what_becomes_more_instead_of_less_is_worse() {
        assertThat(count(new World(0.01, 0.01, 0.2, 0.4, 0), 200, 50, Say.WORSE))
                .isGreaterThanOrEqualTo(45);
    }

    @Test
    void what_little_there_is_beside_a_first_slice_is_helped_by_the_hour_before() {
        World harmful = new World(0.01, 0.12, 0.4, 0.2, 0);
        int inTime = 0;
        int alone = 0;
        for (int seed = 0; seed < 300; seed++) {
            End end = run(harmful, before(600, 6), 100, seed);
            inTime += end.judgement().say() == Say.HARM && end.trialCalls() <= 200 ? 1 : 0;
            alone += run(harmful, 100, seed).trialCalls() <= 200 ? 1 : 0;
        }
        assertThat(inTime).isGreaterThanOrEqualTo(290).isGreaterThan(alone + 5);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.02, 0.05, 0.2})
    void what_got_worse_since_the_hour_before_with_and_without_the_advice_is_no_harm_of_it(double failed) {
        int stopped = 0;
        for (int seed = 0; seed < 100; seed++) {
            End end = run(new World(failed, failed, 0.3, 0.3, 0), before(6000, 12), 200, seed);
            stopped += end.judgement().say() == Say.HARM ? 1 : 0;
        }
        assertThat(stopped).isLessThanOrEqualTo(5);
    }

    @Test
    void an_hour_that_was_bad_hides_no_harm() {
        int inTime = 0;
        for (int seed = 0; seed < 100; seed++) {
            End end = run(new World(0.01, 0.2, 0.4, 0.2, 0), before(6000, 1200), 200, seed);
            inTime += end.judgement().say() == Say.HARM && end.trialCalls() <= 200 ? 1 : 0;
        }
        assertThat(inTime).isGreaterThanOrEqualTo(98);
    }

    @Test
    void slices_take_turns_at_first_and_go_by_blocks_then() {
        assertThat(IntStream.range(0, 16)
                        .mapToObj(slice -> TrialCourse.isTrial(slice) ? "with" : "without")
                        .toList())
                .containsExactly(
                        "without", "with", "without", "with", "with", "without", "with", "without", "without", "with",
                        "with", "without", "without", "with", "with", "without");
    }

    @Test
    void a_steady_drift_falls_on_both_alike_whenever_a_verdict_may_come() {
        int ahead = 0;
        for (int pair = 0; pair < 40; pair++) {
            assertThat(TrialCourse.isTrial(2 * pair)).isNotEqualTo(TrialCourse.isTrial(2 * pair + 1));
            ahead += TrialCourse.isTrial(2 * pair) ? 1 : -1;
            if (pair + 1 >= SequentialTest.Pairs.LEAST) {
                assertThat(Math.abs(ahead)).isLessThanOrEqualTo(1);
            }
        }
    }

    @Test
    void two_slices_with_the_same_in_force_are_no_pair() {
        List<Piece> pieces = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            pieces.add(new Piece(i % 4 < 2, true, 100, 0, 0, 0, 0, 0, i % 4 < 2 ? 10 : 90, 100));
        }
        Judgement judgement = TrialCourse.judge(PLAN, pieces);
        assertThat(judgement.pairs()).isZero();
        assertThat(judgement.say()).isEqualTo(Say.GO_ON);
    }

    @Test
    void a_difference_that_is_small_against_the_noise_needs_more_pairs() {
        double noise = TrialCourse.deviation(0.3, 0.2, 100);
        assertThat(TrialCourse.pairsNeeded(0.1, noise, 200)).isBetween(6, 30);
        assertThat(TrialCourse.pairsNeeded(0.02, noise, 200)).isBetween(100, 200);
    }

    @Test
    void a_trial_without_calls_says_nothing() {
        List<Piece> quiet = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            quiet.add(new Piece(TrialCourse.isTrial(i), true, 0, 0, 0, 0, 0, 0, 0, 0));
        }
        assertThat(TrialCourse.judge(PLAN, quiet).say()).isEqualTo(Say.GO_ON);
        assertThat(TrialCourse.judge(PLAN, List.of()).say()).isEqualTo(Say.GO_ON);
    }
}
