package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.Control;
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
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SeenLimitTests {
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void a_quota_becomes_as_small_as_the_limit_that_its_provider_was_seen_to_have() {
        for (int seed = 0; seed < 20; seed++) {
            double limit = 300 + 50 * seed;
            SeenLimit seen = SeenLimit.of(hour(limit, 1.3 * limit, seed)).orElseThrow();
            assertThat(seen.limit().low()).as("limit %s", limit).isBetween(0.9 * limit, 1.02 * limit);
            assertThat(seen.limit().high()).isBetween(0.98 * limit, 1.1 * limit);
            QuotaFit fit = FitAdvisor.fit(quota((long) (2 * limit), 0.05), seen).orElseThrow();
            assertThat(fit.to()).isEqualTo((long) seen.limit().low());
            assertThat(seen.refusedAt(fit.to() * 0.95)).isLessThan(0.05 * seen.refused());
            assertThat(seen.refusedAt(2 * limit)).isCloseTo(seen.refused(), org.assertj.core.data.Offset.offset(0.01));
        }
    }

    @Test
    void nothing_is_said_where_refusals_have_nothing_to_do_with_how_much_was_sent() {
        SplittableRandom random = new SplittableRandom(3);
        List<SeenLimit.Minute> minutes = new ArrayList<>();
        for (int i = 0; i < 59; i++) {
            long calls = 200 + random.nextInt(800);
            minutes.add(new SeenLimit.Minute(at(i), calls, calls, random.nextInt(10) < 5 ? calls / 50 : 0));
        }
        assertThat(SeenLimit.of(minutes)).isEmpty();
    }

    @Test
    void a_minute_of_the_provider_that_ends_a_little_later_than_ours_is_no_other_reason() {
        List<SeenLimit.Minute> minutes = inTurns(1);
        SeenLimit seen = SeenLimit.of(minutes).orElseThrow();
        assertThat(seen.limit().low()).isBetween(285.0, 300.0);
        assertThat(seen.limit().high()).isBetween(300.0, 315.0);
        assertThat(seen.refusing()).isEqualTo(7);
        assertThat(seen.calls())
                .isEqualTo(minutes.stream().mapToLong(SeenLimit.Minute::calls).sum());
    }

    @Test
    void a_minute_after_a_gap_refused_for_a_reason_of_its_own() {
        assertThat(SeenLimit.of(inTurns(2))).isEmpty();
    }

    @Test
    void nothing_is_said_of_few_minutes_or_of_a_quota_that_is_small_enough() {
        List<SeenLimit.Minute> minutes = hour(500, 650, 1);
        assertThat(SeenLimit.of(minutes.subList(0, 6))).isEmpty();
        assertThat(FitAdvisor.fit(quota(480, 0.05), SeenLimit.of(minutes).orElseThrow()))
                .isEmpty();
    }

    @Test
    void only_minutes_count_whose_calls_and_weight_are_known_and_what_the_cache_answered_does_not() {
        ReplayMinute minute = new ReplayMinute(
                START,
                1,
                1,
                2,
                Collections.nCopies(60, 1),
                new ReplayMinute.Happened(60, 20, 0, 10, 5, 0),
                1,
                List.of());
        ReplayMinute unknown = new ReplayMinute(
                START.plusSeconds(60),
                1,
                1,
                2,
                Collections.nCopies(60, 1),
                new ReplayMinute.Happened(60, 0, 0, 0, 0, 0),
                1,
                List.of());
        assertThat(FitAdvisor.minutes(
                        List.of(minute, unknown), List.of(point(START, 40), point(START.plusSeconds(55), 20))))
                .containsExactly(new SeenLimit.Minute(START, 60, 30, 5));
    }

    private static Instant at(int minute) {
        return START.plusSeconds(60L * minute);
    }

    /** Seven busy minutes to a provider that serves 300, each followed, so many minutes later, by a quiet one with few refusals. */
    private static List<SeenLimit.Minute> inTurns(int apart) {
        List<SeenLimit.Minute> minutes = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            minutes.add(new SeenLimit.Minute(at(10 * i), 395 + i, 395 + i, 95 + i));
            minutes.add(new SeenLimit.Minute(at(10 * i + apart), 150 + i, 150 + i, i % 3 == 0 ? 6 : 1));
        }
        return minutes;
    }

    private static SeriesPoint point(Instant at, double sum) {
        return new SeriesPoint(at, 0, 0, 0, 0, sum);
    }

    /** Calls of weight 2 to a provider with a limit by the minute. */
    private static List<SeenLimit.Minute> hour(double limit, double demand, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<SeenLimit.Minute> minutes = new ArrayList<>();
        for (int i = 0; i < 59; i++) {
            long calls = Math.round(demand / 2 * (0.4 + 0.8 * random.nextDouble()));
            long refused = Math.max(0, calls - (long) (limit / 2));
            minutes.add(new SeenLimit.Minute(at(i), 2.0 * calls, calls, refused));
        }
        return minutes;
    }

    private static Quota quota(long capacity, double margin) {
        return new Quota(
                7,
                3,
                "weight",
                true,
                null,
                QuotaScope.UPSTREAM,
                List.of(new QuotaWindow(WindowKind.ALIGNED, capacity, Duration.ofMinutes(1))),
                List.of(),
                margin,
                0,
                Duration.ZERO,
                Duration.ofSeconds(10),
                WhenEmpty.QUEUE,
                Control.OFF,
                9);
    }
}
