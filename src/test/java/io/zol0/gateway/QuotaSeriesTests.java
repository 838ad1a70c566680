package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.Ban;
import io.zol0.limits.BanGuard;
import io.zol0.limits.BanStore;
import io.zol0.limits.BudgetKey;
import io.zol0.limits.Freeze;
import io.zol0.limits.KeyHash;
import io.zol0.limits.Limits;
import io.zol0.limits.ProviderCount;
import io.zol0.limits.Quota;
import io.zol0.metrics.Readings;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesName;
import io.zol0.metrics.Subject;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What of the quotas becomes series. */
class QuotaSeriesTests {
    private static final Subject QUOTA = Subject.quota(1, 1);

    private final Limits limits = new Limits(Clock.systemUTC(), System::nanoTime, KeyHash.under(new byte[16]));

    private final BanGuard guard = new BanGuard(limits::freeze, limits::thaw, new OneBan(), Clock.systemUTC());

    /** Kept one ban of the upstream. */
    private static final class OneBan implements BanStore {
        @Override
        public List<Ban> open() {
            Instant now = Instant.now();
            Freeze.Scope upstream = new Freeze.Scope.OfUpstream(1);
            return List.of(new Ban(upstream, 1, Ban.Kind.BANNED, now, now.plusSeconds(600), "it answered 418"));
        }

        @Override
        public void began(Ban ban) {}

        @Override
        public void lifted(Ban ban, String reason) {}
    }

    private static Quota quota(long id, long capacity) {
        return LimitFixture.Quotas.of(capacity).named(id, "quota-" + id).make();
    }

    private Map<SeriesKey, Double> read() {
        Map<SeriesKey, Double> read = new HashMap<>();
        Limiting limiting = new Limiting(limits, guard, LimitSettings.DEFAULTS);
        Readings into = new Readings() {
            @Override
            public void gauge(SeriesKey key, double value) {
                read.put(key, value);
            }

            @Override
            public void total(SeriesKey key, double total) {
                read.put(key, total);
            }
        };
        new QuotaSeries(limiting).read(into);
        new BanSeries(limiting, Clock.systemUTC()).read(into);
        return read;
    }

    @Test
    void what_is_used_and_left_and_what_the_provider_counted_are_series_of_the_quota() {
        limits.put(quota(1, 100));
        assertThat(read())
                .containsEntry(QuotaSeries.left(QUOTA), 1.0)
                .containsEntry(QuotaSeries.used(QUOTA, 0), 0.0)
                .doesNotContainKey(QuotaSeries.provider(QUOTA, 0));
        limits.observe(1, BudgetKey.SHARED, ProviderCount.used(LimitFixture.LONG, 40));
        assertThat(read())
                .containsEntry(QuotaSeries.left(QUOTA), 0.6)
                .containsEntry(QuotaSeries.used(QUOTA, 0), 40.0)
                .containsEntry(QuotaSeries.ours(QUOTA, 0), 0.0)
                .containsEntry(QuotaSeries.provider(QUOTA, 0), 40.0)
                .containsEntry(QuotaSeries.elsewhereShare(QUOTA), 0.4)
                .containsEntry(QuotaSeries.waitingHigh(QUOTA), 0.0)
                .containsEntry(QuotaSeries.waitingNormal(QUOTA), 0.0)
                .containsEntry(SeriesName.counter("quota.elsewhere", "weight").of(QUOTA), 40.0)
                .containsEntry(SeriesName.counter("quota.refused", "calls").of(QUOTA), 0.0);
    }

    @Test
    void bans_in_force_are_a_series_of_the_upstream() {
        SeriesKey bans = SeriesName.gauge("upstream.bans", "").of(Subject.upstream(1));
        limits.put(quota(1, 100));
        assertThat(read()).containsEntry(bans, 0.0);
        guard.restore();
        assertThat(read()).containsEntry(bans, 1.0);
    }

    @Test
    void quotas_beyond_the_bound_have_no_series() {
        for (long id = 1; id <= QuotaSeries.MOST_QUOTAS + 3; id++) {
            limits.put(quota(id, 10));
        }
        assertThat(read().keySet().stream()
                        .filter(key -> key.subject().kind() == Subject.Kind.QUOTA)
                        .map(key -> key.subject().id())
                        .distinct())
                .hasSize(QuotaSeries.MOST_QUOTAS)
                .contains(1L)
                .doesNotContain(QuotaSeries.MOST_QUOTAS + 1L);
    }
}
