package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens when limits change while calls are under way, by people, the controller or the provider. */
class ChangeTests extends LimitsFixture {

    private static TestQuota quota(long capacity) {
        return TestQuota.of(WindowKind.ALIGNED, capacity, MINUTE)
                .costs(ORDERS_FIRST)
                .waiting(Duration.ofMinutes(5));
    }

    @Test
    void spent_tokens_stay_spent_and_those_who_wait_get_what_a_raised_limit_adds() {
        limits.put(quota(10).make());
        ask(10);
        List<AskingCall> waiting = ask(10);

        limits.put(quota(14).make());
        time.run();

        assertThat(granted(waiting)).isEqualTo(4);
        assertThat(waiting.subList(0, 4)).allMatch(AskingCall::isGranted);
        assertThat(window().used()).isEqualTo(14);
    }

    @Test
    void a_lowered_limit_holds_at_once_and_keeps_what_was_spent() {
        limits.put(quota(10).make());
        ask(8);

        limits.put(quota(5).make());
        assertThat(ask().waits()).isTrue();
        assertThat(window().used()).isEqualTo(8);
        limits.put(quota(10).make());
        time.run();

        assertThat(window().used()).isEqualTo(9);
    }

    @Test
    void a_window_that_is_added_begins_as_full_as_the_others() {
        limits.put(quota(100).make());
        ask(40);

        limits.put(quota(100)
                .windows(
                        new QuotaWindow(WindowKind.ALIGNED, 100, MINUTE),
                        new QuotaWindow(WindowKind.ROLLING, 50, SECOND))
                .make());

        assertThat(granted(ask(20))).isEqualTo(10);
    }

    @Test
    void who_waits_for_a_quota_that_is_removed_goes_on() {
        limits.put(quota(1).make());
        ask();
        List<AskingCall> waiting = ask(3);

        limits.remove(1);
        time.run();

        assertThat(granted(waiting)).isEqualTo(3);
        assertThat(limits.waiting(1)).isZero();
    }

    @Test
    void who_waits_for_a_quota_that_is_removed_still_waits_for_another() {
        limits.put(quota(1).id(1).make());
        limits.put(quota(2).id(2).make());
        ask();
        List<AskingCall> waiting = ask(3);

        limits.remove(1);
        time.run();

        assertThat(granted(waiting)).isEqualTo(1);
        assertThat(waiting.get(0).isGranted()).isTrue();
        time.pass(MINUTE);
        assertThat(granted(waiting)).isEqualTo(3);
    }

    @Test
    void who_has_waited_for_longer_than_is_now_allowed_goes_on_where_there_is_room_whichever_loop_looks_first() {
        limits.put(quota(1).make());
        ask();
        AskingCall first = new AskingCall(new LateLoop()).ask(limits);
        AskingCall second = ask();
        time.pass(Duration.ofSeconds(20));

        limits.put(quota(10).waiting(Duration.ofSeconds(10)).make());
        time.run();

        assertThat(first.isGranted()).isTrue();
        assertThat(second.isGranted()).isTrue();
    }

    @Test
    void who_has_waited_for_longer_than_is_now_allowed_is_refused_where_those_before_it_stay() {
        limits.put(quota(1).costs(ORDERS_FIRST).make());
        ask();
        AskingCall first = new AskingCall(new LateLoop()).ask(limits);
        AskingCall second = ask();
        time.pass(Duration.ofSeconds(20));

        limits.put(quota(1).waiting(Duration.ofSeconds(10)).make());
        time.pass(Duration.ofSeconds(2));

        assertThat(first.refused().why()).isEqualTo(Refused.Why.EMPTY);
        assertThat(second.refused().why()).isEqualTo(Refused.Why.EMPTY);
    }

    /** Does each thing a turn later than others. */
    private final class LateLoop implements LimitedCall.Loop {
        @Override
        public void execute(Runnable task) {
            time.execute(() -> time.execute(task));
        }

        @Override
        public Runnable after(long nanos, Runnable task) {
            return time.after(nanos, task);
        }
    }

    @Test
    void who_waits_for_a_quota_that_now_rejects_is_refused() {
        limits.put(quota(1).make());
        ask();
        AskingCall waiting = ask();

        limits.put(quota(1).whenEmpty(WhenEmpty.REJECT).make());
        time.run();

        assertThat(waiting.refused().why()).isEqualTo(Refused.Why.EMPTY);
    }

    @Test
    void who_waits_is_weighed_anew() {
        limits.put(quota(10).weighing("*", 5).make());
        ask(2);
        AskingCall waiting = ask();

        limits.put(quota(10).weighing("*", 11).make());
        time.run();

        assertThat(waiting.refused().why()).isEqualTo(Refused.Why.TOO_HEAVY);
    }

    @Test
    void what_was_spent_together_stays_spent_when_keys_are_told_apart_from_now_on() {
        limits.put(quota(10).make());
        ask(9);

        limits.put(quota(10).perKey().whenEmpty(WhenEmpty.REJECT).make());

        assertThat(call().with("X-Key", "a").ask(limits).isGranted()).isTrue();
        assertThat(call().with("X-Key", "a").ask(limits).isGranted()).isFalse();
        time.pass(MINUTE);
        for (int i = 0; i < 10; i++) {
            assertThat(call().with("X-Key", "a").ask(limits).isGranted()).isTrue();
        }
        assertThat(call().with("X-Key", "a").ask(limits).isGranted()).isFalse();
    }

