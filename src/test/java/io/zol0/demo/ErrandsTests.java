package io.zol0.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Half an hour of errands in virtual time, against the pages themselves. */
class ErrandsTests {
    private static final int MINUTES = 30;

    private static final HandClock clock = new HandClock();
    private static final SplittableRandom random = new SplittableRandom(4);
    private static final Pages pages = new Pages(new Market(clock.instant(), random.split()), clock, 0.1);
    private static final int[] weight = new int[MINUTES];
    private static int calls;
    private static int errors;

    private record Due(long at, Errand errand) {}

    @Test
    void together_they_make_14_to_25_calls_a_second() {
        assertThat((double) calls / (MINUTES * 60)).isBetween(14.0, 25.0);
    }

    @Test
    void most_minutes_stay_below_the_weight_limit_and_some_do_not() {
        var over = Arrays.stream(weight)
                .filter(used -> used > WeightLimit.PER_MINUTE)
                .count();
        assertThat(over).isBetween(3L, (long) MINUTES / 3);
        var usual = Arrays.stream(weight).sorted().toArray()[MINUTES / 2];
        assertThat(usual).isBetween(900, 1_150);
    }

    @Test
    void every_call_makes_sense_to_the_exchange() {
        assertThat(errors).isZero();
    }

    @BeforeAll
    static void run() {
        var queue = new PriorityQueue<>(Comparator.comparingLong(Due::at));
        for (var errand : new Errands(random.split()).all()) {
            queue.add(new Due(errand.pace().next(random), errand));
        }
        while (queue.peek().at() < MINUTES * 60_000L) {
            var due = queue.poll();
            queue.add(new Due(due.at() + due.errand().pace().next(random), due.errand()));
            var call = due.errand().next().get();
            if (call != null) {
                var page = pages.find(Ask.of(call.method().name(), call.target()));
                var answer = page.answer().get();
                calls++;
                weight[(int) (due.at() / 60_000)] += page.weight();
                errors += answer.status() == 200 ? 0 : 1;
                if (due.errand().learn() != null) {
                    due.errand().learn().accept(answer.body());
                }
            }
        }
    }
}
