package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.Control.Mode;
import io.zol0.limits.HiddenProvider.Bucket;
import io.zol0.limits.HiddenProvider.Counted;
import io.zol0.limits.HiddenProvider.Server;
import io.zol0.limits.ProviderAnswer.Verdict;
import io.zol0.limits.QuotaEstimate.Source;
import java.time.Duration;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a controller makes of providers whose limit it does not see; 600 a minute is written down. */
class QuotaControllerTests {
    private static final Control ON = new Control(Mode.ON, 0.1, 4);

    // ---- limits nobody tells

    @Test
    void it_finds_a_limit_that_is_lower_than_written_down() {
        ControlledCalls calls = new ControlledCalls(ON, new Bucket(60, now -> 6)).run(300);
        calls.fromHere().run(1800);

        assertThat(calls.served).isBetween(0.97 * 6 * 1800, 1.001 * 6 * 1800);
        assertThat(calls.refused).isLessThan(calls.sent * 5 / 1000);
        assertThat(calls.controller.level()).isBetween(340L, 380L);
        assertThat(calls.moves.getFirst().reason()).startsWith("The provider refused ");
    }

    @Test
    void it_finds_a_limit_that_is_higher_than_written_down() {
        ControlledCalls calls = new ControlledCalls(ON, new Bucket(60, now -> 14)).run(1800);
        calls.fromHere().run(1800);

        assertThat(calls.served).isGreaterThan(0.95 * 14 * 1800);
        assertThat(calls.moves.getFirst().reason()).startsWith("All ").contains(" were served; ");
    }

    @Test
    void it_falls_within_a_minute_when_the_limit_does_and_comes_back_with_it() {
        Bucket bucket = new Bucket(60, now -> now < 1200 ? 10 : now < 2400 ? 5 : 11);
        ControlledCalls calls = new ControlledCalls(ON, bucket).run(1260);
        assertThat(calls.controller.advised()).isBetween(230L, 360L);

        calls.run(1140).run(600).fromHere().run(600);
        assertThat(calls.served).isGreaterThan(0.93 * 11 * 600);
    }

    @Test
    void it_says_that_others_spend_where_the_rate_never_rests() {
        Bucket restless = new Bucket(60, now -> 8 + 2.5 * Math.sin(now / 40));
        Bucket changed = new Bucket(60, now -> now < 900 ? 10 : 6);

        assertThat(new ControlledCalls(ON, restless)
                        .run(2400)
                        .controller
                        .estimate()
                        .finding())
                .isEqualTo(Finding.SHARED);
        assertThat(new ControlledCalls(ON, changed)
                        .run(960)
                        .controller
                        .estimate()
                        .finding())
                .isEqualTo(Finding.LIMIT_CHANGED);
    }

    @Test
    void its_estimate_holds_the_limit_between_its_ends() {
        QuotaEstimate estimate = new ControlledCalls(ON, new Bucket(60, now -> 7))
                .run(1200)
                .controller
                .estimate();

        assertThat(estimate.source()).isEqualTo(Source.REFUSALS);
        assertThat(estimate.least()).isLessThanOrEqualTo(420);
        assertThat(estimate.most()).isGreaterThanOrEqualTo(420);
        assertThat(estimate.most() - estimate.least())
                .as("and is worth something")
                .isLessThan(120);
        assertThat(new QuotaController(window(), ON).estimate().source()).isEqualTo(Source.DOCUMENTED);
    }

    @Test
    void a_rolling_window_is_learned_by_our_own_count_of_it() {
        QuotaWindow minute = new QuotaWindow(WindowKind.ROLLING, 600, Duration.ofMinutes(1));
        ControlledCalls calls = new ControlledCalls(
                        minute, ON, new HiddenProvider.Rolling(60, now -> now < 1800 ? 8 : 5), answer -> answer)
                .run(600);
        calls.fromHere().run(1200);
        assertThat(calls.served).isGreaterThan(0.95 * 8 * 1200);
        assertThat(calls.controller.estimate().weight()).isBetween(460L, 480L);

        calls.run(600).fromHere().run(1200);
        assertThat(calls.served).isGreaterThan(0.93 * 5 * 1200);
        assertThat(calls.refused).isLessThan(calls.sent * 5 / 1000);
    }

