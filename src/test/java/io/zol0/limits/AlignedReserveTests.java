package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AlignedReserveTests extends LimitsFixture {
    @Test
    void the_reserve_of_an_aligned_window_is_set_free_towards_its_end() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE)
                .reserve(0.2)
                .costs(ORDERS_FIRST)
                .make());
        assertThat(granted(ask(90))).isEqualTo(80);
        time.pass(Duration.ofSeconds(30).plusNanos(10));
        assertThat(window().used()).as("ten of those that waited").isEqualTo(90);
        assertThat(askOrder().isGranted()).as("an order in the middle").isTrue();
        assertThat(window().reserved()).isEqualTo(10);
    }

    @Test
    void what_waits_is_woken_as_the_reserve_is_set_free_and_not_only_at_the_boundary() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE).reserve(0.2).make());
        assertThat(granted(ask(80))).isEqualTo(80);
        AskingCall next = ask();
        assertThat(next.waits()).isTrue();
        time.pass(Duration.ofSeconds(3).minusNanos(1));
        assertThat(next.waits()).isTrue();
        time.passNanos(2);
        assertThat(next.isGranted()).isTrue();
    }

    @Test
    void all_of_it_can_be_used_up_and_never_more() {
        limits.put(TestQuota.of(WindowKind.ALIGNED, 100, MINUTE).reserve(0.2).make());
        ModelProvider provider = new ModelProvider(WindowKind.ALIGNED, 100, MINUTE);
        for (int i = 0; i < 300; i++) {
            call().then(() -> provider.get(time.nanos(), time.wallNanos(), 1)).ask(limits);
        }
        time.pass(MINUTE.minusNanos(1));
        assertThat(window().used()).isBetween(99L, 100L);
        time.pass(MINUTE);
        assertThat(provider.overdrawn()).isZero();
    }
}
