package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every window does, however it counts. */
abstract class WindowContract {
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final WindowKind kind;
    private final VirtualTime time = new VirtualTime();
    private final Now now = new Now();

    WindowContract(WindowKind kind) {
        this.kind = kind;
    }

    private WindowRule rule(long allowed) {
        return rule(allowed, 0);
    }

    private WindowRule rule(long allowed, double reserve) {
        QuotaWindow window = new QuotaWindow(kind, 100, PERIOD);
        return WindowRule.of(
                window,
                allowed,
                reserve,
                kind == WindowKind.ALIGNED ? new AlignedTime((Clock) time, time::nanos, PERIOD, time.nanos()) : now);
    }

    private Window window(long allowed) {
        return rule(allowed).start(time.nanos());
    }

    private boolean fits(Window window, long weight) {
        return window.fits(weight, window.rule().allowed(), time.nanos());
    }

    @Test
    void it_begins_empty_and_takes_exactly_what_is_allowed() {
        Window window = window(100);

        assertThat(window.used(time.nanos())).isZero();
        assertThat(fits(window, 100)).isTrue();
        assertThat(fits(window, 101)).isFalse();
        window.spend(60, time.nanos());
        assertThat(fits(window, 40)).isTrue();
        assertThat(fits(window, 41)).isFalse();
        assertThat(window.used(time.nanos())).isEqualTo(60);
    }

    @Test
    void what_was_spent_is_all_back_after_at_most_a_period() {
        Window window = window(100);
        window.spend(100, time.nanos());
        assertThat(window.emptyIn(time.nanos())).isBetween(1L, PERIOD.toNanos() + 1);

        time.pass(PERIOD);

        assertThat(window.used(time.nanos())).isZero();
        assertThat(window.emptyIn(time.nanos())).isZero();
        assertThat(fits(window, 100)).isTrue();
    }

    @Test
    void a_call_fits_when_it_says_so_and_not_much_before() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            Window window = window(100);
            for (int i = 0; i < 12; i++) {
                window.spend(1 + random.nextInt(8), time.nanos());
                time.passNanos(random.nextInt(900_000_000));
            }
            long weight = 1L + random.nextInt(100);
            long wait = window.fitsIn(weight, 100, time.nanos());
            if (wait == 0) {
                assertThat(fits(window, weight)).isTrue();
                continue;
            }
            assertThat(fits(window, weight)).isFalse();
            time.passNanos(Math.max(0, wait - 2));
            assertThat(fits(window, weight)).as("2 ns before, round %s", round).isFalse();
            time.passNanos(3);
            assertThat(fits(window, weight))
                    .as("after %s ns, round %s", wait, round)
                    .isTrue();
        }
    }

    @Test
    void more_than_is_allowed_is_estimated_to_take_whole_periods() {
        Window window = window(100);
        window.spend(100, time.nanos());

        long wait = window.fitsIn(250, 100, time.nanos());

        assertThat(wait).isBetween(PERIOD.toNanos(), 3 * PERIOD.toNanos());
    }

    @Test
    void the_reserved_share_is_for_high_priority() {
        WindowRule rule = rule(100, 0.2);
        Window window = rule.start(time.nanos());
        window.spend(75, time.nanos());

        assertThat(window.fits(5, rule.most(false), time.nanos())).isTrue();
        assertThat(window.fits(6, rule.most(false), time.nanos())).isFalse();
        assertThat(window.fits(25, rule.most(true), time.nanos())).isTrue();
    }

    @Test
    void what_is_given_back_at_once_can_be_spent_again() {
        Window window = window(100);
        window.spend(100, time.nanos());

        window.giveBack(30, time.nanos(), time.nanos());

        assertThat(window.used(time.nanos())).isEqualTo(70);
        assertThat(fits(window, 30)).isTrue();
        assertThat(fits(window, 31)).isFalse();
    }

    @Test
    void what_is_given_back_after_it_came_back_by_itself_is_not_counted_twice() {
        Window window = window(100);
        long spentAt = time.nanos();
        window.spend(100, spentAt);
        time.pass(PERIOD);
        window.spend(100, time.nanos());

        window.giveBack(100, spentAt, time.nanos());

        assertThat(fits(window, 1)).isFalse();
    }

    @Test
    void spent_tokens_stay_spent_when_the_limit_changes() {
        Window window = window(100);
        window.spend(60, time.nanos());

        window.follow(changed(window, 80), time.nanos());
        assertThat(window.used(time.nanos())).isEqualTo(60);
        assertThat(fits(window, 20)).isTrue();
        assertThat(fits(window, 21)).isFalse();

        window.follow(changed(window, 40), time.nanos());
        assertThat(window.used(time.nanos())).isEqualTo(60);
        assertThat(fits(window, 1)).isFalse();

        window.follow(changed(window, 200), time.nanos());
        assertThat(window.used(time.nanos())).isEqualTo(60);
        assertThat(fits(window, 140)).isTrue();
        assertThat(fits(window, 141)).isFalse();
    }

    private static WindowRule changed(Window window, long allowed) {
        return WindowRule.of(window.rule().window(), allowed, 0, window.rule().clock());
    }

    @Test
    void a_lowered_limit_holds_from_the_next_period_on() {
        Window window = window(100);
        window.spend(100, time.nanos());
        window.follow(changed(window, 10), time.nanos());

        time.pass(PERIOD.multipliedBy(2));

        assertThat(window.used(time.nanos())).isZero();
        assertThat(fits(window, 10)).isTrue();
        assertThat(fits(window, 11)).isFalse();
    }

    @Test
    void spending_beyond_what_is_allowed_leaves_no_debt_behind() {
        Window window = window(100);
        window.spend(90, time.nanos());
        window.spend(500, time.nanos());
        assertThat(fits(window, 1)).isFalse();

        time.pass(PERIOD);

        assertThat(window.used(time.nanos())).isZero();
        assertThat(fits(window, 100)).isTrue();
    }

    @Test
    void one_that_spends_as_soon_as_it_may_never_overdraws_a_provider_and_leaves_little_unused() {
        for (long seed = 1; seed <= 40; seed++) {
            Random random = new Random(seed);
            QuotaWindow setting = new QuotaWindow(kind, 100, PERIOD);
            Window window = window(100);
            ModelProvider provider = new ModelProvider(setting);
            long spent = 0;
            long start = time.nanos();
            for (int i = 0; i < 1500; i++) {
                long weight = 1L + random.nextInt(5);
                time.passNanos(window.fitsIn(weight, 100, time.nanos()));
                if (fits(window, weight)) {
                    window.spend(weight, time.nanos());
                    provider.get(time.nanos(), time.wallNanos(), weight);
                    spent += weight;
                }
                if (random.nextInt(20) == 0) {
                    time.passNanos(random.nextInt(300_000_000));
                }
            }
            assertThat(provider.overdrawn()).as("seed %s", seed).isZero();
            double periods = (double) (time.nanos() - start) / PERIOD.toNanos();
            assertThat(spent).as("seed %s", seed).isGreaterThan((long) (85 * (periods - 1)));
        }
    }
}

final class AlignedWindowTests extends WindowContract {
    AlignedWindowTests() {
        super(WindowKind.ALIGNED);
    }
}

final class RollingWindowTests extends WindowContract {
    RollingWindowTests() {
        super(WindowKind.ROLLING);
    }
}

final class TokenWindowTests extends WindowContract {
    TokenWindowTests() {
        super(WindowKind.TOKEN_BUCKET);
    }
}

final class DecayingWindowTests extends WindowContract {
    DecayingWindowTests() {
        super(WindowKind.DECAYING);
    }
}