    @ParameterizedTest
    @CsvSource({"0, 3", "0.2, 3", "25, 5"})
    void a_window_by_the_clock_is_learned_though_nobody_counts_it(double clockAhead, int refusedOfThousand) {
        ControlledCalls calls = silent(now -> now < 2400 ? 8 + 0.5 * Math.sin(now / 300) : 6, clockAhead)
                .run(600);
        calls.fromHere().run(1800);
        assertThat(calls.served).isGreaterThan(0.96 * 8 * 1800);
        assertThat(calls.refused).isLessThanOrEqualTo(calls.sent * refusedOfThousand / 1000);

        calls.run(300).fromHere().run(1800);
        assertThat(calls.served).isGreaterThan(0.96 * 6 * 1800);
        assertThat(calls.refused).isLessThanOrEqualTo(calls.sent * refusedOfThousand / 1000);
    }

    @Test
    void a_window_by_the_clock_that_is_none_is_learned_as_the_rolling_one_that_it_is() {
        ControlledCalls calls = new ControlledCalls(
                        MINUTE_BY_THE_CLOCK, ON, new HiddenProvider.Rolling(60, now -> 8), QuotaControllerTests::silent)
                .run(900);
        calls.fromHere().run(1800);
        assertThat(calls.served).isGreaterThan(0.96 * 8 * 1800);
        assertThat(calls.refused).isLessThanOrEqualTo(calls.sent * 3 / 1000);
    }

    @Test
    void a_limit_that_fell_by_half_is_found_by_few_refusals() {
        QuotaWindow minute = new QuotaWindow(WindowKind.ROLLING, 600, Duration.ofMinutes(1));
        ControlledCalls calls = new ControlledCalls(
                        minute,
                        ON,
                        new HiddenProvider.Rolling(60, now -> now < 1800 ? 10 : 5),
                        QuotaControllerTests::silent)
                .run(1800);
        calls.fromHere().run(120);
        assertThat(calls.refused).isBetween(1, 14);
        calls.run(180).fromHere().run(600);
        assertThat(calls.served).isGreaterThan(0.95 * 5 * 600);
    }

    // ---- limits that are counted in the open

    @Test
    void it_takes_a_counted_window_to_its_end_and_is_not_banned() {
        Counted counted = new Counted(60, 3, now -> now < 1800 ? 9 : 6);
        ControlledCalls calls = new ControlledCalls(ON, counted).run(600);
        calls.fromHere().run(1200);
        assertThat(calls.served).isGreaterThan(0.97 * 9 * 1200);
        calls.run(180).fromHere().run(1200);

        assertThat(calls.served).isGreaterThan(0.97 * 6 * 1200);
        assertThat(counted.bans).isZero();
        assertThat(calls.controller.estimate().source()).isEqualTo(Source.COUNT);
        assertThat(calls.controller.estimate().weight()).isBetween(345L, 360L);
    }

    @Test
    void a_window_of_another_length_than_written_down_is_found() {
        Counted counted = new Counted(10, 3, now -> 8);
        ControlledCalls calls = new ControlledCalls(ON, counted).run(600);
        calls.fromHere().run(1200);

        assertThat(calls.served).isGreaterThan(0.95 * 8 * 1200);
        assertThat(counted.bans).isZero();
    }

    @Test
    void what_others_spend_of_a_counted_window_is_told_from_a_changed_limit() {
        Counted shared = new Counted(60, 5, now -> 10, now -> 3);
        ControlledCalls calls = new ControlledCalls(ON, shared).run(900);
        QuotaEstimate estimate = calls.controller.estimate();

        assertThat(estimate.finding()).isEqualTo(Finding.SHARED);
        assertThat(estimate.others()).isBetween(120L, 200L);
        assertThat(estimate.weight()).as("the limit is what it was").isBetween(580L, 600L);
        assertThat(calls.moves).as("so that the level stays").isEmpty();

        ControlledCalls lowered = new ControlledCalls(ON, new Counted(60, 5, now -> 7)).run(120);
        assertThat(lowered.moves)
                .singleElement()
                .satisfies(move -> assertThat(move.reason())
                        .startsWith("The provider refused 1 of ")
                        .endsWith("; its limit is another one now."));
    }

