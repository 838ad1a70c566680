package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Control;
import io.zol0.limits.Cost;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import io.zol0.metrics.ReplayMinute;
import io.zol0.metrics.SeriesPoint;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is advised follows from what was recorded, and from nothing else. */
class AdviceChoiceTests {
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void a_breaker_holds_back_what_fails_in_a_row() {
        List<BreakerChoice.Minute> outage = new ArrayList<>(Collections.nCopies(30, new BreakerChoice.Minute(120, 0)));
        outage.addAll(Collections.nCopies(5, new BreakerChoice.Minute(120, 120)));
        outage.addAll(Collections.nCopies(25, new BreakerChoice.Minute(120, 1)));
        BreakerChoice.Choice choice = BreakerChoice.choose(List.of(outage)).orElseThrow();
        assertThat(choice.calls()).isEqualTo(7200);
        assertThat(choice.failed()).isEqualTo(625);
        assertThat(choice.saved()).as("of 600 in a row").isBetween(400L, 590L);
        assertThat(choice.lost()).as("while it finds out that it works again").isLessThan(choice.saved() / 5);
        assertThat(choice.breaker().enabled()).isTrue();
    }

    @Test
    void failures_by_chance_are_no_reason_for_a_breaker() {
        assertThat(BreakerChoice.choose(List.of(Collections.nCopies(60, new BreakerChoice.Minute(120, 12)))))
                .isEmpty();
        assertThat(BreakerChoice.choose(List.of())).isEmpty();
        assertThat(BreakerChoice.choose(List.of(List.of(new BreakerChoice.Minute(0, 0)))))
                .isEmpty();
    }

    @Test
    void a_breaker_that_never_opens_saves_and_loses_nothing() {
        BreakerChoice.Choice played = BreakerChoice.play(
                BreakerSettings.OFF, List.of(Collections.nCopies(10, new BreakerChoice.Minute(60, 3))));
        assertThat(played.saved()).isZero();
        assertThat(played.lost()).isZero();
        assertThat(played.failed()).isEqualTo(30);
    }

