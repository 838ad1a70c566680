package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.cache.CachePriority;
import io.zol0.cache.EndpointFigures;
import io.zol0.catalog.Endpoint;
import io.zol0.limits.Control;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import io.zol0.metrics.CallerShare;
import io.zol0.metrics.Outcome;
import io.zol0.metrics.Spread;
import io.zol0.metrics.Stats;
import io.zol0.optimizer.TimeoutChoice.Took;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** What is worth knowing is told with its sample, and nothing is told of few calls, of a difference by chance or of what is right. */
class NoticedTests {
    private static final Endpoint ENDPOINT = new Endpoint(7, 3, "GET", "/book");
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void an_endpoint_that_fails_too_often_is_told_with_its_interval() {
        assertThat(Noticed.failing(ENDPOINT, "exchange", stats(1000, 100, Duration.ofMillis(50))))
                .hasValueSatisfying(notice -> assertThat(notice.because())
                        .isEqualTo("10 % of its 1,000 calls of the last hour failed (8.29 % to 12 % at 95 %)."));
        assertThat(Noticed.failing(ENDPOINT, "exchange", stats(100, 100, Duration.ofMillis(50))))
                .as("too few")
                .isEmpty();
        assertThat(Noticed.failing(ENDPOINT, "exchange", stats(300, 17, Duration.ofMillis(50))))
                .as("may be chance")
                .isEmpty();
    }

    @Test
    void an_endpoint_that_will_go_is_told_by_its_date_and_another_date_is_another_notice() {
        Notice leaving = Noticed.leaving(ENDPOINT, "exchange", 1_688_169_599, 1_909_094_399, 120)
                .orElseThrow();
        assertThat(leaving.title())
                .isEqualTo("GET /book of exchange will not answer any more from 2030-06-30 (UTC) on");
        assertThat(leaving.because()).contains("deprecated since 2023-06-30", "120 times");
        assertThat(Noticed.leaving(ENDPOINT, "exchange", 1_688_169_599, 1_909_180_799, 120)
                        .orElseThrow()
                        .key())
                .isNotEqualTo(leaving.key());
        assertThat(Noticed.leaving(ENDPOINT, "exchange", 1, 0, 0).orElseThrow().because())
                .startsWith("It is deprecated. Its provider says so in the Deprecation header");
        assertThat(Noticed.leaving(ENDPOINT, "exchange", 0, 0, 120)).isEmpty();
    }

    @Test
    void a_full_cache_is_told_where_a_larger_one_answers_more() {
        DataSize budget = DataSize.ofMegabytes(100);
        DataSize full = DataSize.ofMegabytes(97);
        assertThat(Noticed.cache(budget, full, sizes(0.4, 0.6, 0.75), 5_000)).hasValueSatisfying(notice -> {
            assertThat(notice.title())
                    .isEqualTo("The cache is full, and twice its size would answer 15 % of requests more");
            assertThat(notice.isNews(0.12)).as("was about as bad").isFalse();
            assertThat(notice.isNews(0.1)).as("was less bad").isTrue();
        });
        assertThat(Noticed.cache(budget, DataSize.ofMegabytes(50), sizes(0.4, 0.6, 0.75), 5_000))
                .as("there is room")
                .isEmpty();
        assertThat(Noticed.cache(budget, full, sizes(0.4, 0.6, 0.61), 5_000))
                .as("no gain")
                .isEmpty();
        assertThat(Noticed.cache(budget, full, List.of(), 5_000)).as("too few").isEmpty();
    }

    @Test
    void an_endpoint_that_takes_much_of_a_full_cache_for_few_hits_is_told() {
        assertThat(crowding(CachePriority.MEDIUM, 98, 43, 120, 10_000)).hasValueSatisfying(notice -> {
            assertThat(notice.title())
                    .isEqualTo("GET /book of exchange takes 43 % of a full cache for 1.2 % of its hits");
            assertThat(notice.because())
                    .startsWith(
                            "Its answers take 43 MB of 100 MB. Since ZoL0 was started 5,000 of them were kept and 120"
                                    + " were asked for again, of 10,000 hits of all endpoints (");
        });
        assertThat(crowding(CachePriority.LOW, 98, 43, 120, 10_000))
                .as("it makes room first already")
                .isEmpty();
        assertThat(crowding(CachePriority.MEDIUM, 80, 43, 120, 10_000))
                .as("there is room")
                .isEmpty();
        assertThat(crowding(CachePriority.MEDIUM, 98, 15, 120, 10_000))
                .as("it takes little")
                .isEmpty();
        assertThat(crowding(CachePriority.MEDIUM, 98, 43, 1_200, 10_000))
                .as("it is asked for")
                .isEmpty();
        assertThat(crowding(CachePriority.MEDIUM, 98, 43, 3, 250))
                .as("too few to tell")
                .isEmpty();
    }