    // ---- servers that let calls wait

    @Test
    void it_keeps_calls_from_waiting_at_a_server() {
        ControlledCalls calls = new ControlledCalls(ON, new Server(now -> 7)).run(300);
        calls.fromHere().run(1200);

        assertThat(calls.served).isGreaterThan(0.93 * 7 * 1200);
        assertThat(calls.refused).isLessThan(calls.sent / 200);
        assertThat(calls.controller.estimate().source()).isEqualTo(Source.WAITS);
    }

    @Test
    void time_outs_are_failures() {
        ControlledCalls calls = new ControlledCalls(
                        ON,
                        new Bucket(60, now -> 10),
                        answer -> HiddenProvider.answer(Verdict.TIMED_OUT, 0.1, Double.NaN, null))
                .run(60);

        assertThat(calls.controller.advised()).isLessThanOrEqualTo(60 + 1);
        assertThat(calls.moves.getFirst().reason()).contains(" timed out; ");
        assertThat(calls.controller.estimate().weight())
                .as("the limit is not blamed")
                .isGreaterThan(400);
    }

    // ---- being told to wait

    @Test
    void nothing_goes_before_the_time_that_the_provider_asked_for() {
        QuotaController controller = new QuotaController(window(), ON);
        controller.answered(seconds(1.1), controller.sent(seconds(1), 1), refused(Duration.ofSeconds(90)));

        assertThat(controller.fitsIn(seconds(61), 1)).isEqualTo(seconds(30));
        assertThat(controller.room(seconds(90))).isZero();
        assertThat(controller.full(seconds(90))).isFalse();
        assertThat(controller.room(seconds(91.5))).isPositive();
    }

    @Test
    void a_ban_without_an_end_is_kept_for_two_minutes_and_calls_go_one_by_one_after_it() {
        QuotaController controller = new QuotaController(window(), ON);
        controller.answered(
                seconds(1.1),
                controller.sent(seconds(1), 1),
                HiddenProvider.answer(Verdict.BANNED, 0.1, Double.NaN, null));
        assertThat(controller.room(seconds(120))).isZero();
        assertThat(controller.room(seconds(122))).isPositive();
        controller.sent(seconds(122), 1);
        assertThat(controller.room(seconds(122))).isZero();
    }

    @Test
    void the_wait_it_foretells_is_no_longer_than_it_takes() {
        QuotaController controller = new QuotaController(window(), new Control(Mode.ON, 0.1, 1));
        long now = 0;
        int sent = 0;
        while (sent < 500) {
            long wait = controller.fitsIn(now, 3);
            assertThat(controller.room(now) >= 3).isEqualTo(wait == 0);
            now += wait;
            if (controller.fitsIn(now, 3) == 0) {
                controller.answered(now + seconds(0.01), controller.sent(now, 3), served(Double.NaN));
                now += seconds(0.01);
                sent++;
            }
        }
        assertThat(now).as("500 times a weight of 3 at 10 a second, 30 at once").isBetween(seconds(140), seconds(170));
    }

    // ---- nonsense

    @Test
    void absurd_counts_and_times_are_as_if_not_said() {
        double[] absurd = {-5, 1e300, Double.NaN, Double.POSITIVE_INFINITY};
        int[] at = {0};
        ControlledCalls calls = new ControlledCalls(
                        ON,
                        new Bucket(60, now -> 6),
                        answer -> new ProviderAnswer(
                                answer.verdict(),
                                answer.roundTrip(),
                                absurd[at[0]++ % absurd.length],
                                at[0] % 2 == 0 ? Duration.ofDays(100_000) : Duration.ofSeconds(-3)))
                .run(300);
        calls.fromHere().run(1200);

        assertThat(calls.served).isGreaterThan(0.95 * 6 * 1200);
        assertThat(calls.controller.level()).isBetween(330L, 390L);
    }

