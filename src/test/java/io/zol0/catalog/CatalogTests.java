package io.zol0.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.zol0.ApplicationTest;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CacheScope;
import io.zol0.limits.BreakerSettings;
import io.zol0.limits.ConcurrencySettings;
import io.zol0.limits.Preset;
import io.zol0.limits.Quota;
import io.zol0.users.AccountSettings;
import io.zol0.users.Accounts;
import io.zol0.users.AsItself;
import io.zol0.users.AuditEntry;
import io.zol0.users.AuditFilter;
import io.zol0.users.AuditTrail;
import io.zol0.users.Itself;
import io.zol0.users.Role;
import io.zol0.users.SignedInAs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@ApplicationTest
@AsItself
class CatalogTests {
    @Autowired
    private Catalog catalog;

    @Autowired
    private Quotas quotas;

    @Autowired
    private CachePolicies policies;

    @Autowired
    private KnownPresets presets;

    @Autowired
    private Protections protections;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private Endpoints endpoints;

    @Autowired
    private Accounts accounts;

    @Autowired
    private SignedInAs as;

    @Autowired
    private JdbcClient jdbc;

    private Upstream upstream;
    private long id;

    @BeforeEach
    void add() {
        upstream = upstreams.add(UpstreamDraft.of("binance", "https://api.binance.com"));
        id = upstream.id();
    }

    @AfterEach
    void remove() {
        upstreams.all().forEach(each -> upstreams.remove(each.id()));
        jdbc.sql("select id from preset").query(Long.class).list().forEach(each -> {
            SettingId preset = SettingId.preset(each);
            catalog.apply(new SettingChange(preset, catalog.current(preset).version(), null, "", null));
        });
    }

    @Test
    void a_quota_is_kept_as_it_was_added() {
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        Quota kept = quotas.byId(added.setting().number()).orElseThrow();
        assertThat(kept).isEqualTo(TestSettings.withIds(TestSettings.quota(id), added.id(), added.id()));
        assertThat(quotas.all()).containsExactly(kept);
        assertThat(quotas.ofUpstream(id)).containsExactly(kept);
    }

    @Test
    void every_kind_of_setting_is_kept_and_known_at_once_where_calls_ask() {
        Endpoint endpoint = endpoints.resolve(id, "GET", "/a");
        assertThat(policies.policyOf(endpoint.id(), id)).isEqualTo(CachePolicy.OFF);
        BreakerSettings breaker = new BreakerSettings(
                true,
                0.25,
                0.75,
                TestSettings.policy().ttl(),
                TestSettings.policy().ttl(),
                7,
                TestSettings.policy().ttl(),
                2);
        ConcurrencySettings concurrency = new ConcurrencySettings(true, 2, 9, 1.25);
        catalog.apply(SettingChange.cachePolicy(id, 0, 0, CachePolicy.ORIGIN));
        assertThat(policies.policyOf(endpoint.id(), id)).isEqualTo(CachePolicy.ORIGIN);
        AppliedChange own = catalog.apply(SettingChange.cachePolicy(id, endpoint.id(), 0, TestSettings.policy()));
        catalog.apply(SettingChange.cacheScope(id, 0, TestSettings.scope()));
        catalog.apply(SettingChange.breaker(id, 0, breaker));
        catalog.apply(SettingChange.concurrency(id, 0, concurrency));
        assertThat(policies.policyOf(endpoint.id(), id)).isEqualTo(TestSettings.policy());
        assertThat(policies.all())
                .contains(new CacheSetting(id, endpoint.id(), TestSettings.policy(), own.id()))
                .hasSize(2);
        assertThat(policies.scopeOf(id)).isEqualTo(TestSettings.scope());
        assertThat(protections.breakerOf(id)).isEqualTo(breaker);
        assertThat(protections.concurrencyOf(id)).isEqualTo(concurrency);
        assertThat(catalog.current(SettingId.breaker(id)).value()).isEqualTo(new Setting.OfBreaker(breaker));
        assertThat(catalog.current(SettingId.concurrency(id)).value())
                .isEqualTo(new Setting.OfConcurrency(concurrency));
        catalog.apply(SettingChange.cachePolicy(id, endpoint.id(), own.id(), null));
        assertThat(policies.policyOf(endpoint.id(), id)).isEqualTo(CachePolicy.ORIGIN);
    }

