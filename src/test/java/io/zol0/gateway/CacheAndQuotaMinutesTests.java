package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.cache.AnswerCache;
import io.zol0.catalog.Endpoint;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.Ban;
import io.zol0.limits.BanGuard;
import io.zol0.limits.BanStore;
import io.zol0.limits.BudgetKey;
import io.zol0.limits.KeyHash;
import io.zol0.limits.Limits;
import io.zol0.limits.ProviderCount;
import io.zol0.limits.Quota;
import io.zol0.metrics.SeriesJournal;
import io.zol0.metrics.SeriesKey;
import io.zol0.metrics.SeriesPoint;
import io.zol0.metrics.Subject;
import io.zol0.users.AsItself;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the cache and the quotas say becomes minutes in the database, and is read from there. */
@ApplicationTest
@AsItself
class CacheAndQuotaMinutesTests {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final Instant END = START.plus(Duration.ofMinutes(3));
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private DataSource database;

    private final AnswerCache cache = StoredAnswers.fresh();
    private final StoredAnswers answers = new StoredAnswers(cache);
    private Upstream upstream;

    @BeforeEach
    void add() {
        upstream = upstreams.add(UpstreamDraft.of("minutes", "https://example.org"));
    }

    @AfterEach
    void remove() {
        upstreams.remove(upstream.id());
        cache.close();
        JdbcClient.create(database)
                .sql("delete from series_minute where minute < timestamptz '2026-11-21'")
                .update();
    }

    @Test
    void what_the_cache_answered_is_there_by_the_minute() {
        Endpoint one = endpoints.resolve(upstream.id(), "GET", "/one");
        Subject subject = Subject.endpoint(one.id(), upstream.id());
        SeriesJournal journal = new SeriesJournal(database, START, new CacheSeries(cache, endpoints));
        try (journal) {
            journal.pass(MINUTE);
            ask(one, 1);
            journal.pass(MINUTE);
            ask(one, 3);
            journal.pass(MINUTE);
        }
        assertThat(sums(journal, CacheSeries.ASKED.of(subject))).containsExactly(1.0, 3.0);
        assertThat(sums(journal, CacheSeries.HITS.of(subject)))
                .as("all but the first")
                .containsExactly(3.0);
        assertThat(sums(journal, CacheSeries.ASKED.of(Subject.upstream(upstream.id()))))
                .containsExactly(1.0, 3.0);
        assertThat(journal.minutes(CacheSeries.USED, START, END))
                .hasSize(3)
                .extracting(SeriesPoint::last)
                .last()
                .isEqualTo((double) cache.used().toBytes());
    }

    @Test
    void what_a_quota_has_left_and_what_the_provider_counted_is_there_by_the_minute() {
        Limits limits = new Limits(Clock.systemUTC(), System::nanoTime, KeyHash.under(new byte[16]));
        Quota quota = LimitFixture.Quotas.of(100).named(7, "weight").make();
        Subject subject = Subject.quota(7, quota.upstreamId());
        limits.put(quota);
        Limiting limiting = new Limiting(
                limits,
                new BanGuard(limits::freeze, limits::thaw, new NoBans(), Clock.systemUTC()),
                LimitSettings.DEFAULTS);
        SeriesJournal journal = new SeriesJournal(database, START, new QuotaSeries(limiting));
        try (journal) {
            journal.pass(MINUTE);
            limits.observe(7, BudgetKey.SHARED, ProviderCount.used(LimitFixture.LONG, 40));
            journal.pass(MINUTE);
        }
        assertThat(journal.minutes(QuotaSeries.left(subject), START, END))
                .extracting(SeriesPoint::last)
                .containsExactly(1.0, 0.6);
        assertThat(journal.minutes(QuotaSeries.provider(subject, 0), START, END))
                .as("told where the provider spoke")
                .singleElement()
                .satisfies(point -> {
                    assertThat(point.at()).isEqualTo(START.plus(MINUTE));
                    assertThat(point.avg()).isEqualTo(40);
                });
        assertThat(journal.minutes(QuotaSeries.waitingHigh(subject), START, END))
                .extracting(SeriesPoint::max)
                .containsExactly(0.0, 0.0);
    }

    /** Keeps no ban, and has none. */
    private static final class NoBans implements BanStore {
        @Override
        public List<Ban> open() {
            return List.of();
        }

        @Override
        public void began(Ban ban) {}

        @Override
        public void lifted(Ban ban, String reason) {}
    }

    private void ask(Endpoint endpoint, int times) {
        for (int i = 0; i < times; i++) {
            answers.get(upstream.id(), endpoint.id(), "/one", "12345", System.currentTimeMillis());
        }
    }

    private static List<Double> sums(SeriesJournal journal, SeriesKey key) {
        return journal.minutes(key, START, END).stream()
                .map(SeriesPoint::sum)
                .filter(sum -> sum > 0)
                .toList();
    }
}