    private static Optional<Notice> crowding(CachePriority priority, long used, long taken, long hits, long all) {
        return Noticed.crowding(
                ENDPOINT,
                "exchange",
                priority,
                DataSize.ofMegabytes(100),
                DataSize.ofMegabytes(used),
                DataSize.ofMegabytes(taken),
                new EndpointFigures(
                        ENDPOINT.id(), hits, 0, 0, hits, Map.of(), 5_000, Map.of(), 0, 0, 0, Duration.ZERO, List.of()),
                all);
    }

    private static List<WhatIf.Sized> sizes(double half, double now, double twice) {
        return List.of(
                new WhatIf.Sized(50L << 20, half),
                new WhatIf.Sized(100L << 20, now),
                new WhatIf.Sized(200L << 20, twice));
    }

    @Test
    void a_slow_endpoint_is_told_and_a_quick_one_not() {
        assertThat(Noticed.slow(ENDPOINT, "exchange", stats(500, 0, Duration.ofSeconds(7))))
                .isPresent();
        assertThat(Noticed.slow(ENDPOINT, "exchange", stats(500, 0, Duration.ofMillis(900))))
                .isEmpty();
        assertThat(Noticed.slow(ENDPOINT, "exchange", stats(50, 0, Duration.ofSeconds(7))))
                .isEmpty();
    }

    @Test
    void a_caller_whose_calls_come_to_nothing_is_told() {
        assertThat(Noticed.wasting(3, "exchange", new CallerShare("loader", 400, 200)))
                .hasValueSatisfying(notice -> assertThat(notice.title()).isEqualTo("loader wastes calls to exchange"));
        assertThat(Noticed.wasting(3, "exchange", new CallerShare("loader", 400, 60)))
                .isEmpty();
        assertThat(Noticed.wasting(3, "exchange", new CallerShare("loader", 0, 0)))
                .isEmpty();
    }

    @Test
    void paths_beyond_the_bound_are_told_once_they_are_many() {
        assertThat(Noticed.grown(3, "exchange", stats(200, 0, Duration.ofMillis(9)), 1000))
                .isPresent();
        assertThat(Noticed.grown(3, "exchange", stats(20, 0, Duration.ofMillis(9)), 1000))
                .isEmpty();
        assertThat(Noticed.grown(3, "exchange", stats(0, 0, Duration.ofMillis(9)), 0))
                .isEmpty();
    }

    @Test
    void a_time_out_that_cuts_what_never_succeeds_is_told_where_it_is_much_shorter() {
        List<Took> quick = List.of(new Took(0.1, 20_000, 0), new Took(1, 4_000, 0));
        assertThat(Noticed.timeout(3, "exchange", Duration.ofSeconds(30), quick))
                .hasValueSatisfying(notice -> assertThat(notice.title())
                        .isEqualTo("Calls to exchange can be given up after 1.5 s instead of 30 s"));
        assertThat(Noticed.timeout(3, "exchange", Duration.ofSeconds(2), quick))
                .as("short enough")
                .isEmpty();
        assertThat(Noticed.timeout(3, "exchange", Duration.ofSeconds(30), List.of(new Took(0.1, 900, 0))))
                .as("too few")
                .isEmpty();
    }

    @Test
    void a_quota_that_will_run_short_is_told_before_it_does() {
        Forecasts.Hour hour = new Forecasts.Hour(NOON, 4000, 3800, 4200);
        assertThat(Noticed.shortOf(
                        quota(), "exchange", new Forecasts.OfQuota(96, List.of(hour), 3240, 60.0, 90.0, NOON, NOON)))
                .hasValueSatisfying(
                        notice -> assertThat(notice.because())
                                .startsWith(
                                        "A weight of 4,000 (3,800 to 4,200 at 90 %) is expected in that hour, and 3,240 is there."));
        assertThat(Noticed.shortOf(
                        quota(), "exchange", new Forecasts.OfQuota(96, List.of(hour), 9000, 60.0, 90.0, null, null)))
                .as("enough is there")
                .isEmpty();
        assertThat(Noticed.shortOf(
                        quota(), "exchange", new Forecasts.OfQuota(9, List.of(), 3240, null, null, null, null)))
                .as("nobody knows yet")
                .isEmpty();
    }

    private static Stats stats(long calls, long failed, Duration p95) {
        Spread times = new Spread(calls, p95.dividedBy(2), p95, p95, p95);
        return new Stats(
                Duration.ofHours(1), calls, Map.of(), Map.of(Outcome.FAILED, failed), 0, 0, times, times, Spread.NONE);
    }

    private static Quota quota() {
        return new Quota(
                7,
                3,
                "weight",
                true,
                null,
                QuotaScope.UPSTREAM,
                List.of(new QuotaWindow(WindowKind.ROLLING, 60, Duration.ofMinutes(1))),
                List.of(),
                0.1,
                0,
                Duration.ZERO,
                Duration.ofSeconds(10),
                WhenEmpty.QUEUE,
                Control.OFF,
                9);
    }
}
