package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How calls wait for room. */
class QueueTests extends LimitsFixture {

    private void put(long capacity) {
        limits.put(TestQuota.of(WindowKind.ALIGNED, capacity, MINUTE)
                .costs(ORDERS_FIRST)
                .waiting(Duration.ofMinutes(5))
                .make());
    }

    @Test
    void first_come_is_first_served_when_there_is_room_again() {
        put(2);
        List<AskingCall> calls = ask(5);
        assertThat(granted(calls)).isEqualTo(2);
        assertThat(state().waiting()).isEqualTo(3);

        time.pass(MINUTE.minusNanos(1));
        assertThat(granted(calls)).isEqualTo(2);
        time.passNanos(1);

        assertThat(calls.subList(0, 4)).allMatch(AskingCall::isGranted);
        assertThat(calls.get(4).waits()).isTrue();
        assertThat(calls.get(3).granted().queuedNanos()).isEqualTo(MINUTE.toNanos());
        assertThat(state().tally().waited()).isEqualTo(2);
        assertThat(state().tally().waitedNanos()).isEqualTo(2 * MINUTE.toNanos());
    }

    @Test
    void high_priority_goes_before_those_that_came_first() {
        put(1);
        ask();
        AskingCall early = ask();
        AskingCall order = askOrder();
        AskingCall laterOrder = askOrder();
        assertThat(state().fullest().getFirst().waitingHigh()).isEqualTo(2);

        time.pass(MINUTE);
        assertThat(order.isGranted()).isTrue();
        assertThat(laterOrder.waits()).isTrue();
        time.pass(MINUTE);
        assertThat(laterOrder.isGranted()).isTrue();
        assertThat(early.waits()).isTrue();
        time.pass(MINUTE);
        assertThat(early.isGranted()).isTrue();

        QuotaState.Tally tally = state().tally();
        assertThat(tally.waited()).isEqualTo(3);
        assertThat(tally.waitedNanos()).isEqualTo(6 * MINUTE.toNanos());
        assertThat(tally.waitedHigh()).isEqualTo(2);
        assertThat(tally.waitedHighNanos()).isEqualTo(3 * MINUTE.toNanos());
    }