    @Test
    void the_level_above_which_it_goes_wrong_is_found() {
        Random random = new Random(1);
        List<Split.Minute> minutes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double much = 5 + 20 * random.nextDouble();
            minutes.add(new Split.Minute(much, 300, much > 15 ? 30 : 1));
        }
        Split split = Split.of(minutes).orElseThrow();
        assertThat(split.level()).isBetween(13.5, 15.0);
        assertThat(split.below().expected()).isCloseTo(1 / 300.0, within(1e-9));
        assertThat(split.above().expected()).isCloseTo(0.1, within(1e-9));
        assertThat(split.minutesBelow() + split.minutesAbove()).isEqualTo(60);
    }

    @Test
    void chance_and_few_minutes_make_no_level() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Split.Minute> minutes = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                long bad = 0;
                for (int call = 0; call < 100; call++) {
                    bad += random.nextDouble() < 0.05 ? 1 : 0;
                }
                minutes.add(new Split.Minute(random.nextDouble(), 100, bad));
            }
            assertThat(Split.of(minutes)).as("seed %d", seed).isEmpty();
        }
        assertThat(Split.of(List.of(new Split.Minute(1, 1000, 0), new Split.Minute(2, 1000, 500))))
                .as("two minutes")
                .isEmpty();
        assertThat(Split.of(List.of())).isEmpty();
    }

    @Test
    void minutes_that_are_better_the_more_there_is_make_no_level() {
        List<Split.Minute> minutes = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            minutes.add(new Split.Minute(i, 300, i < 20 ? 60 : 0));
        }
        assertThat(Split.of(minutes)).isEmpty();
    }

    @Test
    void bursts_are_counted_over_all_endpoints_without_what_the_cache_answered() {
        List<Integer> burst = new ArrayList<>(Collections.nCopies(60, 0));
        burst.set(7, 20);
        List<Split.Minute> minutes = PaceAdvisor.minutes(List.of(
                new ReplayMinute(START, 1, 1, 11, burst, new ReplayMinute.Happened(20, 0, 0, 0, 4, 0), 1, List.of()),
                new ReplayMinute(START, 1, 1, 12, burst, new ReplayMinute.Happened(20, 10, 0, 0, 0, 0), 1, List.of())));
        assertThat(minutes).containsExactly(new Split.Minute(30, 30, 4));
    }

    @Test
    void what_one_limit_by_the_minute_explains_is_no_matter_of_bursts() {
        assertThat(PaceAdvisor.areOfTheMinute(refusing(i -> i % 2 == 0 ? 100 : 0), weights()))
                .as("each busy minute ends at 300")
                .isTrue();
        assertThat(PaceAdvisor.areOfTheMinute(refusing(i -> i % 2 == 0 ? 13 * (i % 7 + 1) : 0), weights()))
                .as("busy minutes end anywhere")
                .isFalse();
    }

    private static List<ReplayMinute> refusing(IntUnaryOperator refused) {
        return IntStream.range(0, 20)
                .mapToObj(i -> new ReplayMinute(
                        START.plusSeconds(60L * i),
                        1,
                        1,
                        11,
                        Collections.nCopies(60, 5),
                        new ReplayMinute.Happened(i % 2 == 0 ? 400 : 150, 0, 0, 0, refused.applyAsInt(i), 0),
                        1,
                        List.of()))
                .toList();
    }

    private static List<SeriesPoint> weights() {
        return IntStream.range(0, 20)
                .mapToObj(i -> new SeriesPoint(START.plusSeconds(60L * i), 0, 0, 0, 0, i % 2 == 0 ? 400 : 150))
                .toList();
    }

    @Test
    void the_shortest_ttl_that_saves_most_is_taken_where_calls_repeat_within_seconds() {
        assertThat(SharedAdvisor.choose(List.of(tried(1, 0.2), tried(2, 0.45), tried(3, 0.5), tried(5, 0.5))))
                .hasValueSatisfying(each -> assertThat(each.ttl()).isEqualTo(Duration.ofSeconds(2)));
        assertThat(SharedAdvisor.choose(List.of(tried(1, 0.01), tried(5, 0.05))))
                .as("not worth it")
                .isEmpty();
        assertThat(SharedAdvisor.choose(List.of())).isEmpty();
    }

    private static SharedAdvisor.Tried tried(int seconds, double hits) {
        return new SharedAdvisor.Tried(
                Duration.ofSeconds(seconds),
                new WhatIf.Stored(2000, hits, hits - 0.01, hits + 0.01, 1000, null, null, null, 5, 1));
    }

    @Test
    void a_reserve_lets_orders_pass_what_others_have_spent() {
        List<ReplayMinute> minutes = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            minutes.add(calls(i, 11, 4));
            minutes.add(calls(i, 12, 1));
        }
        Past past = Past.of(
                START,
                START.plusSeconds(1200),
                minutes,
                Map.of(11L, new Past.Endpoint(11, "GET", "/book"), 12L, new Past.Endpoint(12, "POST", "/order")));
        Quota now = quota(0);
        List<ReserveAdvisor.Tried> tried = new ArrayList<>();
        for (double reserve : new double[] {0.05, 0.1, 0.3}) {
            QuotaReserve advice = new QuotaReserve(1, 1, Duration.ofSeconds(10), 0, reserve);
            tried.add(new ReserveAdvisor.Tried(reserve, Played.high(past, now, advice.on(now), List.of(now))));
        }
        assertThat(tried.getFirst().high().before()).as("orders wait now").isGreaterThan(50);
        assertThat(tried.getLast().high().after())
                .as("and with enough for them hardly any")
                .isLessThan(tried.getLast().high().before() / 4);
        assertThat(ReserveAdvisor.choose(tried)).isPresent();
    }

    /** Ten seconds of calls in each minute's beginning, then silence, so that what waits gets through. */
    private static ReplayMinute calls(int minute, long endpoint, int eachSecond) {
        List<Integer> bySecond = new ArrayList<>(Collections.nCopies(60, 0));
        for (int i = 0; i < 12; i++) {
            bySecond.set(i, eachSecond);
        }
        return new ReplayMinute(
                START.plusSeconds(60L * minute),
                1,
                1,
                endpoint,
                bySecond,
                new ReplayMinute.Happened(12L * eachSecond, 0, 0, 0, 0, 0),
                1,
                List.of());
    }

    private static Quota quota(double reserve) {
        return new Quota(
                1,
                1,
                "all",
                true,
                null,
                QuotaScope.UPSTREAM,
                List.of(new QuotaWindow(WindowKind.ROLLING, 40, Duration.ofSeconds(10))),
                List.of(new Cost("POST /order", 1, null, List.of(), true)),
                0,
                reserve,
                Duration.ZERO,
                Duration.ofSeconds(30),
                WhenEmpty.QUEUE,
                Control.OFF,
                1);
    }

    @Test
    void calls_at_once_are_what_comes_times_how_long_it_takes_with_room_for_chance() {
        ConcurrencySettings settings = ProtectionAdvisor.atOnce(50, Duration.ofMillis(180));
        assertThat(settings.most()).isEqualTo(18);
        assertThat(settings.least()).isEqualTo(4);
        assertThat(ProtectionAdvisor.atOnce(0.1, Duration.ofMillis(1)).most()).isEqualTo(4);
    }
}
