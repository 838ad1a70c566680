package io.zol0.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.alerts.Leadership;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.Endpoints;
import io.zol0.catalog.Quotas;
import io.zol0.catalog.Setting;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

/** Advice of every kind is one that the catalog takes: it is tried, kept, and one click takes it back. */
@ApplicationTest
class AdviceKindsTests {
    @Autowired
    private ApplicationContext application;

    private final World world = new World();
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void advice_of_every_kind_goes_into_force_and_comes_back_as_it_was() throws Exception {
        application.getBean(Leadership.class).close();
        Upstreams upstreams = application.getBean(Upstreams.class);
        try (Connection leader = application.getBean(DataSource.class).getConnection()) {
            leader.createStatement().execute("select pg_advisory_lock(hashtext('zol0 alerts'))");
            Upstream upstream = Itself.ask(() -> upstreams.add(UpstreamDraft.of("exchange", "http://localhost:1")));
            try {
                List<Advice> all = advice(upstream.id());
                assertThat(all.stream().map(Advice::kind).collect(Collectors.toSet()))
                        .as("every kind")
                        .isEqualTo(EnumSet.allOf(Advice.Kind.class));
                for (Advice each : all) {
                    thereAndBack(each);
                }
            } finally {
                Itself.run(() -> upstreams.remove(upstream.id()));
                leader.createStatement().execute("select pg_advisory_unlock(hashtext('zol0 alerts'))");
            }
        }
    }

    private List<Advice> advice(long upstream) {
        Catalog catalog = application.getBean(Catalog.class);
        long book = Itself.ask(() -> application
                .getBean(Endpoints.class)
                .resolve(upstream, "GET", "/book")
                .id());
        long trades = Itself.ask(() -> application
                .getBean(Endpoints.class)
                .resolve(upstream, "GET", "/trades")
                .id());
        List<Quota> quotas = new ArrayList<>();
        for (String name : List.of("room", "reserve", "pace", "fit")) {
            long id = Itself.ask(() -> catalog.apply(SettingChange.of(quota(upstream, name))))
                    .setting()
                    .number();
            quotas.add(
                    Itself.ask(() -> application.getBean(Quotas.class).byId(id).orElseThrow()));
        }
        BreakerSettings off = BreakerSettings.OFF;
        Duration minute = Duration.ofMinutes(1);
        return List.of(
                new Advice.CacheTtl(upstream, book, Duration.ZERO, Duration.ZERO, Duration.ofSeconds(6), Duration.ZERO),
                new SharedAnswers(upstream, trades, Duration.ofSeconds(2)),
                Advice.QuotaRoom.of(quotas.getFirst()).sized(75),
                new QuotaReserve(upstream, quotas.get(1).id(), minute, 0, 0.1),
                new QuotaPace(upstream, quotas.get(2).id(), minute, Duration.ZERO, Duration.ofMillis(120)),
                new QuotaFit(upstream, quotas.get(3).id(), minute, 60, 52),
                new BreakerLevels(
                        upstream,
                        off,
                        new BreakerSettings(
                                true, 0.5, 1, off.slow(), off.window(), off.least(), off.pause(), off.trials())),
                new AtOnce(
                        upstream,
                        Duration.ofMillis(400),
                        ConcurrencySettings.OFF,
                        new ConcurrencySettings(true, 4, 18, 1.5)));
    }

