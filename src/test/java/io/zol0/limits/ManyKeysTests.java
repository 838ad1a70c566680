package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How many budgets and other things are kept. */
class ManyKeysTests extends LimitsFixture {

    @Test
    void a_million_keys_leave_nothing_behind_when_their_window_is_over() {
        limits.put(TestQuota.of(WindowKind.ROLLING, 10, SECOND).perKey().make());
        int most = 0;
        for (int i = 0; i < 1_000_000; i++) {
            assertThat(call().with("X-Key", "key-" + i).ask(limits).isGranted()).isTrue();
            if (i % 20 == 0) {
                time.pass(Duration.ofMillis(1));
            }
            if (i % 50_000 == 0) {
                most = Math.max(most, state().budgets());
            }
        }
        assertThat(most).isLessThan(Limits.MOST_BUDGETS);

        time.pass(SECOND);
        limits.tidy();

        assertThat(state().budgets()).isZero();
    }

    @Test
    void budgets_are_dropped_without_tidying_as_others_come() {
        limits.put(TestQuota.of(WindowKind.TOKEN_BUCKET, 10, SECOND).perKey().make());
        for (int i = 0; i < 200_000; i++) {
            call().with("X-Key", "key-" + i).ask(limits);
            time.pass(Duration.ofMillis(1));
        }
        assertThat(state().budgets()).isLessThan(5_000);
    }

    @Test
    void beyond_the_bound_keys_share_one_budget_and_none_is_let_through_unlimited() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 10, Duration.ofHours(1))
                .perKey()
                .whenEmpty(WhenEmpty.REJECT)
                .make());
        for (int i = 0; i < Limits.MOST_BUDGETS; i++) {
            assertThat(call().with("X-Key", "key-" + i).ask(limits).isGranted()).isTrue();
        }

        long beyond = 0;
        for (int i = 0; i < 1_000; i++) {
            beyond += call().with("X-Key", "more-" + i).ask(limits).isGranted() ? 1 : 0;
        }

        assertThat(beyond).isEqualTo(10);
        assertThat(state().budgets()).isEqualTo(Limits.MOST_BUDGETS + 1);
        assertThat(state().fullest().getFirst().overflow()).isTrue();
        assertThat(call().with("X-Key", "key-0").ask(limits).isGranted()).isTrue();
    }

    @Test
    void who_shared_a_budget_before_there_was_room_does_not_begin_with_a_fresh_one() {
        limits.put(TestQuota.of(WindowKind.ROLLING, 2, MINUTE)
                .perKey()
                .whenEmpty(WhenEmpty.REJECT)
                .make());
        for (int i = 0; i < Limits.MOST_BUDGETS; i++) {
            call().with("X-Key", "key-" + i).ask(limits);
        }
        time.pass(Duration.ofSeconds(59));
        assertThat(call().with("X-Key", "late").ask(limits).isGranted()).isTrue();
        assertThat(call().with("X-Key", "late").ask(limits).isGranted()).isTrue();
        time.pass(SECOND);
        limits.tidy();

        assertThat(call().with("X-Key", "late").ask(limits).isGranted()).isFalse();
        time.pass(MINUTE);
        assertThat(call().with("X-Key", "late").ask(limits).isGranted()).isTrue();
    }

    @Test
    void callers_and_endpoints_beyond_the_bound_are_counted_together() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1_000_000, MINUTE).make());
        for (int i = 0; i < 20_000; i++) {
            call().of("GET", "/e" + i % 3_000).by("c" + i).ask(limits);
        }

        QuotaState state = state();

        assertThat(state.callers()).hasSize(101);
        assertThat(state.endpoints()).hasSize(101);
        assertThat(state.callers().stream().mapToLong(QuotaState.Spend::weight).sum())
                .isEqualTo(20_000);
        assertThat(state.endpoints().stream()
                        .mapToLong(QuotaState.Spend::weight)
                        .sum())
                .isEqualTo(20_000);
        assertThat(state.callers().getLast().name()).isNull();
    }

    @Test
    void a_rolling_log_has_a_bound_and_stays_on_the_safe_side() {
        Window window = WindowRule.of(new QuotaWindow(WindowKind.ROLLING, 1_000_000, MINUTE), 1_000_000, 0, new Now())
                .start(0);
        ModelProvider provider = new ModelProvider(WindowKind.ROLLING, 1_000_000, MINUTE);
        for (int i = 0; i < 6_000; i++) {
            time.pass(Duration.ofMillis(20));
            if (window.fits(400, 1_000_000, time.nanos())) {
                window.spend(400, time.nanos());
                provider.get(time.nanos(), time.wallNanos(), 400);
            }
        }
        assertThat(provider.overdrawn()).isZero();
        assertThat(((RollingWindow) window).entries()).isLessThanOrEqualTo(1_100);
    }
}