    @Test
    void a_time_that_goes_back_stands_still_and_one_that_leaps_gives_no_more_than_a_rest() {
        QuotaController controller = new QuotaController(window(), ON);
        controller.answered(seconds(1000.1), controller.sent(seconds(1000), 30), served(Double.NaN));
        double room = controller.room(seconds(1000.1));

        assertThat(controller.room(seconds(3))).isEqualTo(room);
        assertThat(controller.room(seconds(1e6))).isEqualTo(30);
        assertThat(controller.advised()).isEqualTo(600);
    }

    @Test
    void calls_nobody_reports_back_do_not_hold_others_for_ever() {
        QuotaController controller = new QuotaController(window(), ON);
        for (int i = 0; i < 10; i++) {
            controller.sent(0, 1);
        }
        assertThat(controller.room(seconds(30))).isZero();
        assertThat(controller.room(seconds(61))).isPositive();
    }

    // ---- its setting

    @Test
    void it_stays_between_floor_and_ceiling() {
        Control narrow = new Control(Mode.ON, 0.5, 1.2);

        assertThat(new ControlledCalls(narrow, new Bucket(60, now -> 2))
                        .run(600)
                        .controller
                        .level())
                .isEqualTo(300);
        ControlledCalls high = new ControlledCalls(narrow, new Bucket(60, now -> 50)).run(1800);
        assertThat(high.controller.level()).isLessThanOrEqualTo(720);
        assertThat(high.served).isLessThan(1.01 * 12 * 1800 + 100);
    }

    @Test
    void one_that_only_advises_holds_nothing_and_says_what_it_would_do() {
        ControlledCalls calls =
                new ControlledCalls(new Control(Mode.ADVISE, 0.1, 4), new Counted(60, 1_000_000, now -> 7));
        assertThat(calls.controller.room(0)).isInfinite();
        calls.run(300);
        assertThat(calls.moves).isNotEmpty();
        assertThat(calls.controller.level()).isBetween(380L, 440L);
    }

    @Test
    void what_was_learned_outlives_a_change_of_the_ceiling() {
        ControlledCalls calls = new ControlledCalls(ON, new Bucket(60, now -> 6)).run(600);
        calls.controller.control(new Control(Mode.ON, 0.1, 2));
        assertThat(calls.controller.advised()).isBetween(330L, 390L);
    }

    // ---- plumbing

    private static final QuotaWindow MINUTE_BY_THE_CLOCK =
            new QuotaWindow(WindowKind.ALIGNED, 600, Duration.ofMinutes(1));

    /** @param clockAhead seconds by which our clock is ahead of the provider's */
    private static ControlledCalls silent(DoubleUnaryOperator rate, double clockAhead) {
        return new ControlledCalls(
                MINUTE_BY_THE_CLOCK,
                ON,
                new Counted(60, 1_000_000, rate),
                QuotaControllerTests::silent,
                now -> now + seconds(clockAhead));
    }

    /** An answer without what it says of the limit. */
    private static ProviderAnswer silent(ProviderAnswer answer) {
        return new ProviderAnswer(answer.verdict(), answer.roundTrip(), Double.NaN, null);
    }

    private static QuotaWindow window() {
        return new QuotaWindow(WindowKind.TOKEN_BUCKET, 600, Duration.ofMinutes(1));
    }

    private static ProviderAnswer refused(Duration retryAfter) {
        return HiddenProvider.answer(Verdict.REFUSED, 0.05, Double.NaN, retryAfter);
    }

    private static ProviderAnswer served(double used) {
        return HiddenProvider.answer(Verdict.SERVED, 0.01, used, null);
    }

    private static long seconds(double seconds) {
        return ControlledCalls.nanos(seconds);
    }
}