    @Test
    void what_is_kept_is_known_again_after_a_start(
            @Autowired CachePolicyRepository policyRows,
            @Autowired CacheScopeRepository scopeRows,
            @Autowired UpstreamRepository upstreamRows,
            @Autowired BreakerRepository breakerRows,
            @Autowired ConcurrencyRepository concurrencyRows,
            @Autowired PresetRepository presetRows,
            @Autowired InSight inSight) {
        Endpoint endpoint = endpoints.resolve(id, "GET", "/a");
        BreakerSettings breaker = BreakerSettings.OFF;
        catalog.apply(List.of(
                SettingChange.cachePolicy(id, endpoint.id(), 0, TestSettings.policy()),
                SettingChange.cachePolicy(id, 0, 0, CachePolicy.ORIGIN),
                SettingChange.cacheScope(id, 0, TestSettings.scope()),
                SettingChange.breaker(id, 0, breaker),
                SettingChange.preset(0, 0, "mine", TestSettings.preset("mine"))));
        KnownPresets read = new KnownPresets(presetRows);
        assertThat(read.named("mine")).isPresent();
        CachePolicies again = new CachePolicies(policyRows, new CacheScopes(scopeRows, upstreamRows, read), inSight);
        assertThat(again.policyOf(endpoint.id(), id)).isEqualTo(TestSettings.policy());
        assertThat(again.policyOf(1, id)).isEqualTo(CachePolicy.ORIGIN);
        assertThat(again.scopeOf(id)).isEqualTo(TestSettings.scope());
        assertThat(new Protections(breakerRows, concurrencyRows).breakerOf(id)).isEqualTo(breaker);
    }

    @Test
    void the_history_tells_who_changed_what_from_what_and_why() {
        String name = operator();
        AppliedChange added = as.ask(
                name,
                () -> catalog.apply(SettingChange.of(TestSettings.quota(id)).because("the docs say so")));
        Quota kept = quotas.byId(added.id()).orElseThrow();
        AppliedChange changed = catalog.apply(
                SettingChange.of(TestSettings.named(kept, "weights")).by(ChangeOrigin.OPTIMIZER));
        AppliedChange removed =
                catalog.apply(SettingChange.remove(quotas.byId(kept.id()).orElseThrow()));
        assertThat(catalog.history(HistoryFilter.ofUpstream(id), 0, 10))
                .extracting(AppliedChange::id)
                .containsExactly(removed.id(), changed.id(), added.id());
        assertThat(added.who()).isEqualTo(name);
        assertThat(added.origin()).isEqualTo(ChangeOrigin.PERSON);
        assertThat(added.reason()).isEqualTo("the docs say so");
        assertThat(added.upstream()).isEqualTo("binance");
        assertThat(added.subject()).isEqualTo("weight");
        assertThat(added.before()).isNull();
        assertThat(added.after()).containsKeys("name", "windows", "costs").doesNotContainKeys("id", "version");
        assertThat(changed.who()).isEqualTo("system");
        assertThat(changed.origin()).isEqualTo(ChangeOrigin.OPTIMIZER);
        assertThat(changed.differences()).containsExactly(new Difference("name", "weight", "weights"));
        assertThat(removed.origin()).isEqualTo(ChangeOrigin.ZOL0);
        assertThat(removed.after()).isNull();
        assertThat(removed.newest()).isTrue();
        assertThat(catalog.history(HistoryFilter.ofUpstream(id), 2, 1))
                .singleElement()
                .satisfies(oldest -> assertThat(oldest.newest()).isFalse());
        assertThat(catalog.history(
                        new HistoryFilter(null, null, null, name.toUpperCase(Locale.ROOT), null, null), 0, 10))
                .extracting(AppliedChange::id)
                .containsExactly(added.id());
        assertThat(catalog.count(new HistoryFilter(id, SettingKind.QUOTA, added.id(), null, null, added.at())))
                .isZero();
        assertThat(catalog.count(new HistoryFilter(id, SettingKind.QUOTA, added.id(), null, added.at(), null)))
                .isEqualTo(3);
        assertThat(catalog.count(HistoryFilter.of(SettingId.cacheScope(id)))).isZero();
    }

