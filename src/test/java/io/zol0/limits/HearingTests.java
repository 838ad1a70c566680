package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Freeze.Scope;
import io.zol0.limits.Signal.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** To whom goes what an answer says. */
class HearingTests {
    private static final Preset BINANCE = PresetTests.shipped("binance");

    private final VirtualTime time = new VirtualTime();
    private final Limits limits = new Limits(time, time::nanos, KeyHash.under(new byte[16]));
    private final List<Scope> frozen = new ArrayList<>();
    private final BanGuard guard = new BanGuard(
            (scope, freeze) -> {
                frozen.add(scope);
                limits.freeze(scope, freeze);
            },
            limits::thaw,
            BanStore.NONE,
            time);
    private final Quota weight = made(0, 1);
    private final Quota orders = made(1, 2);
    private final Hearing hearing = new Hearing(1, BINANCE, List.of(weight, orders), limits, guard);

    @Test
    void each_count_goes_to_the_quota_it_speaks_of() {
        Granted order = order("key");
        hearing.heard(
                order,
                fine(
                        new Count("weight", Duration.ofMinutes(1), 700, -1, -1, null),
                        new Count("orders", Duration.ofSeconds(10), 30, -1, -1, null)));
        assertThat(used(1, 0)).isEqualTo(700);
        assertThat(used(2, 0)).isEqualTo(30);
        assertThat(used(2, 1)).as("the day, of which nothing was said").isEqualTo(1);
    }

    @Test
    void a_count_of_a_quota_that_the_call_did_not_fall_under_goes_nowhere() {
        hearing.heard(
                ask("GET", "/api/v3/depth", "key"),
                fine(new Count("orders", Duration.ofSeconds(10), 30, -1, -1, null)));
        assertThat(limits.state(2).orElseThrow().fullest()).isEmpty();
    }

    @Test
    void a_ban_is_the_whole_upstreams() {
        hearing.heard(order("key"), signal(Meaning.BANNED, false, null));
        assertThat(frozen).containsExactly(new Scope.OfUpstream(1));
        assertThat(new AskingCall(time)
                        .to(1)
                        .patientFor(0)
                        .ask(limits)
                        .refused()
                        .why())
                .isEqualTo(Refused.Why.FROZEN);
    }

    @Test
    void a_refusal_of_orders_is_that_keys_alone() {
        Granted order = order("key");
        hearing.heard(order, signal(Meaning.REFUSED, true, "orders"));
        assertThat(frozen).containsExactly(new Scope.OfBudget(2, order.budget(2).orElseThrow()));
        assertThat(order("another")).isNotNull();
        assertThat(ask("GET", "/api/v3/depth", "key")).isNotNull();
    }

    @Test
    void a_refusal_that_names_no_quota_is_that_of_the_first() {
        Granted order = order("key");
        hearing.heard(order, signal(Meaning.REFUSED, false, null));
        assertThat(frozen).containsExactly(new Scope.OfBudget(1, order.budget(1).orElseThrow()));
    }

    @Test
    void a_refusal_of_a_quota_that_nobody_set_up_is_the_whole_upstreams() {
        new Hearing(1, BINANCE, List.of(), limits, guard).heard(order("key"), signal(Meaning.REFUSED, true, "orders"));
        assertThat(frozen).containsExactly(new Scope.OfUpstream(1));
    }

    @Test
    void a_proper_answer_ends_the_row_of_refusals_of_its_own_key_only() {
        for (int i = 1; i < BanGuard.REFUSALS; i++) {
            hearing.heard(order("one"), refused());
            hearing.heard(order("two"), refused());
        }
        hearing.heard(order("one"), Signal.FINE);
        hearing.heard(order("one"), refused());
        assertThat(frozen).isEmpty();
        Granted second = order("two");
        hearing.heard(second, refused());
        assertThat(frozen)
                .containsExactly(new Scope.OfBudget(2, second.budget(2).orElseThrow()));
    }

    private static Signal refused() {
        return new Signal(Meaning.REFUSED, null, true, "orders", List.of());
    }

    private Granted order(String key) {
        return ask("POST", "/api/v3/order", key);
    }

    private Granted ask(String method, String template, String key) {
        return new AskingCall(time)
                .of(method, template)
                .with("X-MBX-APIKEY", key)
                .ask(limits)
                .granted();
    }

    private Signal signal(Meaning meaning, boolean perKey, @Nullable String quota) {
        Instant until = time.instant().plusSeconds(30);
        return new Signal(meaning, until, perKey, quota, List.of());
    }

    private static Signal fine(Count... counts) {
        return new Signal(Meaning.FINE, null, false, null, List.of(counts));
    }

    private long used(long quotaId, int window) {
        return limits.state(quotaId)
                .orElseThrow()
                .fullest()
                .getFirst()
                .windows()
                .get(window)
                .used();
    }

    private Quota made(int number, long id) {
        PresetQuota of = BINANCE.quotas().get(number);
        Quota draft = of.quota(1, Presets.reference(BINANCE, of));
        Quota made = new Quota(
                id,
                1,
                draft.name(),
                true,
                draft.preset(),
                draft.scope(),
                draft.windows(),
                draft.costs(),
                0,
                0,
                draft.minInterval(),
                draft.maxWait(),
                draft.whenEmpty(),
                draft.control(),
                0);
        limits.put(made);
        return made;
    }
}
