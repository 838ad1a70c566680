package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What calls a quota lets through, and what it answers those that it does not. */
class LimitsTests extends LimitsFixture {

    @Test
    void a_call_that_falls_under_no_quota_goes() {
        limits.put(
                TestQuota.of(WindowKind.ALIGNED, 1, MINUTE).endpoints("POST *").make());

        assertThat(granted(ask(100))).isEqualTo(100);
        assertThat(ask().granted().budget(1)).isEmpty();
        assertThat(call().to(2).ask(limits).isGranted()).isTrue();
    }

    @Test
    void a_disabled_quota_holds_nothing() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE).disabled().make());

        assertThat(granted(ask(10))).isEqualTo(10);
    }

    @Test
    void an_empty_quota_rejects_and_says_which_and_when_to_come_back() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 3, MINUTE)
                .whenEmpty(WhenEmpty.REJECT)
                .make());
        time.pass(Duration.ofSeconds(20));
        ask(3);

        Refused refused = ask().refused();

        assertThat(refused.why()).isEqualTo(Refused.Why.EMPTY);
        assertThat(refused.quota()).isNotNull();
        assertThat(refused.quota().name()).isEqualTo("weight");
        assertThat(refused.comeBack()).isEqualTo(Duration.ofSeconds(40));
        assertThat(refused.detail())
                .isEqualTo("The quota weight has no room for this call yet; call again in 40 seconds.");
        assertThat(refused.stale()).isFalse();
        time.pass(refused.comeBack());
        assertThat(ask().isGranted()).isTrue();
    }

    @Test
    void an_empty_quota_asks_for_the_last_good_answer_where_it_shall() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE)
                .whenEmpty(WhenEmpty.SERVE_STALE)
                .make());
        ask();

        assertThat(ask().refused().stale()).isTrue();
    }

    @Test
    void a_quota_in_dry_run_holds_nothing_and_counts_what_it_would_have_held() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 3, MINUTE)
                .whenEmpty(WhenEmpty.SHADOW)
                .make());

        assertThat(granted(ask(10))).isEqualTo(10);
        assertThat(state().tally().wouldHaveHeld()).isEqualTo(7);
        assertThat(window().used()).isEqualTo(10);
        assertThat(window().remaining()).isZero();
        assertThat(ask().granted().standings()).isEmpty();
    }

    @Test
    void a_call_is_spent_from_all_its_quotas_or_from_none() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 10, MINUTE).id(1).make());
        limits.put(TestQuota.of(WindowKind.ROLLING, 2, MINUTE)
                .id(2)
                .whenEmpty(WhenEmpty.REJECT)
                .make());

        assertThat(granted(ask(5))).isEqualTo(2);

        assertThat(limits.state(1).orElseThrow().tally().weight()).isEqualTo(2);
        assertThat(window().used()).isEqualTo(2);
        assertThat(ask().refused().quota().id()).isEqualTo(2);
    }

    @Test
    void a_call_fits_into_each_window_of_a_quota() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE)
                .windows(
                        new QuotaWindow(WindowKind.ALIGNED, 10, SECOND),
                        new QuotaWindow(WindowKind.ROLLING, 15, MINUTE))
                .whenEmpty(WhenEmpty.REJECT)
                .make());

        assertThat(granted(ask(20))).isEqualTo(10);
        time.pass(SECOND);
        assertThat(granted(ask(20))).isEqualTo(5);
        time.pass(SECOND);
        assertThat(granted(ask(20))).isZero();
    }

    @Test
    void the_margin_is_kept_unused() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE)
                .margin(0.07)
                .whenEmpty(WhenEmpty.REJECT)
                .make());

        assertThat(granted(ask(200))).isEqualTo(93);
    }

    @Test
    void a_margin_leaves_at_least_one() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE).margin(0.9).make());

        assertThat(ask().isGranted()).isTrue();
    }

    @Test
    void the_reserved_share_is_taken_by_high_priority_only() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 10, MINUTE)
                .reserve(0.3)
                .costs(ORDERS_FIRST)
                .whenEmpty(WhenEmpty.REJECT)
                .make());

        assertThat(granted(ask(20))).isEqualTo(7);
        assertThat(askOrder().isGranted()).isTrue();
        assertThat(askOrder().isGranted()).isTrue();
        assertThat(askOrder().isGranted()).isTrue();
        assertThat(askOrder().isGranted()).isFalse();
        assertThat(window().reserved()).isEqualTo(3);
    }

    @Test
    void what_a_call_weighs_is_read_from_a_query_field_by_the_table() {
        Cost depth = new Cost(
                "GET /api/v3/depth",
                250,
                "limit",
                List.of(new Cost.Step(100, 5), new Cost.Step(500, 25), new Cost.Step(1000, 50)),
                false);
        limits.put(TestQuota.of(WindowKind.ALIGNED, 10_000, MINUTE).costs(depth).make());

        assertThat(call().asking("limit", "100").ask(limits).granted().weight(1L))
                .isEqualTo(5);
        assertThat(call().asking("limit", "101").ask(limits).granted().weight(1L))
                .isEqualTo(25);
        assertThat(call().asking("limit", "1000").ask(limits).granted().weight(1L))
                .isEqualTo(50);
        assertThat(call().asking("limit", "5000").ask(limits).granted().weight(1L))
                .isEqualTo(250);
        for (String odd : List.of("", "-5", "1e3", "٣", "99999999999999999999", "10 ")) {
            assertThat(call().asking("limit", odd).ask(limits).granted().weight(1L))
                    .as(odd)
                    .isEqualTo(250);
        }
        assertThat(ask().granted().weight(1L)).isEqualTo(250);
        assertThat(call().of("GET", "/api/v3/time").ask(limits).granted().weight(1L))
                .isEqualTo(1);
    }

    @Test
    void the_first_cost_that_fits_is_taken() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE)
                .costs(new Cost("GET /api/v3/d*", 7, null, List.of(), false), new Cost("*", 3, null, List.of(), false))
                .make());

        assertThat(ask().granted().weight(1L)).isEqualTo(7);
        assertThat(call().of("GET", "/x").ask(limits).granted().weight(1L)).isEqualTo(3);
    }

    @Test
    void a_call_heavier_than_all_there_ever_is_is_refused_at_once_and_told_so() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 10, MINUTE)
                .margin(0.1)
                .weighing("*", 10)
                .make());

        Refused refused = ask().refused();

        assertThat(refused.why()).isEqualTo(Refused.Why.TOO_HEAVY);
        assertThat(refused.mayComeBack()).isFalse();
        assertThat(refused.detail())
                .isEqualTo(
                        "This call weighs 10, and the quota weight never lets more than 9 through at once; ask for less"
                                + " in one call.");
        assertThat(state().tally().tooHeavy()).isEqualTo(1);
    }

    @Test
    void a_call_that_weighs_nothing_goes_even_when_the_quota_is_empty() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE)
                .weighing("GET /api/v3/ping", 0)
                .make());
        ask(3);

        AskingCall ping = call().of("GET", "/api/v3/ping").ask(limits);

        assertThat(ping.isGranted()).isTrue();
        ping.granted().giveBack();
        assertThat(window().used()).isEqualTo(1);
    }

    @Test
    void calls_of_one_budget_keep_their_interval() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE)
                .every(Duration.ofMillis(200))
                .make());

        List<AskingCall> calls = ask(4);
        assertThat(granted(calls)).isEqualTo(1);
        time.pass(Duration.ofMillis(200));
        assertThat(granted(calls)).isEqualTo(2);
        time.pass(Duration.ofMillis(399));
        assertThat(granted(calls)).isEqualTo(3);
        time.pass(Duration.ofMillis(1));
        assertThat(granted(calls)).isEqualTo(4);
    }

    @Test
    void keys_have_a_budget_each_and_are_kept_as_keyed_hashes_only() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE)
                .perKey()
                .whenEmpty(WhenEmpty.REJECT)
                .make());

        AskingCall alice = call().with("X-Key", "alice-secret").ask(limits);
        assertThat(alice.isGranted()).isTrue();
        assertThat(call().with("X-Key", "bob-secret").ask(limits).isGranted()).isTrue();
        assertThat(call().with("X-Key", "alice-secret").ask(limits).isGranted()).isFalse();
        assertThat(ask().isGranted()).isTrue();
        assertThat(ask().isGranted()).isFalse();

        assertThat(alice.granted().budget(1L).orElseThrow().keyHash())
                .isEqualTo(KeyHash.under(SECRET).hash("alice-secret"));
        assertThat(state().toString()).doesNotContain("alice-secret");
        assertThat(state().budgets()).isEqualTo(3);
    }

    @Test
    void callers_and_endpoints_have_a_budget_each_where_they_are_told_apart() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE)
                .perCaller()
                .perEndpoint()
                .whenEmpty(WhenEmpty.REJECT)
                .make());

        assertThat(call().by("a").ask(limits).isGranted()).isTrue();
        assertThat(call().by("b").ask(limits).isGranted()).isTrue();
        assertThat(call().by("a").of("GET", "/x").ask(limits).isGranted()).isTrue();
        assertThat(call().by("a").ask(limits).isGranted()).isFalse();
        assertThat(call().by("a").of("GET", "/x").ask(limits).isGranted()).isFalse();
    }

    @Test
    void what_was_never_sent_is_given_back_once() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 2, MINUTE)
                .whenEmpty(WhenEmpty.REJECT)
                .make());
        AskingCall first = ask();
        ask();

        first.granted().giveBack();
        first.granted().giveBack();

        assertThat(ask().isGranted()).isTrue();
        assertThat(ask().isGranted()).isFalse();
    }

    @Test
    void a_call_whose_deadline_has_passed_is_refused_and_spends_nothing() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 5, MINUTE).make());

        assertThat(call().patientFor(-1).ask(limits).refused().why()).isEqualTo(Refused.Why.TOO_LATE);
        assertThat(call().patientFor(Long.MIN_VALUE).ask(limits).refused().why())
                .isEqualTo(Refused.Why.TOO_LATE);

        assertThat(state().tally().weight()).isZero();
    }

    @Test
    void a_call_that_will_not_wait_goes_or_is_refused() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE).make());

        assertThat(call().patientFor(0).ask(limits).isGranted()).isTrue();
        assertThat(call().patientFor(0).ask(limits).refused().why()).isEqualTo(Refused.Why.EMPTY);
    }

    @Test
    void whoever_looks_on_sees_what_is_left_who_spent_it_and_when_it_will_be_gone() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 600, Duration.ofHours(1))
                .margin(0.1)
                .make());
        for (int i = 0; i < 50; i++) {
            call().by(i % 5 == 0 ? "slow" : "fast").ask(limits);
            time.pass(SECOND);
        }

        QuotaState state = state();
        BudgetState budget = state.fullest().getFirst();

        assertThat(state.callers()).containsExactly(new QuotaState.Spend("fast", 40), new QuotaState.Spend("slow", 10));
        assertThat(state.endpoints()).containsExactly(new QuotaState.Spend("GET /api/v3/depth", 50));
        assertThat(budget.spentPerMinute()).isEqualTo(50);
        assertThat(window().allowed()).isEqualTo(540);
        assertThat(window().remaining()).isEqualTo(490);
        assertThat(window().headroom()).isCloseTo(490.0 / 540, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(window().fullIn()).isEqualTo(Duration.ofHours(1).minusSeconds(50));
        assertThat(budget.exhaustedIn()).isEqualTo(Duration.ofSeconds(588));
        time.pass(MINUTE);
        assertThat(state().callers()).isEmpty();
        assertThat(state().fullest().getFirst().exhaustedIn()).isNull();
    }

    @Test
    void whoever_calls_can_be_told_what_is_left_in_the_tightest_window() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE)
                .windows(
                        new QuotaWindow(WindowKind.ALIGNED, 10, SECOND),
                        new QuotaWindow(WindowKind.ALIGNED, 100, MINUTE))
                .make());
        AskingCall call = ask();

        Standing standing = call.granted().standings().getFirst();

        assertThat(standing.window()).isZero();
        assertThat(standing.allowed()).isEqualTo(10);
        assertThat(standing.remaining()).isEqualTo(9);
        assertThat(standing.fullInNanos()).isEqualTo(SECOND.toNanos());
        assertThat(limits.standings(call)).containsExactly(standing);
    }

    @Test
    void a_removed_quota_and_those_of_a_removed_upstream_hold_nothing() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE).id(1).make());
        limits.put(TestQuota.of(WindowKind.ALIGNED, 1, MINUTE).id(2).make());

        limits.remove(1);
        limits.remove(77);
        assertThat(limits.states()).hasSize(1);
        limits.removeUpstream(1);
        limits.removeUpstream(77);

        assertThat(limits.states()).isEmpty();
        assertThat(granted(ask(5))).isEqualTo(5);
    }
}