    @Test
    void every_change_is_in_the_audit_with_what_differs(@Autowired AuditTrail audit) {
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        Quota kept = quotas.byId(added.id()).orElseThrow();
        catalog.apply(SettingChange.of(TestSettings.budget(kept, kept.windows(), kept.costs(), 0.2, 0.25)));
        catalog.revert(
                catalog.history(HistoryFilter.ofUpstream(id), 0, 1).getFirst().id());
        List<AuditEntry> entries = audit.page(AuditFilter.ALL, 0, 3);
        assertThat(entries)
                .extracting(AuditEntry::action)
                .containsExactly("SETTING_REVERTED", "SETTING_CHANGED", "SETTING_CHANGED");
        assertThat(entries).allSatisfy(entry -> assertThat(entry.subject()).isEqualTo("Quota weight of binance"));
        assertThat(entries.get(1).before()).containsExactly(Map.entry("margin", "0.1"));
        assertThat(entries.get(1).after()).containsExactly(Map.entry("margin", "0.2"));
        assertThat(entries.get(2).after()).containsEntry("name", "weight");
    }

    @Test
    void the_newest_change_is_taken_back_at_once_and_the_taking_back_as_well() {
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        Quota kept = quotas.byId(added.id()).orElseThrow();
        AppliedChange changed = catalog.apply(SettingChange.of(TestSettings.named(kept, "other")));
        AppliedChange back = catalog.revert(changed.id());
        assertThat(back.reverts()).isEqualTo(changed.id());
        assertThat(back.reason()).isEqualTo("Takes back change %d by system.".formatted(changed.id()));
        assertThat(quotas.byId(added.id())).contains(TestSettings.withIds(kept, kept.id(), back.id()));
        AppliedChange again = catalog.revert(back.id());
        assertThat(quotas.byId(added.id()).orElseThrow().name()).isEqualTo("other");
        assertThat(again.reverts()).isEqualTo(back.id());
    }

    @Test
    void an_older_change_is_taken_back_only_with_those_since_that_were_seen() {
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        Quota first = quotas.byId(added.id()).orElseThrow();
        AppliedChange second = catalog.apply(SettingChange.of(TestSettings.named(first, "second")));
        AppliedChange third = catalog.apply(
                SettingChange.of(TestSettings.named(quotas.byId(first.id()).orElseThrow(), "third")));
        ChangedSince refused = catchThrowableOfType(ChangedSince.class, () -> catalog.revert(second.id()));
        assertThat(refused.later()).extracting(AppliedChange::id).containsExactly(third.id());
        assertThat(refused)
                .hasMessage("Quota third was changed once more since, last by system."
                        + " Take the newest change back first, or all of them together.");
        assertThat(quotas.byId(first.id()).orElseThrow().name()).isEqualTo("third");
        AppliedChange back = catalog.revert(second.id(), third.id());
        assertThat(quotas.byId(first.id())).contains(TestSettings.withIds(first, first.id(), back.id()));
        assertThatExceptionOfType(ChangedSince.class).isThrownBy(() -> catalog.revert(second.id(), third.id()));
    }

    @Test
    void what_was_added_goes_and_what_was_removed_comes_again_as_the_same_quota() {
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        AppliedChange gone = catalog.revert(added.id());
        assertThat(quotas.byId(added.id())).isEmpty();
        AppliedChange again = catalog.revert(gone.id());
        Quota back = quotas.byId(added.id()).orElseThrow();
        assertThat(back).isEqualTo(TestSettings.withIds(TestSettings.quota(id), added.id(), again.id()));
        Quota stale = TestSettings.withIds(back, added.id(), added.id());
        assertThatExceptionOfType(ChangedMeanwhile.class)
                .as("a version from before does not come again")
                .isThrownBy(() -> catalog.apply(SettingChange.of(stale)));
    }

