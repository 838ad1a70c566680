package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.catalog.Setting;
import io.zol0.limits.Control;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuotaAdvisorTests {
    private static final HiddenLimit.Interval REFUSED = new HiddenLimit.Interval(90, 100, 110, true);

    @Test
    void a_pause_that_the_window_does_not_need_becomes_what_it_needs() {
        Advice.QuotaRoom advice = advised(quota(null, 60, 0.1, Duration.ofSeconds(5)));
        assertThat(advice.newInterval()).as("54 calls a minute").isEqualTo(Duration.ofMillis(1112));
        assertThat(advice.newCapacity()).isEqualTo(60);
        assertThat(advice.title("weight", "exchange"))
                .isEqualTo("Let calls of quota weight of exchange follow each other after 1.11 s instead of 5 s");
    }

    @Test
    void a_large_margin_is_halved_before_the_size_is_touched() {
        Advice.QuotaRoom advice = advised(quota("binance", 1200, 0.1, Duration.ZERO));
        assertThat(advice.newMargin()).isEqualTo(0.05);
        assertThat(advice.newCapacity()).isEqualTo(1200);
        assertThat(advice.step()).isBetween(1.05, 1.06);
    }

    @Test
    void nothing_goes_beyond_a_documented_size() {
        assertThat(QuotaAdvisor.roomier(quota("binance", 1200, 0.02, Duration.ZERO), 1, Optional.empty()))
                .isEmpty();
    }

    @Test
    void a_size_of_ones_own_grows_by_a_quarter_unless_the_provider_refused() {
        Quota own = quota(null, 60, 0.02, Duration.ZERO);
        assertThat(advised(own).newCapacity()).isEqualTo(75);
        assertThat(QuotaAdvisor.roomier(own, 1, Optional.of(REFUSED))).isEmpty();
    }

    @Test
    void advice_in_force_changes_what_it_says_and_nothing_else_and_survives_json() {
        Quota quota = quota(null, 60, 0.1, Duration.ofSeconds(5));
        Advice.QuotaRoom advice = advised(quota);
        Quota changed = ((Setting.OfQuota) advice.applied(new Setting.OfQuota(quota))).quota();
        assertThat(changed.minInterval()).isEqualTo(advice.newInterval());
        assertThat(Advice.QuotaRoom.of(quota).on(changed)).isEqualTo(quota);
        assertThat(AdviceJson.advice(Advice.Kind.QUOTA_ROOM, AdviceJson.write(advice)))
                .isEqualTo(advice);
    }

    private static Advice.QuotaRoom advised(Quota quota) {
        return QuotaAdvisor.roomier(quota, 1, Optional.empty()).orElseThrow();
    }

    private static Quota quota(@Nullable String preset, long capacity, double margin, Duration pause) {
        return new Quota(
                7,
                3,
                "weight",
                true,
                preset,
                new QuotaScope(List.of("*"), null, false, false),
                List.of(new QuotaWindow(WindowKind.ROLLING, capacity, Duration.ofMinutes(1))),
                List.of(),
                margin,
                0,
                pause,
                Duration.ofSeconds(10),
                WhenEmpty.QUEUE,
                Control.OFF,
                9);
    }
}