    @Test
    void who_waits_while_the_scope_changes_waits_in_a_budget_of_the_new_scope() {
        limits.put(quota(1).make());
        ask();
        AskingCall a = call().with("X-Key", "a").ask(limits);
        AskingCall b = call().with("X-Key", "b").ask(limits);

        limits.put(quota(1).perKey().make());
        time.run();
        assertThat(a.waits()).isTrue();
        time.pass(MINUTE);

        assertThat(a.isGranted()).isTrue();
        assertThat(b.isGranted()).isTrue();
    }

    @Test
    void the_operating_level_moves_between_floor_and_ceiling_and_forgets_nothing() {
        limits.put(quota(100).margin(0.1).control(0.2, 1.5).make());
        assertThat(state().operatingLevel()).isEqualTo(90);
        ask(50);

        assertThat(limits.operatingLevel(1, 60)).hasValue(60);
        assertThat(granted(ask(20))).isEqualTo(10);
        assertThat(limits.operatingLevel(1, 1)).hasValue(20);
        assertThat(window().used()).isEqualTo(60);
        assertThat(limits.operatingLevel(1, 1_000_000)).hasValue(150);
        time.run();
        assertThat(window().used()).isEqualTo(70);
        assertThat(limits.operatingLevel(99, 5)).isEmpty();
    }

    @Test
    void the_operating_level_outlives_an_edit_that_is_not_about_it() {
        limits.put(quota(100).margin(0.1).control(0.2, 1.5).make());
        limits.operatingLevel(1, 60);

        limits.put(quota(100).margin(0.1).control(0.2, 1.5).reserve(0.1).make());
        assertThat(state().operatingLevel()).isEqualTo(60);
        limits.put(quota(100).margin(0.2).control(0.2, 1.5).make());
        assertThat(state().operatingLevel()).isEqualTo(80);
    }

    @Test
    void the_providers_count_wins_where_it_is_higher() {
        limits.put(quota(100).make());
        AskingCall call = ask();
        ask(9);

        limits.observe(call.granted(), 1, ProviderCount.used(MINUTE, 40));
        assertThat(window().used()).isEqualTo(40);
        assertThat(window().providerUsed()).isEqualTo(40);
        assertThat(window().providerGap()).isEqualTo(30);
        assertThat(state().tally().elsewhere()).isEqualTo(30);

        limits.observe(call.granted(), 1, ProviderCount.used(MINUTE, 5));
        assertThat(window().used()).isEqualTo(40);
        ask(5);
        limits.observe(call.granted(), 1, ProviderCount.used(MINUTE, 45));
        assertThat(window().used()).isEqualTo(45);
        assertThat(window().providerGap()).isEqualTo(30);
        assertThat(state().tally().elsewhere()).isEqualTo(30);
    }

    @Test
    void a_count_of_a_window_that_is_over_is_ignored() {
        limits.put(quota(100).make());
        AskingCall call = ask();
        time.pass(MINUTE);
        ask();

        limits.observe(call.granted(), 1, ProviderCount.used(MINUTE, 90));

        assertThat(window().used()).isEqualTo(1);
    }

    @Test
    void what_the_provider_has_left_bounds_what_goes_out() {
        limits.put(quota(100).make());
        AskingCall call = ask();

        limits.observe(call.granted(), 1, new ProviderCount(null, null, 60L, 10L));

        assertThat(window().providerUsed()).isEqualTo(50);
        assertThat(window().providerLimit()).isEqualTo(60);
        assertThat(window().remaining()).isEqualTo(10);
    }

    @Test
    void absurd_counts_fill_the_window_at_most_until_it_is_over() {
        for (WindowKind kind : WindowKind.values()) {
            limits.put(TestQuota.of(kind, 100, MINUTE).make());
            AskingCall call = ask();
            limits.observe(call.granted(), 1, ProviderCount.used(MINUTE, Long.MAX_VALUE));
            limits.observe(call.granted(), 1, new ProviderCount(null, null, Long.MAX_VALUE, 0L));
            limits.observe(call.granted(), 1, new ProviderCount(MINUTE, -5L, -1L, Long.MIN_VALUE));
            limits.observe(call.granted(), 1, ProviderCount.used(Duration.ofDays(400), 7));
            assertThat(window().remaining()).as(kind.name()).isZero();
            time.pass(MINUTE);
            assertThat(window().used()).as(kind.name()).isZero();
            assertThat(granted(ask(100))).as(kind.name()).isEqualTo(100);
            limits.remove(1);
            time.pass(MINUTE);
        }
    }

    @Test
    void a_count_from_a_document_of_limits_is_taken_for_its_budget() {
        limits.put(quota(10).perKey().make());
        AskingCall call = call().with("X-Key", "a").ask(limits);
        BudgetKey budget = call.granted().budget(1L).orElseThrow();

        limits.observe(1, budget, ProviderCount.used(MINUTE, 10));

        assertThat(call().with("X-Key", "a").ask(limits).waits()).isTrue();
        assertThat(call().with("X-Key", "b").ask(limits).isGranted()).isTrue();
    }
}
