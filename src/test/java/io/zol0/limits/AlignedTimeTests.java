package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlignedTimeTests {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final VirtualTime time = new VirtualTime();

    private AlignedTime aligned(Duration period) {
        return new AlignedTime(time, time::nanos, period, time.nanos());
    }

    private void pass(AlignedTime aligned, Duration all, Duration step) {
        for (Duration passed = Duration.ZERO; passed.compareTo(all) < 0; passed = passed.plus(step)) {
            time.pass(step);
            aligned.reach(time.nanos());
        }
    }

    /** How far it is from where the wall clock stands in the period; ahead is positive. */
    private long error(AlignedTime aligned, Duration period) {
        long error = Math.floorMod(aligned.currentTimeNanos() - time.wallNanos(), period.toNanos());
        return error > period.toNanos() / 2 ? error - period.toNanos() : error;
    }

    @Test
    void it_shows_the_wall_clock_while_that_keeps_time() {
        AlignedTime aligned = aligned(MINUTE);

        pass(aligned, Duration.ofHours(1), Duration.ofMillis(700));

        assertThat(aligned.currentTimeNanos()).isEqualTo(time.wallNanos());
        assertThat(aligned.toBoundary())
                .isEqualTo(MINUTE.toNanos() - Math.floorMod(time.wallNanos(), MINUTE.toNanos()));
    }

    @Test
    void a_drift_of_milliseconds_is_followed_without_withholding_anything() {
        AlignedTime aligned = aligned(MINUTE);
        for (int i = 0; i < 100; i++) {
            time.jump(Duration.ofMillis(i % 3));
            pass(aligned, Duration.ofSeconds(1), Duration.ofMillis(100));
        }
        assertThat(error(aligned, MINUTE)).isBetween(-2_000_000L, 2_000_000L);
        assertThat(aligned.currentTimeNanos())
                .isCloseTo(time.wallNanos(), org.assertj.core.data.Offset.offset(3_000_000L));
    }

    @Test
    void after_a_jump_it_slews_to_where_the_clock_stands_within_a_period_and_never_goes_back() {
        Random random = new Random(3);
        for (int round = 0; round < 200; round++) {
            AlignedTime aligned = aligned(MINUTE);
            time.passNanos(random.nextInt(1_000_000_000));
            aligned.reach(time.nanos());
            time.jump(Duration.ofMillis(random.nextInt(20_000_000) - 10_000_000));
            long before = aligned.currentTimeNanos();
            for (int i = 0; i < 620; i++) {
                time.pass(Duration.ofMillis(100));
                aligned.reach(time.nanos());
                assertThat(aligned.currentTimeNanos()).isBetween(before, before + MINUTE.toNanos() + 200_000_000);
                before = aligned.currentTimeNanos();
            }
            pass(aligned, MINUTE.multipliedBy(2), Duration.ofMillis(100));
            assertThat(error(aligned, MINUTE)).as("round %s", round).isBetween(-5_000_000L, 5_000_000L);
        }
    }

    @Test
    void a_jump_of_whole_periods_changes_nothing() {
        AlignedTime aligned = aligned(MINUTE);
        time.jump(Duration.ofDays(-400));

        pass(aligned, Duration.ofSeconds(90), Duration.ofMillis(100));

        assertThat(error(aligned, MINUTE)).isZero();
        assertThat(aligned.toBoundary()).isLessThanOrEqualTo(MINUTE.toNanos());
    }

    @Test
    void a_boundary_that_is_passed_while_it_slews_opens_no_window() {
        for (int seconds = -29; seconds <= 29; seconds++) {
            VirtualTime own = new VirtualTime();
            own.pass(Duration.ofSeconds(55));
            AlignedTime aligned = new AlignedTime(own, own::nanos, MINUTE, own.nanos());
            own.jump(Duration.ofSeconds(seconds));
            ModelProvider provider = new ModelProvider(WindowKind.ALIGNED, 100, MINUTE);
            WindowRule rule = WindowRule.of(new QuotaWindow(WindowKind.ALIGNED, 100, MINUTE), 100, 0, aligned);
            Window window = rule.start(own.nanos());
            // What the provider counts by the clock that is right from now on.
            for (int i = 0; i < 20_000; i++) {
                while (window.fits(1, 100, own.nanos())) {
                    window.spend(1, own.nanos());
                    provider.get(own.nanos(), own.wallNanos(), 1);
                }
                own.pass(Duration.ofMillis(50));
            }
            assertThat(provider.overdrawn()).as("a jump of %s s", seconds).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void a_pause_between_looking_at_both_clocks_is_not_taken_for_a_jump() {
        long[] calls = {0};
        AlignedTime aligned = new AlignedTime(
                time,
                () -> time.nanos() + (calls[0]++ % 2) * Duration.ofSeconds(3).toNanos(),
                MINUTE,
                time.nanos());

        pass(aligned, Duration.ofSeconds(30), Duration.ofMillis(100));

        assertThat(aligned.currentTimeNanos()).isEqualTo(time.wallNanos());
    }
}
