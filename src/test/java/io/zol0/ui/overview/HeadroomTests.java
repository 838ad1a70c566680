package io.zol0.ui.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.BudgetKey;
import io.zol0.limits.Control;
import io.zol0.limits.Freeze;
import io.zol0.limits.KeyHash;
import io.zol0.limits.Limits;
import io.zol0.limits.ProviderCount;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadroomTests {
    private static final Duration HOUR = Duration.ofHours(1);

    private final Limits limits = new Limits(Clock.systemUTC(), System::nanoTime, KeyHash.under(new byte[16]));

    private void put(long id, String name, boolean enabled) {
        limits.put(new Quota(
                id,
                1,
                name,
                enabled,
                null,
                QuotaScope.UPSTREAM,
                List.of(new QuotaWindow(WindowKind.ROLLING, 100, HOUR)),
                List.of(),
                0,
                0,
                Duration.ZERO,
                Duration.ZERO,
                WhenEmpty.REJECT,
                Control.OFF,
                0));
    }

    private void spend(long id, long weight) {
        limits.observe(id, BudgetKey.SHARED, ProviderCount.used(HOUR, weight));
    }

    @Test
    void nothing_is_said_without_a_quota() {
        assertThat(Headroom.of(limits.states())).isEmpty();
    }

    @Test
    void all_is_left_before_anything_is_spent() {
        put(1, "weight", true);
        assertThat(Headroom.of(limits.states())).hasValueSatisfying(worst -> {
            assertThat(worst.figure()).isEqualTo("100\u00a0%");
            assertThat(worst.words()).isEqualTo("weight, does not run out");
            assertThat(worst.worrying()).isFalse();
        });
    }

    @Test
    void the_quota_with_least_left_is_named_and_led_to() {
        put(1, "weight", true);
        put(2, "orders", true);
        spend(1, 30);
        spend(2, 95);
        assertThat(Headroom.of(limits.states())).hasValueSatisfying(worst -> {
            assertThat(worst.figure()).isEqualTo("5\u00a0%");
            assertThat(worst.words()).startsWith("orders, ");
            assertThat(worst.path()).isEqualTo("quotas/2");
            assertThat(worst.worrying()).isTrue();
        });
    }

    @Test
    void a_frozen_quota_comes_before_one_with_less_left() {
        put(1, "weight", true);
        put(2, "orders", true);
        spend(1, 30);
        spend(2, 95);
        limits.freeze(new Freeze.Scope.OfQuota(1), new Freeze(Instant.now().plusSeconds(600), "it answered 418"));
        assertThat(Headroom.of(limits.states())).hasValueSatisfying(worst -> {
            assertThat(worst.figure()).isEqualTo("frozen");
            assertThat(worst.path()).isEqualTo("quotas/1");
        });
    }

    @Test
    void a_quota_that_is_switched_off_does_not_count() {
        put(1, "weight", true);
        spend(1, 30);
        put(1, "weight", false);
        assertThat(Headroom.of(limits.states())).isEmpty();
    }
}