    private void thereAndBack(Advice advice) {
        Subjects subjects = application.getBean(Subjects.class);
        RecommendationTable table = application.getBean(RecommendationTable.class);
        Recommendations recommendations = application.getBean(Recommendations.class);
        assertThat(AdviceJson.advice(advice.kind(), AdviceJson.write(advice))).isEqualTo(advice);
        assertThat(Itself.ask(() -> subjects.isThere(advice))).isTrue();
        assertThat(advice.step()).isGreaterThan(1);
        assertThat(advice.differsFrom(advice)).isFalse();
        Setting before = Itself.ask(() -> subjects.now(advice));
        Proposal proposal = new Proposal(
                advice,
                "something",
                "Do it: " + advice.kind(),
                "It was seen.",
                new Evidence(List.of(), List.of()),
                new Effect(Aim.TO_PROVIDER, 0.9, 0.3, 0.25, 0.35),
                0.9,
                1000,
                Risk.LOW);
        Itself.run(() -> new Finder(List.of(), table, application).keep(List.of(proposal), now));
        long id = Itself.ask(() -> table.open(advice.setting())).orElseThrow().id();
        Itself.run(() -> recommendations.approve(id, false));
        Life life = new Life(
                table,
                application.getBean(TrialTable.class),
                application.getBean(Catalog.class),
                subjects,
                world,
                application.getBean(InForce.class),
                Bystander.NONE);
        for (int i = 0; i < 400 && state(table, id) != State.WATCHED; i++) {
            now = now.plus(Meter.PIECE);
            Itself.ask(Finder.OPTIMIZER, () -> {
                life.round(now);
                return true;
            });
        }
        assertThat(state(table, id))
                .as(() -> Itself.ask(() -> recommendations.steps(id)).toString())
                .isEqualTo(State.WATCHED);
        assertThat(plain(Itself.ask(() -> subjects.now(advice)))).isEqualTo(plain(advice.applied(before)));
        Itself.run(() -> recommendations.takeBack(id));
        assertThat(plain(Itself.ask(() -> subjects.now(advice)))).isEqualTo(plain(before));
    }

    /** What is read from memory and what the meters say of each kind is there, too, with nothing measured. */
    @Test
    void with_nothing_measured_nothing_is_advised_and_nothing_breaks() {
        Upstreams upstreams = application.getBean(Upstreams.class);
        Upstream upstream = Itself.ask(() -> upstreams.add(UpstreamDraft.of("quiet", "http://localhost:1")));
        try {
            Itself.run(() -> {
                LiveMeter meter = application.getBean(LiveMeter.class);
                for (Advice each : advice(upstream.id())) {
                    assertThat(meter.baseline(each, Duration.ZERO).counts().aimOf())
                            .isZero();
                    assertThat(meter.deviation(each, Duration.ofMinutes(1))).isNaN();
                    assertThat(meter.counts(each, true, Duration.ofMillis(300), now, now.plus(Meter.PIECE)))
                            .isEqualTo(Counts.NONE);
                }
                application
                        .getBeansOfType(Advisor.class)
                        .values()
                        .forEach(advisor -> assertThat(advisor.look(Instant.now()))
                                .as(advisor.toString())
                                .isEmpty());
                assertThat(application.getBean(Played.class).minutes(upstream.id(), Duration.ofHours(1), now))
                        .as("read by whoever advises, without a login")
                        .isEmpty();
                assertThat(application
                                .getBean(Played.class)
                                .shared(upstream.id(), 1, Duration.ofSeconds(1), Duration.ofHours(1), now))
                        .isEmpty();
            });
        } finally {
            Itself.run(() -> upstreams.remove(upstream.id()));
        }
    }

    private static State state(RecommendationTable table, long id) {
        return Itself.ask(() -> table.byId(id)).orElseThrow().state();
    }

    /** Without the version, which goes on. */
    private static Object plain(Setting setting) {
        return setting instanceof Setting.OfQuota(Quota quota)
                ? List.of(quota.windows(), quota.margin(), quota.reserve(), quota.minInterval(), Set.of())
                : setting;
    }

    private static Quota quota(long upstreamId, String name) {
        return new Quota(
                0,
                upstreamId,
                name,
                true,
                null,
                QuotaScope.UPSTREAM,
                List.of(new QuotaWindow(WindowKind.ROLLING, 60, Duration.ofMinutes(1))),
                List.of(),
                0.02,
                0,
                Duration.ZERO,
                Duration.ofSeconds(30),
                WhenEmpty.QUEUE,
                Control.OFF,
                0);
    }
}
