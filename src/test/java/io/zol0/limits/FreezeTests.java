package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a scope is frozen for every caller. */
class FreezeTests extends LimitsFixture {
    private static final Freeze.Scope UPSTREAM = new Freeze.Scope.OfUpstream(1);
    private static final Freeze.Scope QUOTA = new Freeze.Scope.OfQuota(1);

    private Freeze banFor(Duration time) {
        return new Freeze(this.time.instant().plus(time), "Binance banned this address.");
    }

    @Test
    void a_frozen_upstream_lets_nothing_through_even_without_quotas() {
        limits.freeze(UPSTREAM, banFor(MINUTE));

        Refused refused = ask().refused();

        assertThat(refused.why()).isEqualTo(Refused.Why.FROZEN);
        assertThat(refused.quota()).isNull();
        assertThat(refused.comeBack()).isEqualTo(MINUTE);
        assertThat(refused.detail())
                .isEqualTo("Nothing goes out for now: Binance banned this address. Call again in 60 seconds.");
        assertThat(call().to(2).ask(limits).isGranted()).isTrue();
        assertThat(limits.frozenUpstream(1)).contains(banFor(MINUTE));
        time.pass(MINUTE);
        assertThat(ask().isGranted()).isTrue();
        assertThat(limits.frozenUpstream(1)).isEmpty();
    }

    @Test
    void a_short_freeze_is_waited_for_and_a_long_one_is_not() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE).waiting(MINUTE).make());

        limits.freeze(UPSTREAM, banFor(Duration.ofSeconds(5)));
        AskingCall waiting = ask();
        assertThat(waiting.waits()).isTrue();
        limits.freeze(UPSTREAM, banFor(Duration.ofMinutes(10)));
        time.run();

        assertThat(waiting.refused().why()).isEqualTo(Refused.Why.FROZEN);
        assertThat(ask().refused().comeBack()).isEqualTo(Duration.ofMinutes(10));
        assertThat(state().tally().frozen()).isEqualTo(2);
    }

    @Test
    void who_waits_through_a_short_freeze_goes_when_it_ends() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE).waiting(MINUTE).make());
        limits.freeze(QUOTA, banFor(Duration.ofSeconds(5)));
        AskingCall waiting = ask();

        time.pass(Duration.ofSeconds(5));

        assertThat(waiting.isGranted()).isTrue();
    }

    @Test
    void a_frozen_budget_holds_its_own_calls_only_and_is_not_dropped() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE).perKey().make());
        BudgetKey banned =
                call().with("X-Key", "a").ask(limits).granted().budget(1L).orElseThrow();

        limits.freeze(new Freeze.Scope.OfBudget(1, banned), banFor(Duration.ofHours(1)));
        time.pass(Duration.ofMinutes(10));
        limits.tidy();

        assertThat(call().with("X-Key", "a").ask(limits).refused().why()).isEqualTo(Refused.Why.FROZEN);
        assertThat(call().with("X-Key", "b").ask(limits).isGranted()).isTrue();
        assertThat(state().fullest()).anyMatch(budget -> budget.freeze() != null);
    }

    @Test
    void a_freeze_can_be_lifted_by_hand() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE).waiting(MINUTE).make());
        limits.freeze(QUOTA, banFor(Duration.ofSeconds(30)));
        AskingCall waiting = ask();
        assertThat(state().freeze()).isEqualTo(banFor(Duration.ofSeconds(30)));

        limits.thaw(QUOTA);
        time.run();

        assertThat(waiting.isGranted()).isTrue();
        assertThat(limits.frozen(QUOTA)).isEmpty();
    }

    @Test
    void of_two_freezes_the_later_end_counts_and_one_that_is_over_freezes_nothing() {
        limits.freeze(UPSTREAM, banFor(MINUTE));
        limits.freeze(UPSTREAM, banFor(SECOND));
        assertThat(ask().refused().comeBack()).isEqualTo(MINUTE);

        limits.thaw(UPSTREAM);
        limits.freeze(UPSTREAM, banFor(Duration.ofSeconds(-5)));
        assertThat(ask().isGranted()).isTrue();
    }

    @Test
    void a_jump_of_the_clock_neither_ends_nor_lengthens_a_freeze() {
        limits.freeze(UPSTREAM, banFor(MINUTE));
        time.jump(Duration.ofHours(3));
        assertThat(ask().refused().comeBack()).isEqualTo(MINUTE);
        time.jump(Duration.ofHours(-9));
        assertThat(ask().refused().comeBack()).isEqualTo(MINUTE);
    }

    @Test
    void a_freeze_of_what_is_not_there_does_nothing() {
        limits.freeze(QUOTA, banFor(MINUTE));
        limits.thaw(QUOTA);

        assertThat(limits.frozen(QUOTA)).isEmpty();
    }

    @Test
    void a_freeze_to_the_end_of_time_is_one_of_years() {
        limits.freeze(UPSTREAM, new Freeze(java.time.Instant.MAX, "Forever."));

        assertThat(ask().refused().comeBack()).isEqualTo(Duration.ofDays(3650));
    }
}
