package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.Signal.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateLimitItemsTests {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Quota WEIGHT =
            PresetTests.shipped("binance").quotas().getFirst().quota(1, "binance");
    private static final Quota TWICE = TestQuota.of(WindowKind.ROLLING, 100, Duration.ofSeconds(10))
            .windows(
                    new QuotaWindow(WindowKind.ROLLING, 100, Duration.ofSeconds(10)),
                    new QuotaWindow(WindowKind.ROLLING, 90, Duration.ofMillis(500)))
            .make();
    private static final List<Standing> BOTH = List.of(
            new Standing(RateLimitItems.item(WEIGHT, 0, 5400), 0, 5400, 50, 29_001_000_000L),
            new Standing(RateLimitItems.item(TWICE, 1, 90), 1, 90, -3, 0));

    @Test
    void items_are_named_for_their_quota_and_the_window_where_there_are_several() {
        assertThat(RateLimitItems.policy(BOTH)).isEqualTo("\"zol0-weight\";q=5400;w=60, \"zol0-weight-2\";q=90");
        assertThat(RateLimitItems.limit(BOTH)).isEqualTo("\"zol0-weight\";r=50;t=30, \"zol0-weight-2\";r=0;t=0");
        assertThat(RateLimitItems.limit(List.of())).isEmpty();
    }

    @Test
    void what_is_written_can_be_read() {
        assertThat(StandardFields.read(
                        RateLimitItems.limit(BOTH), RateLimitItems.policy(BOTH), "calls", NOW.toEpochMilli()))
                .containsExactly(
                        new Count("calls", Duration.ofMinutes(1), -1, 5400, 50, NOW.plusSeconds(30)),
                        new Count("calls", null, -1, 90, 0, null));
    }
}
