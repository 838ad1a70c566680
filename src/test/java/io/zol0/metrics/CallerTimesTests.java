package io.zol0.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** How long each caller's calls took, from the thread that counts them to the steps of five minutes. */
class CallerTimesTests {
    private static final int ALL_KEPT = CallerTable.MOST_TIMES + 1;
    private static final int STEP = Callers.STEP_SECONDS;

    private final CallerTable table = new CallerTable();

    @RepeatedTest(20)
    void every_time_is_kept_of_up_to_257_calls_of_a_caller(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int second = 0; second < 3; second++) {
            Map<String, List<Integer>> exact = new HashMap<>();
            int callers = 1 + random.nextInt(Callers.MOST);
            for (int i = 0; i < callers * 40; i++) {
                String caller = "bot " + random.nextInt(callers);
                List<Integer> buckets = exact.computeIfAbsent(caller, any -> new ArrayList<>());
                if (buckets.size() < ALL_KEPT) {
                    buckets.add(random.nextInt(Sketch.BUCKETS));
                    table.add(caller, i % 5 == 0, buckets.getLast());
                }
            }
            assertThat(sketches(table.drain()))
                    .isEqualTo(exact.entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, each -> sketch(each.getValue()))));
        }
    }

    /** Calls get slower within each second, so that who looks at the first ones alone is wrong. */
    @Test
    void of_more_calls_a_sample_stands_for_all_within_the_stated_bound() {
        int seconds = 300;
        int calls = 5_000;
        Sketch sum = Sketch.EMPTY;
        long[] micros = new long[seconds * calls];
        Random random = new Random(20261127);
        for (int second = 0; second < seconds; second++) {
            long longest = 0;
            for (int i = 0; i < calls; i++) {
                long took = (long) (1_000 * (1 + i / 1_000.0) * Math.exp(random.nextGaussian()));
                longest = Math.max(longest, took);
                micros[second * calls + i] = took;
                table.add("bot", i % 100 == 0, Sketch.index(took));
            }
            CallerTimes drained = table.drain().getFirst();
            assertThat(drained.share()).isEqualTo(new CallerShare("bot", calls, calls / 100));
            assertThat(drained.times().count()).isEqualTo(calls);
            assertThat(drained.times().percentile(1)).isEqualTo(Sketch.middle(Sketch.index(longest)));
            sum = sum.merge(drained.times());
        }
        Arrays.sort(micros);
        for (double share : new double[] {0.05, 0.5, 0.95, 0.99}) {
            double error = Math.sqrt(share * (1 - share) / CallerTable.MOST_TIMES / seconds);
            assertThat((double) sum.percentile(share))
                    .as("percentile %s", share)
                    .isBetween(at(micros, share - 4 * error) * 0.99, at(micros, share + 4 * error) * 1.01);
        }
    }

    @Test
    void callers_beyond_the_bound_share_their_times() {
        for (int i = 0; i < Callers.MOST; i++) {
            table.add("bot " + i, false, 100);
        }
        table.add("one more", true, 200);
        table.add("yet another", false, 300);
        CallerTimes other = table.drain().getLast();
        assertThat(other.share()).isEqualTo(new CallerShare(Callers.OTHER, 2, 1));
        assertThat(other.times()).isEqualTo(sketch(List.of(200, 300)));
    }

    @Test
    void a_flood_takes_as_much_memory_as_257_calls_and_gives_it_back() {
        table.add("bot", false, 100);
        int small = table.retained();
        for (int i = 0; i < 1_000_000; i++) {
            table.add("bot", false, i % Sketch.BUCKETS);
        }
        assertThat(table.retained() - small).isEqualTo(Heap.array(CallerTable.MOST_TIMES, 2));
        for (int second = 0; second < 6; second++) {
            table.drain();
            table.add("bot", false, 100);
        }
        assertThat(table.retained() - small).isLessThanOrEqualTo(Heap.array(16, 2));
    }

    @Test
    void times_are_told_by_step_and_of_the_hour_and_fall_off_after_it() {
        Callers callers = new Callers();
        callers.add(10, caller("bot", 10, 20));
        callers.add(STEP + 10, caller("bot", 30));
        callers.add(STEP + 20, caller("job", 40));
        assertThat(sketches(callers.timesOf(0))).isEqualTo(Map.of("bot", sketch(List.of(10, 20))));
        assertThat(sketches(callers.timesOf(1)))
                .isEqualTo(Map.of("bot", sketch(List.of(30)), "job", sketch(List.of(40))));
        assertThat(callers.times(11L * STEP)).containsExactly(caller("bot", 10, 20, 30), caller("job", 40));
        assertThat(callers.times(12L * STEP)).containsExactly(caller("bot", 30), caller("job", 40));
        assertThat(callers.timesOf(0)).isEmpty();
        int retained = callers.retained();
        assertThat(callers.times(13L * STEP)).isEmpty();
        assertThat(callers.retained()).isLessThan(retained);
    }

    @Test
    void merged_endpoints_keep_the_times_of_their_callers() {
        Callers one = new Callers();
        one.add(10, caller("bot", 10));
        one.add(STEP, caller("bot", 20));
        Callers other = new Callers();
        other.add(20, caller("bot", 30));
        other.add(20, caller("job", 40));
        one.absorb(other);
        assertThat(sketches(one.timesOf(0)))
                .isEqualTo(Map.of("bot", sketch(List.of(10, 30)), "job", sketch(List.of(40))));
        assertThat(one.times(STEP)).containsExactly(caller("bot", 10, 20, 30), caller("job", 40));
    }

    /** Every bucket is hit by each of 50 callers in each of twelve steps, which would take 4 MB. */
    @Test
    void where_times_take_too_much_memory_those_of_the_oldest_steps_go_and_the_counts_stay() {
        Callers callers = new Callers();
        List<Integer> buckets = new ArrayList<>();
        for (int i = 0; i < Sketch.BUCKETS; i++) {
            buckets.add(i);
        }
        Sketch wide = sketch(buckets);
        for (int step = 0; step < 12; step++) {
            for (int i = 0; i < Callers.MOST; i++) {
                callers.add((long) step * STEP, new CallerTimes(new CallerShare("bot " + i, Sketch.BUCKETS, 0), wide));
                assertThat(callers.retained()).isLessThan(Callers.MOST_TIMES + 20_000);
            }
        }
        assertThat(callers.shares(11L * STEP))
                .hasSize(Callers.MOST)
                .allSatisfy(share -> assertThat(share.calls()).isEqualTo(12L * Sketch.BUCKETS));
        assertThat(callers.timesOf(11))
                .allSatisfy(each -> assertThat(each.times()).isEqualTo(wide));
        assertThat(callers.timesOf(0))
                .allSatisfy(each -> assertThat(each.times().isEmpty()).isTrue());
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(sorted.length * share) - 1];
    }

    private static CallerTimes caller(String name, Integer... buckets) {
        return new CallerTimes(new CallerShare(name, buckets.length, 0), sketch(List.of(buckets)));
    }

    private static Map<String, Sketch> sketches(List<CallerTimes> all) {
        return all.stream().collect(Collectors.toMap(each -> each.share().caller(), CallerTimes::times));
    }

    private static Sketch sketch(List<Integer> buckets) {
        char[] sorted = new char[buckets.size()];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (char) (int) buckets.get(i);
        }
        return Sketch.of(sorted, sorted.length);
    }
}
