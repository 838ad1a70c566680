package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.alerts.Leadership;
import io.zol0.cache.CacheMode;
import io.zol0.cache.CachePolicy;
import io.zol0.catalog.CachePolicies;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.Control;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import io.zol0.users.Itself;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * A day of the demo's traffic in virtual time with the autopilot on: advisors, finder, autopilot, trials, catalog and database are those of
 * production; what the callers do and how pages change is told by {@link DemoDay}, and by nobody else.
 */
@ApplicationTest
class DemoDayTests {
    private static final Instant BEGIN = Instant.parse("2026-11-26T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final long SEED = Long.getLong("zol0.demo.day", 1);

    @Autowired
    private ApplicationContext application;

    @Test
    void a_day_with_the_autopilot_gains_what_the_first_monitor_only_claimed() throws Exception {
        application.getBean(Leadership.class).close();
        Upstreams upstreams = application.getBean(Upstreams.class);
        try (Connection leader = application.getBean(DataSource.class).getConnection()) {
            leader.createStatement().execute("select pg_advisory_lock(hashtext('zol0 alerts'))");
            Upstream upstream = Itself.ask(() -> upstreams.add(UpstreamDraft.of("exchange", "http://localhost:1")));
            try {
                fly(upstream);
            } finally {
                Itself.run(() -> upstreams.remove(upstream.id()));
                leader.createStatement().execute("select pg_advisory_unlock(hashtext('zol0 alerts'))");
            }
        }
    }

    private void fly(Upstream upstream) {
        Endpoints endpoints = application.getBean(Endpoints.class);
        Catalog catalog = application.getBean(Catalog.class);
        CachePolicies policies = application.getBean(CachePolicies.class);
        Quotas quotas = application.getBean(Quotas.class);
        RecommendationTable table = application.getBean(RecommendationTable.class);
        JdbcClient database = application.getBean(JdbcClient.class);
        long order = Itself.ask(
                () -> endpoints.resolve(upstream.id(), "POST", "/api/v3/order").id());
        long quota = Itself.ask(() -> catalog.apply(SettingChange.of(orders(upstream.id()))))
                .setting()
                .number();
        DemoDay day = new DemoDay(policies, quotas, upstream.id(), quota, order, BEGIN, SEED);
        List<DemoDay.Page> pages = new ArrayList<>();
        // What the first monitor said these take: 7 s and 10 s.
        pages.add(page(day, upstream, "/api/trading/statistics", 2.5, 900, 7));
        pages.add(page(day, upstream, "/api/cache/init", 10, 14_400, 10));
        pages.add(page(day, upstream, "/api/market/tickers", 2.5, 400, 0.2));
        // Nobody could keep this one: it changes faster than it is asked for.
        pages.add(page(day, upstream, "/api/v3/time", 0.5, 0.3, 0.05));
        Life life = new Life(
                table,
                application.getBean(TrialTable.class),
                catalog,
                application.getBean(Subjects.class),
                day,
                application.getBean(InForce.class),
                Bystander.NONE);
        AutopilotTable autopilots = application.getBean(AutopilotTable.class);
        Pilot pilot = new Pilot(
                table,
                autopilots,
                application.getBean(InForce.class),
                application,
                application.getBean(PlatformTransactionManager.class));
        Finder finder = new Finder(
                List.of(
                        new TtlAdvisor(
                                application.getBean(Records.class),
                                endpoints,
                                application.getBean(Upstreams.class),
                                policies,
                                day),
                        new QuotaAdvisor(quotas, application.getBean(Upstreams.class), day, day, table)),
                table,
                application);
        Autopilot off = Autopilot.off("production", upstream.id());
        Itself.ask(() -> application
                .getBean(Autopilots.class)
                .save(new Autopilot(
                        "production",
                        upstream.id(),
                        true,
                        Set.of(Advice.Kind.values()),
                        Autopilot.LARGEST_STEP,
                        0,
                        0,
                        off.zone(),
                        false,
                        0)));
        Instant end = BEGIN.plus(Duration.ofHours(24));
        int pieces = 0;
        boolean trying = false;
        for (Instant now = BEGIN; now.isBefore(end); pieces++) {
            Instant began = now;
            Instant at = now.plus(Meter.PIECE);
            boolean look = pieces % 60 == 59;
            // Where nothing is on trial, nobody has to look every ten seconds.
            boolean round = trying || pieces % 5 == 4;
            if (look) {
                pages.forEach(each -> note(database, upstream.id(), each, at));
            }
            Itself.ask(Finder.OPTIMIZER, () -> {
                day.play(began);
                if (look) {
                    finder.pass(at);
                }
                if (round) {
                    pilot.round(at);
                    life.round(at);
                    day.hear();
                }
                return true;
            });
            trying = round ? Itself.ask(() -> !table.all(State.TRIAL).isEmpty()) : trying;
            now = at;
        }
        List<Recommendation> all = Itself.ask(() -> table.page(RecommendationFilter.ALL, 0, 200));
        String told = all.stream()
                .map(each -> each.title() + ": " + each.state() + " " + each.verdict())
                .reduce("", (one, other) -> one + "\n" + other);
        DemoDay.Page statistics = pages.getFirst();
        double slow = statistics.meanTime(BEGIN, BEGIN.plus(HOUR));
        double quick = statistics.meanTime(end.minus(HOUR.multipliedBy(4)), end);
        assertThat(quick)
                .as("mean seconds of the statistics, %s before%s", slow, told)
                .isLessThan(slow * (1 - 0.63));
        figure("mean seconds of the statistics in the first hour", slow);
        figure("mean seconds of the statistics in the last four hours", quick);
        double held = day.heldShare(BEGIN, BEGIN.plus(HOUR));
        figure("share of orders that waited or were refused in the first hour", held);
        figure(
                "share of orders that waited or were refused in the last four hours",
                day.heldShare(end.minus(HOUR.multipliedBy(4)), end));
        figure(
                "advice that was kept",
                all.stream().filter(each -> each.verdict() == Verdict.KEEP).count());
        figure(
                "largest share of outdated answers of a page",
                pages.stream()
                        .mapToDouble(each -> each.outdatedShare(BEGIN, end))
                        .max()
                        .orElseThrow());
        LoggerFactory.getLogger(DemoDayTests.class).info("Advice of the day:{}", told);
        assertThat(day.heldShare(end.minus(HOUR.multipliedBy(4)), end))
                .as("orders that wait or are refused, %s before%s", held, told)
                .isLessThan(held / 2);
        assertThat(all.stream().filter(each -> each.verdict() == Verdict.KEEP))
                .as(told)
                .hasSizeGreaterThanOrEqualTo(3);
        assertThat(Itself.ask(() -> quotas.byId(quota).orElseThrow().minInterval()))
                .as("it was 5 s, and 2 s is what the first monitor came to%s", told)
                .isLessThanOrEqualTo(Duration.ofSeconds(2));
        for (DemoDay.Page each : pages) {
            assertThat(each.outdatedShare(BEGIN, end))
                    .as("within the budget%s", told)
                    .isLessThan(0.015);
        }
        assertThat(policies.policyOf(pages.getLast().endpointId, upstream.id()).ttl())
                .as("left as it was%s", told)
                .isZero();
    }

    /** What the day came to, in the order of its measuring. */
    static final Map<String, Double> FIGURES = Collections.synchronizedMap(new LinkedHashMap<>());

    private static void figure(String what, double value) {
        FIGURES.put(what, value);
        LoggerFactory.getLogger(DemoDayTests.class).info("{}: {}", what, value);
    }

    private DemoDay.Page page(DemoDay day, Upstream upstream, String path, double asked, double changes, double takes) {
        long id = Itself.ask(() -> application
                .getBean(Endpoints.class)
                .resolve(upstream.id(), "GET", path)
                .id());
        CachePolicy usual = CachePolicy.ORIGIN;
        CachePolicy policy = new CachePolicy(
                changes < 1 ? CacheMode.OFF : CacheMode.OWN_TTL,
                changes < 1 ? Duration.ZERO : Duration.ofSeconds(1),
                changes < 1 ? "" : "to begin with",
                Duration.ZERO,
                Duration.ZERO,
                false,
                false,
                usual.priority(),
                true,
                usual.largestBody(),
                usual.leaderWait());
        Itself.run(() ->
                application.getBean(Catalog.class).apply(SettingChange.cachePolicy(upstream.id(), id, 0, policy)));
        return day.page(id, asked, changes, takes, Seeds.of(SEED, path.hashCode()));
    }

    private static Quota orders(long upstreamId) {
        return new Quota(
                0,
                upstreamId,
                "orders",
                true,
                null,
                new QuotaScope(List.of("POST /api/v3/order"), null, false, false),
                List.of(new QuotaWindow(WindowKind.ROLLING, 60, Duration.ofMinutes(1))),
                List.of(),
                0.1,
                0,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                WhenEmpty.QUEUE,
                Control.OFF,
                0);
    }

    private static void note(JdbcClient database, long upstreamId, DemoDay.Page page, Instant now) {
        var record = page.record();
        database.sql("""
                insert into answer_change (endpoint_id, upstream_id, changed, unchanged, asked, first, after_change, again, noted_at)
                values (:id, :upstream, :changed, :unchanged, :asked, :first, :after, :again, :now)
                on conflict (endpoint_id) do update set changed = excluded.changed, unchanged = excluded.unchanged,
                    asked = excluded.asked, first = excluded.first, after_change = excluded.after_change,
                    again = excluded.again, noted_at = excluded.noted_at\
                """)
                .param("id", page.endpointId)
                .param("upstream", upstreamId)
                .param("changed", record.changed().toArray(Long[]::new))
                .param("unchanged", record.unchanged().toArray(Long[]::new))
                .param("asked", record.asked().toArray(Long[]::new))
                .param("first", record.first())
                .param("after", record.afterChange())
                .param("again", record.again())
                .param("now", RecommendationTable.at(now))
                .update();
    }
}
