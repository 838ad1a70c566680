package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.zol0.limits.Control;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import io.zol0.metrics.ReplayMinute;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WhatIfTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");

    /** Minutes of so many calls in each second, of which some were answered from the cache. */
    private static List<ReplayMinute> steady(int minutes, int eachSecond, long cachedInMinute) {
        List<ReplayMinute> past = new ArrayList<>();
        for (int i = 0; i < minutes; i++) {
            past.add(new ReplayMinute(
                    START.plusSeconds(60L * i),
                    1,
                    1,
                    11,
                    Collections.nCopies(60, eachSecond),
                    new ReplayMinute.Happened(60L * eachSecond, cachedInMinute, 0, 0, 0, 0),
                    1,
                    List.of()));
        }
        return past;
    }

    private static Past past(List<ReplayMinute> minutes, int count) {
        return Past.of(
                START,
                START.plusSeconds(60L * count),
                minutes,
                Map.of(11L, new Past.Endpoint(11, "GET", "/api/v3/depth")));
    }

    private static Quota quota(WindowKind kind, long capacity, Duration period, Duration maxWait) {
        return new Quota(
                1,
                1,
                "all",
                true,
                null,
                QuotaScope.UPSTREAM,
                List.of(new QuotaWindow(kind, capacity, period)),
                List.of(),
                0,
                0,
                Duration.ZERO,
                maxWait,
                maxWait.isZero() ? WhenEmpty.REJECT : WhenEmpty.QUEUE,
                Control.OFF,
                1);
    }

    @Test
    void a_quota_that_all_fits_into_holds_nothing() {
        WhatIf.Held held = WhatIf.quotas(
                past(steady(10, 2, 0), 10),
                List.of(quota(WindowKind.ALIGNED, 120, Duration.ofMinutes(1), Duration.ofSeconds(10))));
        assertThat(held.calls()).isEqualTo(1200);
        assertThat(held.served()).isEqualTo(1200);
        assertThat(held.waited()).isZero();
        assertThat(held.refused()).isZero();
    }

    @Test
    void half_of_the_calls_are_refused_where_half_fit_and_none_may_wait() {
        WhatIf.Held held = WhatIf.quotas(
                past(steady(10, 2, 0), 10),
                List.of(quota(WindowKind.ALIGNED, 60, Duration.ofMinutes(1), Duration.ZERO)));
        assertThat(held.served()).isEqualTo(600);
        assertThat(held.refused()).isEqualTo(600);
    }

    @Test
    void calls_that_come_in_bursts_wait_for_as_long_as_the_bucket_says() {
        List<Integer> burst = new ArrayList<>(Collections.nCopies(60, 0));
        burst.set(0, 20);
        List<ReplayMinute> minutes = List.of(
                new ReplayMinute(START, 1, 1, 11, burst, new ReplayMinute.Happened(20, 0, 0, 0, 0, 0), 1, List.of()));
        WhatIf.Held held = WhatIf.quotas(
                past(minutes, 1),
                List.of(quota(WindowKind.TOKEN_BUCKET, 10, Duration.ofSeconds(10), Duration.ofMinutes(1))));
        assertThat(held.served()).isEqualTo(20);
        assertThat(held.waited()).isBetween(9L, 10L);
        assertThat(held.most()).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(10));
    }

    @Test
    void what_the_cache_answered_needs_no_quota() {
        Past past = past(steady(10, 2, 60), 10);
        assertThat(past.size()).isEqualTo(600);
        assertThat(past.happened().cached()).isEqualTo(600);
        assertThat(past.covered()).isEqualTo(1);
    }

    @Test
    void a_past_that_is_too_long_is_refused_in_words() {
        List<ReplayMinute> minutes = steady(2, 50_000, 0);
        assertThatThrownBy(() -> past(minutes, 2))
                .isInstanceOf(Past.TooMuch.class)
                .hasMessageContaining("There were 6000000 calls");
    }

    @Test
    void a_ttl_answers_what_comes_within_it() {
        Random random = new Random(1);
        List<ReplayMinute> minutes = new ArrayList<>();
        Map<Integer, List<Double>> truth = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            List<ReplayMinute.Visit> visits = new ArrayList<>();
            for (int second = 0; second < 60; second++) {
                // Each of ten URLs with a chance of a quarter in each second.
                for (int url = 0; url < 10; url++) {
                    if (random.nextInt(4) == 0) {
                        visits.add(new ReplayMinute.Visit(second, url * 100_000, 1, 500));
                        truth.computeIfAbsent(url, u -> new ArrayList<>()).add(i * 60 + second + 0.5);
                    }
                }
            }
            minutes.add(new ReplayMinute(
                    START.plusSeconds(60L * i),
                    1,
                    1,
                    11,
                    Collections.nCopies(60, 3),
                    new ReplayMinute.Happened(180, 0, 0, 0, 0, 0),
                    0.5,
                    visits));
        }
        WhatIf.Stored stored = WhatIf.ttl(
                        past(minutes, 60), 11, Duration.ofSeconds(10), Duration.ZERO, Optional.empty())
                .orElseThrow();
        long hits = 0;
        long all = 0;
        for (List<Double> url : truth.values()) {
            double fetched = Double.NEGATIVE_INFINITY;
            for (double at : url) {
                all++;
                if (at - fetched < 10) {
                    hits++;
                } else {
                    fetched = at;
                }
            }
        }
        assertThat(stored.requests()).isEqualTo(all);
        assertThat(stored.hits()).isCloseTo((double) hits / all, within(1e-9));
        assertThat(stored.hitsLow()).isLessThan(stored.hits());
        assertThat(stored.outdated()).isNull();
        assertThat(stored.urls()).isEqualTo(10);
        assertThat(stored.sampledUrls()).isEqualTo(0.5);
    }

    @Test
    void a_larger_store_answers_more_until_all_fits() {
        Random random = new Random(2);
        List<ReplayMinute> minutes = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            List<ReplayMinute.Visit> visits = new ArrayList<>();
            for (int second = 0; second < 60; second++) {
                for (int j = 0; j < 5; j++) {
                    int url = (int) Math.abs(random.nextGaussian() * 100);
                    visits.add(new ReplayMinute.Visit(second, url * 1000, 1, 1000));
                }
            }
            minutes.add(new ReplayMinute(
                    START.plusSeconds(60L * i),
                    1,
                    1,
                    11,
                    Collections.nCopies(60, 5),
                    new ReplayMinute.Happened(300, 0, 0, 0, 0, 0),
                    1,
                    visits));
        }
        List<WhatIf.Sized> sized = WhatIf.cache(
                past(minutes, 30),
                Map.of(11L, Duration.ofHours(1)),
                List.of(10_000L, 50_000L, 100_000L, 500_000L, 5_000_000L));
        assertThat(sized).extracting(WhatIf.Sized::hits).isSorted();
        assertThat(sized.getFirst().hits()).isLessThan(0.2);
        assertThat(sized.getLast().hits()).isGreaterThan(0.95);
    }

    @Test
    void a_million_calls_are_played_again_in_less_than_ten_seconds() {
        Past past = past(steady(167, 100, 0), 167);
        assertThat(past.size()).isGreaterThan(1_000_000);
        long began = System.nanoTime();
        WhatIf.Held held = WhatIf.quotas(
                past, List.of(quota(WindowKind.ROLLING, 5_900, Duration.ofMinutes(1), Duration.ofSeconds(30))));
        assertThat(System.nanoTime() - began).isLessThan(10_000_000_000L);
        assertThat(held.served() + held.refused()).isEqualTo(past.size());
        assertThat(held.waited()).isPositive();
    }
}
