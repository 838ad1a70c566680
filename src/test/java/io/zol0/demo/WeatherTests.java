package io.zol0.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class WeatherTests {
    private static final int DRAWS = 200_000;
    private final Latency latency = Latency.ofMillis(100, 0.5);

    @Test
    void answer_times_are_log_normal() {
        var random = new SplittableRandom(1);
        var sorted = Stream.generate(() -> latency.sample(random))
                .limit(DRAWS)
                .mapToLong(Duration::toMillis)
                .sorted()
                .toArray();
        assertThat(sorted[DRAWS / 2]).isCloseTo(100, within(2L));
        // Quantiles of the normal distribution: 1.645 at 95 %, 2.326 at 99 %.
        assertThat((double) sorted[DRAWS * 95 / 100])
                .isCloseTo(100 * Math.exp(1.645 * 0.5), Percentage.withPercentage(3));
        assertThat((double) sorted[DRAWS * 99 / 100])
                .isCloseTo(100 * Math.exp(2.326 * 0.5), Percentage.withPercentage(3));
    }

    @Test
    void one_answer_in_two_hundred_is_slow_three_in_a_thousand_fail_and_few_are_cut() {
        var random = new SplittableRandom(2);
        var fates = Stream.generate(() -> Weather.USUAL.fate(latency, random))
                .limit(DRAWS)
                .toList();
        var tail = fates.stream()
                .filter(fate -> fate instanceof Weather.Answered && fate.after().toMillis() > 1_000)
                .count();
        assertThat((double) tail / DRAWS).isBetween(0.002, 0.005);
        assertThat(share(fates, Weather.Failed.class)).isCloseTo(0.003, within(0.0005));
        assertThat(share(fates, Weather.Cut.class)).isCloseTo(0.0005, within(0.0002));
    }

    @Test
    void nothing_takes_longer_than_the_longest() {
        var random = new SplittableRandom(3);
        var stormy = new Weather(1, 0, 0);
        var fates = Stream.generate(() -> stormy.fate(Latency.ofMillis(10_000, 0.5), random))
                .limit(1_000);
        assertThat(fates.map(Weather.Fate::after))
                .allMatch(after -> after.compareTo(Weather.LONGEST) <= 0)
                .contains(Weather.LONGEST);
    }

    @Test
    void the_same_seed_draws_the_same_weather() {
        assertThat(draws(7)).isEqualTo(draws(7)).isNotEqualTo(draws(8));
    }

    private Object[] draws(long seed) {
        var random = new SplittableRandom(seed);
        var fates = new Weather.Fate[100];
        Arrays.setAll(fates, i -> Weather.USUAL.fate(latency, random));
        return fates;
    }

    private static double share(List<Weather.Fate> fates, Class<? extends Weather.Fate> kind) {
        return (double) fates.stream().filter(kind::isInstance).count() / fates.size();
    }
}