    @Test
    void nobody_overtakes_those_who_wait_even_with_a_lighter_call() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 10, MINUTE)
                .weighing("GET /heavy", 8)
                .make());
        ask(5);
        AskingCall heavy = call().of("GET", "/heavy").ask(limits);

        AskingCall light = ask();
        assertThat(heavy.waits()).isTrue();
        assertThat(light.waits()).isTrue();

        time.pass(MINUTE);
        assertThat(heavy.isGranted()).isTrue();
        assertThat(light.isGranted()).isTrue();
    }

    @Test
    void a_call_that_would_wait_longer_than_it_may_is_refused_at_once() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 10, MINUTE)
                .waiting(Duration.ofSeconds(30))
                .make());
        ask(10);

        assertThat(ask().refused().comeBack()).isEqualTo(MINUTE);
        time.pass(Duration.ofSeconds(30));
        List<AskingCall> waiting = ask(10);
        assertThat(waiting).allMatch(AskingCall::waits);
        AskingCall beyond = ask();

        assertThat(beyond.refused().why()).isEqualTo(Refused.Why.EMPTY);
        assertThat(beyond.refused().comeBack()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void a_callers_deadline_counts_where_it_comes_first() {
        put(1);
        ask();
        AskingCall patient = ask();
        AskingCall hasty = call().patientFor(Duration.ofSeconds(59).toNanos()).ask(limits);
        assertThat(hasty.refused().why()).isEqualTo(Refused.Why.EMPTY);

        // Room for one comes in time, but for the one that came before.
        time.pass(MINUTE.minusSeconds(1));
        patient.cancel();
        AskingCall just = call().patientFor(SECOND.toNanos()).ask(limits);
        time.pass(SECOND);
        assertThat(just.isGranted()).isTrue();
    }

    @Test
    void who_waited_in_vain_is_told_when_to_come_back() {
        put(1);
        ask();
        AskingCall waiting = call().patientFor(Duration.ofSeconds(70).toNanos()).ask(limits);
        assertThat(waiting.waits()).isTrue();
        time.pass(Duration.ofSeconds(50));
        limits.observe(1, BudgetKey.SHARED, ProviderCount.used(MINUTE, 1));
        AskingCall order = askOrder();
        time.pass(Duration.ofSeconds(10));
        assertThat(order.isGranted()).isTrue();

        time.pass(Duration.ofSeconds(60));

        assertThat(waiting.refused().why()).isEqualTo(Refused.Why.EMPTY);
        assertThat(waiting.refused().comeBack()).isLessThanOrEqualTo(MINUTE);
        assertThat(waiting.told()).hasSize(1);
        assertThat(state().waiting()).isZero();
    }

    @Test
    void who_hangs_up_gives_the_place_back() {
        put(1);
        ask();
        AskingCall gone = ask();
        AskingCall next = ask();

        gone.cancel();
        gone.cancel();
        time.pass(MINUTE);

        assertThat(gone.told()).isEmpty();
        assertThat(next.isGranted()).isTrue();
        assertThat(state().tally().gone()).isEqualTo(1);
    }

    @Test
    void who_hangs_up_in_the_moment_of_being_let_through_gives_back_what_was_spent() {
        put(2);
        ask(2);
        AskingCall first = ask();
        AskingCall second = ask();
        AskingCall third = ask();
        first.then(second::cancel);

        time.pass(MINUTE);

        assertThat(first.isGranted()).isTrue();
        assertThat(second.told()).isEmpty();
        assertThat(third.isGranted()).isTrue();
    }

    @Test
    void cancelling_after_the_answer_takes_nothing_back() {
        put(1);
        ask();
        AskingCall waiting = ask();
        time.pass(MINUTE);
        assertThat(waiting.isGranted()).isTrue();

        waiting.cancel();

        assertThat(ask().isGranted()).isFalse();
        assertThat(window().used()).isEqualTo(1);
    }

    @Test
    void what_is_given_back_lets_the_next_one_through() {
        put(1);
        AskingCall first = ask();
        AskingCall waiting = ask();

        first.granted().giveBack();
        time.run();

        assertThat(waiting.isGranted()).isTrue();
        assertThat(waiting.granted().queuedNanos()).isZero();
    }

    @Test
    void nothing_is_polled_one_timer_goes_off_for_a_whole_line() {
        put(100);
        ask(100);
        List<AskingCall> waiting = ask(100);

        time.pass(MINUTE);

        assertThat(granted(waiting)).isEqualTo(100);
        assertThat(time.fired()).isEqualTo(1);
        assertThat(time.timers()).isZero();
    }

    @Test
    void ten_thousand_callers_at_once_are_let_through_in_their_order_and_no_faster_than_allowed() {
        limits.put(
                TestQuota.of(WindowKind.ALIGNED, 2_000, SECOND).waiting(MINUTE).make());
        List<Integer> order = new ArrayList<>();
        List<AskingCall> calls = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            int number = i;
            calls.add(call().then(() -> order.add(number)).ask(limits));
        }
        assertThat(granted(calls)).isEqualTo(2_000);
        assertThat(limits.waiting(1)).isEqualTo(10_000);

        for (int second = 1; second <= 5; second++) {
            time.pass(SECOND);
            assertThat(granted(calls)).isEqualTo(2_000L * (second + 1));
        }

        assertThat(order).isSorted().hasSize(10_000);
        assertThat(limits.waiting(1)).isZero();
    }

    @Test
    void where_as_many_wait_as_may_the_next_is_told_to_come_back() {
        put(10);
        ask(10);
        limits.put(TestQuota.of(WindowKind.ALIGNED, 10, MINUTE)
                .costs(ORDERS_FIRST)
                .waiting(Duration.ofDays(2))
                .make());
        List<AskingCall> waiting = ask(Limits.MOST_WAITING);
        assertThat(waiting).allMatch(AskingCall::waits);

        Refused full = ask().refused();

        assertThat(full.why()).isEqualTo(Refused.Why.QUEUE_FULL);
        assertThat(full.comeBack()).isPositive();
        assertThat(full.mayComeBack()).isTrue();
        assertThat(state().tally().queueFull()).isEqualTo(1);

        AskingCall order = askOrder();
        time.run();
        assertThat(order.waits()).isTrue();
        assertThat(waiting.getLast().refused().why()).isEqualTo(Refused.Why.QUEUE_FULL);
        assertThat(limits.waiting(1)).isEqualTo(Limits.MOST_WAITING);
        time.pass(MINUTE);
        assertThat(order.isGranted()).isTrue();
    }

    @Test
    void who_waits_for_one_budget_does_not_hold_up_others() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE).id(1).make());
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE).id(2).perKey().make());
        call().with("X-Key", "a").ask(limits);
        AskingCall waiting = call().with("X-Key", "a").ask(limits);

        assertThat(waiting.waits()).isTrue();
        assertThat(call().with("X-Key", "b").ask(limits).isGranted()).isTrue();
    }

    @Test
    void who_waits_for_two_quotas_goes_when_both_have_room() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, SECOND).id(1).make());
        limits.put(TestQuota.of(WindowKind.ROLLING, 2, Duration.ofSeconds(10))
                .id(2)
                .make());
        List<AskingCall> calls = ask(5);

        time.pass(SECOND);
        assertThat(granted(calls)).isEqualTo(2);
        time.pass(Duration.ofSeconds(8));
        assertThat(granted(calls)).isEqualTo(2);
        time.pass(SECOND);
        assertThat(granted(calls)).isEqualTo(3);
        time.pass(SECOND);
        assertThat(granted(calls)).isEqualTo(4);
    }

    @Test
    void a_line_whose_timer_was_lost_with_its_loop_goes_on() {
        put(1);
        ask();
        AskingCall waiting = ask();
        time.loseTimers();
        time.pass(MINUTE.plusSeconds(2));
        assertThat(waiting.waits()).isTrue();

        limits.tidy();
        time.run();

        assertThat(waiting.isGranted()).isTrue();
    }
}
