package io.zol0.ui.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.catalog.CacheSetting;
import io.zol0.limits.Control;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import io.zol0.metrics.Answer;
import io.zol0.metrics.HeldCalls;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class QuotaEffectTests {
    private static String said(HeldCalls held) {
        return QuotaEffect.words(new Answer.Found<>(held)).replace('\u00a0', ' ');
    }

    @Test
    void with_too_little_recorded_it_says_how_much_there_is() {
        assertThat(said(new HeldCalls.NotEnough(Duration.ofMinutes(12))))
                .isEqualTo("Not enough recorded yet to say what it would have meant: 12 min of 1 h.");
    }

    @Test
    void what_would_have_been_held_is_told_as_the_lower_bound_that_it_is() {
        assertThat(said(new HeldCalls.Held(Duration.ofHours(2), 1_000, 200, 40, 5, 90)))
                .isEqualTo(
                        "Of the 1,000 calls of the last 2 h at least 2 a minute would have waited past their minute or been"
                                + " refused, 90 in the worst minute.");
        assertThat(said(new HeldCalls.Held(Duration.ofHours(2), 1_000, 0, 0, 0, 0)))
                .isEqualTo("None of the 1,000 calls of the last 2 h would have waited past its minute.");
    }

    @Test
    void a_history_that_is_away_is_told_with_its_reason() {
        assertThat(QuotaEffect.words(new Answer.Unavailable<>("the database is away.")))
                .isEqualTo("The history is unavailable: the database is away.");
    }

    @Test
    void a_quota_that_serves_stale_answers_says_where_no_policy_has_them_served() {
        Quota stale = quota(WhenEmpty.SERVE_STALE);
        assertThat(QuotaEffect.stale(stale, List.of()))
                .hasValueSatisfying(said ->
                        assertThat(said).startsWith("No cache policy of the upstream has stale answers served"));
        assertThat(QuotaEffect.stale(stale, List.of(setting(1, CachePolicy.ORIGIN))))
                .isPresent();
        assertThat(QuotaEffect.stale(stale, List.of(setting(2, serving(Duration.ofMinutes(1), true)))))
                .as("the policy of another upstream")
                .isPresent();
        assertThat(QuotaEffect.stale(stale, List.of(setting(1, serving(Duration.ZERO, true)))))
                .isEmpty();
        assertThat(QuotaEffect.stale(stale, List.of(setting(1, serving(Duration.ofMinutes(1), false)))))
                .isEmpty();
        assertThat(QuotaEffect.stale(quota(WhenEmpty.REJECT), List.of())).isEmpty();
    }

    private static Quota quota(WhenEmpty whenEmpty) {
        return new Quota(
                0,
                1,
                "calls",
                true,
                null,
                QuotaScope.UPSTREAM,
                List.of(new QuotaWindow(WindowKind.ALIGNED, 100, Duration.ofMinutes(1))),
                List.of(),
                0.1,
                0,
                Duration.ZERO,
                Duration.ZERO,
                whenEmpty,
                Control.OFF,
                0);
    }

    private static CacheSetting setting(long upstreamId, CachePolicy policy) {
        return new CacheSetting(upstreamId, 0, policy, 1);
    }

    private static CachePolicy serving(Duration ifError, boolean onRefusal) {
        return new CachePolicy(
                CacheMode.ORIGIN,
                Duration.ZERO,
                "",
                Duration.ZERO,
                ifError,
                onRefusal,
                false,
                CachePriority.MEDIUM,
                true,
                DataSize.ofMegabytes(8),
                Duration.ofSeconds(5));
    }
}
