package io.zol0.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.metrics.CallSample;
import io.zol0.metrics.Kept;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Spread;
import io.zol0.metrics.Stats;
import io.zol0.metrics.Tick;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UsageAndCostTests {
    private static final Instant MONDAY = Instant.parse("2026-11-02T00:00:00Z");

    @Test
    void a_week_is_the_mean_of_each_hour_and_its_peaks_are_named() {
        List<Tick> hours = new ArrayList<>();
        for (int h = 0; h < 14 * 24; h++) {
            hours.add(hour(MONDAY.plus(Duration.ofHours(h)), h % 168 == 24 + 14 ? 7_200 : 360));
        }
        Usage.Week week = Usage.week(hours, ZoneOffset.UTC);
        assertThat(week.weeks()).isEqualTo(2);
        assertThat(week.cells().get(0).get(3).rate()).isCloseTo(0.1, within(1e-9));
        assertThat(week.peaks().getFirst()).satisfies(peak -> {
            assertThat(peak.day()).isEqualTo(DayOfWeek.TUESDAY);
            assertThat(peak.hour()).isEqualTo(14);
            assertThat(peak.rate()).isCloseTo(2, within(1e-9));
            assertThat(peak.newest())
                    .as("the middle of its hour in the second week")
                    .isEqualTo(MONDAY.plus(Duration.ofDays(8)).plus(Duration.ofMinutes(14 * 60 + 30)));
        });
        assertThat(Usage.week(hours, ZoneId.of("Asia/Tokyo")).peaks().getFirst().hour())
                .isEqualTo(23);
    }

    @Test
    void hours_that_were_never_measured_are_no_zeros() {
        Usage.Week week = Usage.week(List.of(hour(MONDAY, 3600)), ZoneOffset.UTC);
        assertThat(week.cells().get(0).get(0).rate()).isCloseTo(1, within(1e-9));
        assertThat(week.cells().get(0).get(1).rate()).isNaN();
        assertThat(Usage.week(List.of(), ZoneOffset.UTC).mean()).isNaN();
    }

    @Test
    void mixtures_are_as_far_apart_as_they_differ() {
        assertThat(Mix.distance(Map.of("a", 10L, "b", 30L), Map.of("a", 100L, "b", 300L)))
                .isCloseTo(0, within(1e-9));
        assertThat(Mix.distance(Map.of("a", 10L), Map.of("b", 10L))).isCloseTo(1, within(1e-9));
        assertThat(Mix.distance(Map.of(), Map.of("b", 10L))).isNaN();
    }

    @Test
    void the_distance_by_chance_is_that_of_draws_from_one_mixture() {
        Random random = new Random(11);
        double sum = 0;
        for (int world = 0; world < 300; world++) {
            sum += Math.pow(Mix.distance(draws(random, 400), draws(random, 900)), 2);
        }
        double byChance = Mix.byChance(5, 400, 900);
        assertThat(Math.sqrt(sum / 300)).isCloseTo(byChance, within(byChance * 0.15));
    }

    @Test
    void a_price_holds_from_its_day_until_the_next() {
        Price first = new Price(1, MONDAY, 0.01, 0, 0, 0, "");
        Price second = new Price(1, MONDAY.plus(Duration.ofDays(3)), 0.02, 0, 0, 0, "");
        PriceList list = new PriceList(1, List.of(second, new Price(2, MONDAY, 9, 0, 0, 0, ""), first));
        assertThat(list.at(MONDAY.minusSeconds(1)).perCall()).isZero();
        assertThat(list.at(MONDAY).perCall()).isEqualTo(0.01);
        assertThat(list.stretches(MONDAY.minus(Duration.ofDays(1)), MONDAY.plus(Duration.ofDays(5))))
                .extracting(stretch -> stretch.price().perCall())
                .containsExactly(0.0, 0.01, 0.02);
        assertThat(list.stretches(MONDAY, MONDAY)).isEmpty();
        assertThat(Spent.of(100, 250, 2, 0.5, new Price(1, MONDAY, 0.01, 0.001, 0.5, 4, ""))
                        .amount())
                .isCloseTo(1 + 0.25 + 1 + 2, within(1e-9));
    }

    @Test
    void a_forecast_adds_the_usual_days_to_what_was_spent() {
        TreeMap<LocalDate, Double> whole = new TreeMap<>();
        LocalDate today = LocalDate.of(2026, 11, 29);
        for (int back = 28; back >= 1; back--) {
            LocalDate day = today.minusDays(back);
            boolean weekend = day.getDayOfWeek().getValue() >= 6;
            whole.put(day, weekend ? 2.0 : 10.0);
        }
        Forecast forecast = Forecast.of(200, today, 0.5, whole).orElseThrow();
        assertThat(forecast.expected()).isCloseTo(200 + 0.5 * 2 + 10, within(1e-9));
        assertThat(forecast.low()).isEqualTo(forecast.high()).isEqualTo(forecast.expected());
        assertThat(Forecast.of(1, today, 1, new TreeMap<>(Map.of(today.minusDays(1), 1.0))))
                .isEmpty();
    }

    @Test
    void the_forecast_s_interval_holds_nineteen_times_of_twenty() {
        Random random = new Random(3);
        LocalDate today = LocalDate.of(2026, 11, 11);
        long held = IntStream.range(0, 500)
                .filter(world -> {
                    TreeMap<LocalDate, Double> whole = new TreeMap<>();
                    for (int back = 28; back >= 1; back--) {
                        whole.put(today.minusDays(back), 100 + 10 * random.nextGaussian());
                    }
                    double truth = 0;
                    for (int day = 0; day < 20; day++) {
                        truth += 100 + 10 * random.nextGaussian();
                    }
                    Forecast forecast = Forecast.of(0, today, 1, whole).orElseThrow();
                    return forecast.low() <= truth && truth <= forecast.high();
                })
                .count();
        assertThat(held / 500.0).isBetween(0.85, 0.99);
    }

    @Test
    void a_call_made_again_is_a_retry_after_a_failure_and_a_duplicate_after_a_success() {
        Price price = new Price(1, MONDAY, 0.25, 0, 0, 0, "");
        Retries.Seen seen = Retries.seen(
                List.of(
                        call(0, "/a", Outcome.FAILED),
                        call(2, "/a", Outcome.SERVED),
                        call(2.4, "/a", Outcome.SERVED),
                        call(2.8, "/a", Outcome.REFUSED_BY_US),
                        call(30, "/b", Outcome.REFUSED_BY_PROVIDER),
                        call(50, "/b", Outcome.SERVED),
                        call(50.5, "/b", Outcome.CACHED)),
                call -> Spent.of(1, 1, 0, 0, price));
        assertThat(seen.looked()).isEqualTo(7);
        assertThat(seen.all().retries()).isEqualTo(1);
        assertThat(seen.all().duplicates()).isEqualTo(1);
        assertThat(seen.all().retried().amount()).isEqualTo(0.25);
        assertThat(seen.all().doubled().amount()).isEqualTo(0.25);
        assertThat(seen.byEndpoint()).containsOnlyKeys(1L);
    }

    private static CallSample call(double second, String target, Outcome outcome) {
        return new CallSample(
                MONDAY.plusMillis((long) (second * 1000)),
                1,
                1,
                "bot",
                "GET",
                target,
                200,
                outcome,
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                null,
                Kept.EVERY);
    }

    private static Map<String, Long> draws(Random random, int size) {
        Map<String, Long> counts = new HashMap<>();
        for (int i = 0; i < size; i++) {
            counts.merge("caller" + Math.min(random.nextInt(5), random.nextInt(5)), 1L, Long::sum);
        }
        return counts;
    }

    private static Tick hour(Instant at, long calls) {
        return new Tick(
                at,
                new Stats(Duration.ofHours(1), calls, Map.of(), Map.of(), 0, 0, Spread.NONE, Spread.NONE, Spread.NONE));
    }
}