    @Test
    void what_can_no_longer_be_is_not_brought_back() {
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        AppliedChange removed =
                catalog.apply(SettingChange.remove(quotas.byId(added.id()).orElseThrow()));
        catalog.apply(SettingChange.of(TestSettings.quota(id)));
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> catalog.revert(removed.id()))
                .withMessage("This upstream has a quota of that name already; choose another name.");
        upstreams.remove(id);
        assertThatExceptionOfType(UnknownUpstream.class).isThrownBy(() -> catalog.revert(removed.id()));
        assertThatExceptionOfType(UnknownSetting.class).isThrownBy(() -> catalog.revert(Long.MAX_VALUE));
    }

    @Test
    void a_removed_upstream_takes_its_settings_with_it_and_leaves_their_history() {
        Endpoint endpoint = endpoints.resolve(id, "GET", "/a");
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        catalog.apply(List.of(
                SettingChange.cachePolicy(id, endpoint.id(), 0, TestSettings.policy()),
                SettingChange.cachePolicy(id, 0, 0, CachePolicy.ORIGIN),
                SettingChange.cacheScope(id, 0, TestSettings.scope()),
                SettingChange.breaker(
                        id,
                        0,
                        new BreakerSettings(
                                true,
                                1,
                                1,
                                TestSettings.policy().ttl(),
                                TestSettings.policy().ttl(),
                                1,
                                TestSettings.policy().ttl(),
                                1))));
        upstreams.remove(id);
        assertThat(quotas.byId(added.id())).isEmpty();
        assertThat(quotas.all()).isEmpty();
        assertThat(policies.policyOf(endpoint.id(), id)).isEqualTo(CachePolicy.OFF);
        assertThat(policies.scopeOf(id)).isEqualTo(CacheScope.PLAIN);
        assertThat(policies.all()).isEmpty();
        assertThat(protections.breakerOf(id)).isEqualTo(BreakerSettings.OFF);
        assertThat(catalog.history(HistoryFilter.ofUpstream(id), 0, 10))
                .hasSize(5)
                .allSatisfy(change -> assertThat(change.upstream()).isEqualTo("binance"));
    }

    @Test
    void the_second_of_two_edits_hears_what_the_first_changed() {
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        Quota seen = quotas.byId(added.id()).orElseThrow();
        catalog.apply(SettingChange.of(TestSettings.named(seen, "first")));
        Quota current = quotas.byId(added.id()).orElseThrow();
        ChangedMeanwhile late = catchThrowableOfType(
                ChangedMeanwhile.class, () -> catalog.apply(SettingChange.of(TestSettings.named(seen, "second"))));
        assertThat(late.current()).isEqualTo(new Setting.OfQuota(current));
        assertThat(late.version()).isEqualTo(current.version());
        assertThat(late)
                .hasMessage("Someone else changed Quota second of binance since you opened it."
                        + " Look at it again, then repeat your change.");
        catalog.apply(SettingChange.remove(current));
        assertThatExceptionOfType(UnknownSetting.class)
                .isThrownBy(() -> catalog.apply(SettingChange.of(TestSettings.named(current, "third"))));
        assertThat(catalog.current(SettingId.of(current)).value()).isNull();
    }

    @Test
    void of_many_edits_at_once_one_wins_and_changes_are_heard_in_their_order(
            @Autowired ConfigurableApplicationContext context) throws Exception {
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        Quota seen = quotas.byId(added.id()).orElseThrow();
        List<Long> heard = Collections.synchronizedList(new ArrayList<>());
        ApplicationListener<PayloadApplicationEvent<SettingChanged>> listener = ApplicationListener.forPayload(
                (SettingChanged event) -> heard.add(event.change().id()));
        context.addApplicationListener(listener);
        List<Callable<Boolean>> edits = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            String name = "edit-" + i;
            edits.add(() -> tried(SettingChange.of(TestSettings.named(seen, name))));
            edits.add(() -> tried(SettingChange.of(TestSettings.named(TestSettings.quota(id), name + "-new"))));
        }
        long won = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            for (Future<Boolean> edit : threads.invokeAll(edits)) {
                won += edit.get() ? 1 : 0;
            }
        } finally {
            context.removeApplicationListener(listener);
        }
        assertThat(won).as("one edit and eight new ones").isEqualTo(9);
        assertThat(heard).hasSize(9).isSorted();
    }

    private boolean tried(SettingChange change) {
        try {
            return Itself.ask(() -> catalog.apply(change)).id() > 0;
        } catch (ChangedMeanwhile late) {
            return false;
        }
    }

    @Test
    void a_change_is_heard_once_it_is_committed(
            @Autowired ConfigurableApplicationContext context, @Autowired DataSource database) {
        List<Object> heard = new ArrayList<>();
        ApplicationListener<PayloadApplicationEvent<QuotaSaved>> saved =
                ApplicationListener.forPayload((QuotaSaved event) -> heard.add(JdbcClient.create(database)
                        .sql("select xmin::text::bigint < pg_current_xact_id()::text::bigint from quota where id = ?")
                        .param(event.quota().id())
                        .query(Boolean.class)
                        .single()));
        ApplicationListener<PayloadApplicationEvent<QuotaRemoved>> removed =
                ApplicationListener.forPayload((QuotaRemoved event) -> heard.add(event));
        context.addApplicationListener(saved);
        context.addApplicationListener(removed);
        try {
            AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
            assertThat(heard).containsExactly(true);
            catalog.apply(SettingChange.remove(quotas.byId(added.id()).orElseThrow()));
            assertThat(heard).containsExactly(true, new QuotaRemoved(added.id(), id));
            assertThatExceptionOfType(InvalidDraft.class)
                    .isThrownBy(
                            () -> catalog.apply(SettingChange.of(TestSettings.named(TestSettings.quota(id), "Wrong"))));
            assertThat(heard).hasSize(2);
        } finally {
            context.removeApplicationListener(saved);
            context.removeApplicationListener(removed);
        }
    }

    @Test
    void several_changes_are_made_all_or_none() {
        List<SettingChange> one = List.of(
                SettingChange.of(TestSettings.quota(id)),
                SettingChange.of(TestSettings.named(TestSettings.quota(id), "Wrong")));
        assertThatExceptionOfType(InvalidDraft.class).isThrownBy(() -> catalog.apply(one));
        assertThat(quotas.all()).isEmpty();
        assertThat(catalog.count(HistoryFilter.ofUpstream(id))).isZero();
    }

    @Test
    void what_is_so_already_is_no_change() {
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        Quota kept = quotas.byId(added.id()).orElseThrow();
        assertThat(catalog.apply(SettingChange.of(kept))).isEqualTo(added);
        assertThat(catalog.count(HistoryFilter.ofUpstream(id))).isEqualTo(1);
    }

    @Test
    void a_change_within_somebody_elses_transaction_is_refused_since_it_could_not_be_told_in_time(
            @Autowired PlatformTransactionManager transactions) {
        assertThatIllegalStateException()
                .isThrownBy(() -> new TransactionTemplate(transactions)
                        .execute(status -> catalog.apply(SettingChange.of(TestSettings.quota(id)))));
    }

    @Test
    void viewers_see_and_operators_change() {
        AppliedChange added = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        Quota kept = quotas.byId(added.id()).orElseThrow();
        String viewer = "viewer" + id;
        accounts.add(viewer, new AccountSettings(Role.VIEWER, Set.of(), true));
        as.run(viewer, () -> {
            assertThat(quotas.all()).containsExactly(kept);
            assertThat(catalog.history(HistoryFilter.ofUpstream(id), 0, 10)).hasSize(1);
            for (Runnable change : List.<Runnable>of(
                    () -> catalog.apply(SettingChange.remove(kept)), () -> catalog.revert(added.id()))) {
                assertThatExceptionOfType(AccessDeniedException.class).isThrownBy(change::run);
            }
        });
        as.run(operator(), () -> catalog.apply(SettingChange.remove(kept)));
        assertThat(quotas.all()).isEmpty();
    }

    @Test
    void a_restricted_account_sees_and_changes_what_is_in_its_environments_only() {
        Upstream demo =
                upstreams.add(UpstreamDraft.of("shown", "https://example.org").asDemo());
        AppliedChange hidden = catalog.apply(SettingChange.of(TestSettings.quota(id)));
        catalog.apply(SettingChange.cachePolicy(id, 0, 0, CachePolicy.ORIGIN));
        Quota foreign = quotas.byId(hidden.id()).orElseThrow();
        String name = "restricted" + id;
        accounts.add(name, new AccountSettings(Role.OPERATOR, Set.of("demo"), true));
        as.run(name, () -> {
            AppliedChange own = catalog.apply(SettingChange.of(TestSettings.quota(demo.id())));
            assertThat(quotas.all()).extracting(Quota::id).containsExactly(own.id());
            assertThat(quotas.byId(foreign.id())).isEmpty();
            assertThat(quotas.ofUpstream(id)).isEmpty();
            assertThat(policies.all()).isEmpty();
            assertThat(catalog.current(SettingId.of(foreign)).value()).isNull();
            assertThat(catalog.history(HistoryFilter.ALL, 0, 100))
                    .extracting(AppliedChange::id)
                    .contains(own.id())
                    .doesNotContain(hidden.id());
            assertThat(catalog.count(HistoryFilter.ofUpstream(id))).isZero();
            assertThatExceptionOfType(UnknownUpstream.class)
                    .isThrownBy(() -> catalog.apply(SettingChange.remove(foreign)));
            assertThatExceptionOfType(UnknownUpstream.class)
                    .isThrownBy(() -> catalog.apply(SettingChange.of(TestSettings.quota(id))));
            assertThatExceptionOfType(UnknownSetting.class).isThrownBy(() -> catalog.revert(hidden.id()));
            assertThatExceptionOfType(AccessDeniedException.class)
                    .isThrownBy(() -> catalog.apply(SettingChange.preset(0, 0, "mine", TestSettings.preset("mine"))));
        });
        assertThat(quotas.byId(foreign.id())).contains(foreign);
    }

    @Test
    void a_policy_is_for_an_endpoint_of_its_upstream() {
        Upstream other = upstreams.add(UpstreamDraft.of("other", "https://example.org"));
        Endpoint theirs = endpoints.resolve(other.id(), "GET", "/a");
        for (long endpoint : new long[] {theirs.id(), 4711}) {
            assertThatExceptionOfType(UnknownSetting.class)
                    .isThrownBy(() -> catalog.apply(SettingChange.cachePolicy(id, endpoint, 0, TestSettings.policy())));
        }
        assertThatExceptionOfType(UnknownSetting.class)
                .isThrownBy(() -> catalog.apply(SettingChange.cachePolicy(id, 0, 0, null)));
    }

    @Test
    void an_upstream_has_at_most_fifty_quotas() {
        List<SettingChange> all = new ArrayList<>();
        for (int i = 0; i < SettingCheck.MOST_QUOTAS; i++) {
            all.add(SettingChange.of(TestSettings.named(TestSettings.quota(id), "q" + i)));
        }
        catalog.apply(all);
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> catalog.apply(SettingChange.of(TestSettings.quota(id))))
                .withMessage("There are 50 of these already, the most there can be; remove one first.");
    }

    @Test
    void drafts_come_from_a_preset_and_become_quotas_together() {
        List<Quota> drafts = catalog.draftsFrom(id, "binance");
        List<AppliedChange> made =
                catalog.apply(drafts.stream().map(SettingChange::of).toList());
        assertThat(made).hasSameSizeAs(drafts);
        assertThat(quotas.ofUpstream(id))
                .extracting(Quota::name)
                .containsExactlyInAnyOrder("weight", "orders", "requests");
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> catalog.draftsFrom(id, "none"))
                .withMessageStartingWith("There is no preset none; there are binance, bybit,");
        Quota lost = TestSettings.of(
                TestSettings.named(drafts.getFirst(), "lost"),
                "none",
                drafts.getFirst().minInterval(),
                drafts.getFirst().maxWait(),
                drafts.getFirst().whenEmpty(),
                drafts.getFirst().control());
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> catalog.apply(SettingChange.of(lost)))
                .withMessageStartingWith("There is no preset none;");
    }

    @Test
    void nothing_is_wrong_with_what_the_shipped_presets_begin_with() {
        for (Preset preset : presets.all()) {
            for (Quota draft : catalog.draftsFrom(id, preset.name())) {
                assertThat(catalog.problemsOf(new Setting.OfQuota(draft)))
                        .as("%s of %s", draft.name(), preset.name())
                        .isEmpty();
            }
        }
    }

    @Test
    void a_preset_of_ones_own_is_known_at_once_and_stays_while_it_is_used() {
        AppliedChange added = catalog.apply(SettingChange.preset(0, 0, "mine", TestSettings.preset("mine")));
        assertThat(presets.named("mine").orElseThrow().title()).isEqualTo("Mine");
        UpstreamDraft draft = UpstreamDraft.of(upstream);
        Upstream using = upstreams.change(id, upstream.version(), with(draft, "mine"));
        SettingChange removal = new SettingChange(added.setting(), added.id(), null, "", null);
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> catalog.apply(removal))
                .withMessage("The preset mine is used by upstream binance; choose another there first.");
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> catalog.apply(SettingChange.preset(
                        added.setting().number(), added.id(), "yours", TestSettings.preset("yours"))));
        upstreams.change(id, using.version(), draft);
        AppliedChange renamed = catalog.apply(
                SettingChange.preset(added.setting().number(), added.id(), "yours", TestSettings.preset("yours")));
        assertThat(presets.named("mine")).isEmpty();
        assertThat(presets.named("yours")).isPresent();
        catalog.apply(new SettingChange(renamed.setting(), renamed.id(), null, "", null));
        assertThat(presets.named("yours")).isEmpty();
    }

    @Test
    void a_preset_is_refused_with_what_is_wrong_in_its_text() {
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> catalog.apply(SettingChange.preset(0, 0, "mine", "{}")))
                .satisfies(refused -> assertThat(refused.problems())
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem.field()).isEqualTo("text")));
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> catalog.apply(SettingChange.preset(0, 0, "mine", TestSettings.preset("yours"))))
                .withMessage("The text names the preset yours; give both the same name.");
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> catalog.apply(SettingChange.preset(0, 0, "binance", TestSettings.preset("binance"))))
                .withMessage("The preset binance comes with ZoL0; give yours a name of its own.");
    }

    @Test
    void nobody_takes_out_of_the_key_what_the_upstreams_preset_names_as_a_credential() {
        assertThat(policies.scopeOf(id)).isEqualTo(CacheScope.PLAIN);
        AppliedChange preset = catalog.apply(SettingChange.preset(0, 0, "mine", TestSettings.preset("mine")));
        Upstream using = upstreams.change(id, upstream.version(), with(UpstreamDraft.of(upstream), "mine"));
        assertThat(policies.scopeOf(id)).isEqualTo(new CacheScope(List.of("X-Mine"), List.of("mine"), List.of()));
        catalog.apply(SettingChange.cacheScope(
                id, 0, new CacheScope(List.of("x-mine", "X-Other"), List.of(), List.of("mine", "nonce"))));
        assertThat(policies.scopeOf(id))
                .isEqualTo(new CacheScope(List.of("x-mine", "X-Other"), List.of("mine"), List.of("nonce")));
        catalog.apply(SettingChange.preset(
                preset.setting().number(),
                preset.id(),
                "mine",
                TestSettings.preset("mine").replace("X-Mine", "X-Moved")));
        assertThat(policies.scopeOf(id).credentialHeaders()).containsExactly("x-mine", "X-Moved", "X-Other");
        upstreams.change(id, using.version(), UpstreamDraft.of(upstream));
        assertThat(policies.scopeOf(id).credentialFields()).isEmpty();
    }

    @Test
    void an_upstream_cannot_have_a_preset_that_is_not_there() {
        assertThatExceptionOfType(InvalidDraft.class)
                .isThrownBy(() -> upstreams.change(id, upstream.version(), with(UpstreamDraft.of(upstream), "none")))
                .satisfies(refused -> assertThat(refused.problems())
                        .extracting(Problem::field)
                        .containsExactly("preset"));
        Upstream known = upstreams.change(id, upstream.version(), with(UpstreamDraft.of(upstream), "kraken"));
        assertThat(upstreams.byId(id).orElseThrow().preset()).isEqualTo("kraken");
        assertThat(UpstreamDraft.of(known).preset()).isEqualTo("kraken");
    }

    private String operator() {
        String name = "operator" + id;
        accounts.add(name, new AccountSettings(Role.OPERATOR, Set.of(), true));
        return name;
    }

    private static UpstreamDraft with(UpstreamDraft draft, String preset) {
        return new UpstreamDraft(
                draft.name(),
                draft.baseUrl(),
                draft.environment(),
                draft.enabled(),
                draft.demo(),
                draft.protocol(),
                draft.connectTimeout(),
                draft.responseTimeout(),
                draft.totalTimeout(),
                draft.mapsLocations(),
                draft.scopesCookies(),
                preset);
    }
}
