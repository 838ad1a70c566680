package io.zol0.ui.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.catalog.Problem;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class PolicyTextTests {
    private static final CachePolicy OWN = new CachePolicy(
            CacheMode.OWN_TTL,
            Duration.ofSeconds(90),
            "It changes each minute.",
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            true,
            false,
            CachePriority.HIGH,
            true,
            DataSize.ofKilobytes(512),
            Duration.ofMillis(500));

    @Test
    void what_is_filled_in_reads_back_the_same() {
        for (CachePolicy policy : List.of(OWN, CachePolicy.OFF, CachePolicy.ORIGIN)) {
            PolicyText.Reading reading = PolicyText.of(policy).read();
            assertThat(reading.problems()).isEmpty();
            assertThat(reading.policy()).isEqualTo(policy);
        }
    }

    @Test
    void a_time_and_a_reason_of_ones_own_are_left_out_in_the_other_modes() {
        PolicyText own = PolicyText.of(OWN);
        PolicyText origin = new PolicyText(
                CacheMode.ORIGIN,
                "what nobody reads",
                own.reason(),
                own.staleWhileRevalidate(),
                own.staleIfError(),
                true,
                true,
                own.priority(),
                true,
                own.largestBody(),
                own.leaderWait());
        PolicyText.Reading reading = origin.read();
        assertThat(reading.problems()).isEmpty();
        assertThat(reading.policy().ttl()).isZero();
        assertThat(reading.policy().reason()).isEmpty();
    }

    @Test
    void each_field_that_cannot_be_read_is_named() {
        PolicyText broken = new PolicyText(
                CacheMode.OWN_TTL, "5", "why", "soon", "", true, false, CachePriority.LOW, true, "8", "x");
        assertThat(broken.read().problems())
                .extracting(Problem::field)
                .containsExactlyInAnyOrder("ttl", "staleWhileRevalidate", "staleIfError", "largestBody", "leaderWait");
    }
}
