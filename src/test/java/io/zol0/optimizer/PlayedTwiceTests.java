package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PlayedTwiceTests {
    private static final Instant START = Instant.parse("2026-11-26T12:00:00Z");

    /** An hour with so many calls in each second. */
    private static Past steady(int eachSecond) {
        List<ReplayMinute> minutes = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            minutes.add(new ReplayMinute(
                    START.plusSeconds(60L * i),
                    1,
                    1,
                    11,
                    Collections.nCopies(60, eachSecond),
                    new ReplayMinute.Happened(60L * eachSecond, 0, 0, 0, 0, 0),
                    1,
                    List.of()));
        }
        return Past.of(START, START.plusSeconds(3600), minutes, Map.of(11L, new Past.Endpoint(11, "GET", "/a")));
    }

    private static Quota pause(int millis) {
        return new Quota(
                7,
                1,
                "calls",
                true,
                null,
                new QuotaScope(List.of("*"), null, false, false),
                List.of(new QuotaWindow(WindowKind.ROLLING, 10_000, Duration.ofMinutes(1))),
                List.of(),
                0,
                0,
                Duration.ofMillis(millis),
                Duration.ofSeconds(10),
                WhenEmpty.QUEUE,
                Control.OFF,
                1);
    }

    private static PlayedTwice twice(int eachSecond, int millis, int instead) {
        Quota now = pause(millis);
        return Played.twice(steady(eachSecond), now, pause(instead), List.of(now));
    }

    @Test
    void by_chance_every_call_stays_in_its_second_and_none_is_lost() {
        Past even = steady(3);
        Past byChance = even.byChance();
        assertThat(byChance.size()).isEqualTo(even.size());
        double early = 0;
        for (int i = 0; i < even.size(); i++) {
            assertThat(byChance.nanos(i) / 1_000_000_000).isEqualTo(even.nanos(i) / 1_000_000_000);
            early += byChance.nanos(i) % 1_000_000_000 < 250_000_000 ? 1.0 / even.size() : 0;
        }
        assertThat(early).isCloseTo(0.25, Offset.offset(0.02));
        assertThat(even.byChance().nanos(17)).as("the same each time").isEqualTo(byChance.nanos(17));
    }

    @Test
    void a_pause_shorter_than_a_second_is_seen_where_calls_come_by_chance() {
        PlayedTwice twice = twice(2, 400, 100);
        assertThat(PlayedTwice.held(twice.even().now())).isZero();
        assertThat(twice.chance(500)).isEqualTo(1);
        assertThat(twice.left(500)).isBetween(0.1, 0.4);
        assertThat(twice.nearer(500)).isEqualTo(twice.byChance());
    }

    @Test
    void the_expectation_lies_between_the_two_where_what_was_seen_does() {
        PlayedTwice twice = twice(2, 600, 300);
        double least = PlayedTwice.held(twice.even().now());
        double most = PlayedTwice.held(twice.byChance().now());
        assertThat(least).as("spread evenly, calls are 500 ms apart").isGreaterThan(6_000);
        assertThat(twice.chance(least + (most - least) / 4)).isBetween(0.0, 1.0);
        PlayedTwice slow = twice(1, 1200, 600);
        assertThat(slow.left(0)).isLessThanOrEqualTo(slow.left(1e9));
        Odds odds = slow.odds(0.2, 1_000, 0);
        assertThat(odds.expected()).isBetween(odds.low(), odds.high());
        assertThat(odds.high()).as("whichever way is right").isGreaterThanOrEqualTo(0.2 * slow.left(1e9));
    }
}
