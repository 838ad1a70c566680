package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Catalog;
import io.zol0.catalog.SettingChange;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.BanGuard;
import io.zol0.limits.BanStore;
import io.zol0.limits.Control;
import io.zol0.limits.KeyHash;
import io.zol0.limits.Limits;
import io.zol0.limits.Quota;
import io.zol0.limits.QuotaScope;
import io.zol0.limits.QuotaWindow;
import io.zol0.limits.WhenEmpty;
import io.zol0.limits.WindowKind;
import io.zol0.users.Itself;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Operating levels of quotas over a restart. */
@ApplicationTest
class LevelTableTests {
    @Autowired
    private LevelTable table;

    @Autowired
    private Limiting limiting;

    @Autowired
    private Catalog catalog;

    @Autowired
    private io.zol0.catalog.Quotas quotas;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private JdbcClient database;

    private Upstream upstream;
    private long id;

    @BeforeEach
    void quota() {
        upstream = Itself.ask(() -> upstreams.add(UpstreamDraft.of("levels", "http://127.0.0.1:1")));
        id = Itself.ask(() -> catalog.apply(SettingChange.of(quota(WhenEmpty.QUEUE, 0))))
                .setting()
                .number();
    }

    @AfterEach
    void remove() {
        Itself.run(() -> upstreams.remove(upstream.id()));
    }

    @Test
    void a_level_that_was_lowered_is_there_again_after_a_restart_until_the_quota_is_saved() {
        limiting.limits().operatingLevel(id, 31);
        table.keep();
        assertThat(levelAfterRestart()).isEqualTo(31);

        limiting.limits().operatingLevel(id, 25);
        table.keep();
        assertThat(levelAfterRestart()).isEqualTo(25);

        long version = Itself.ask(() -> quotas.byId(id).orElseThrow()).version();
        Itself.run(() -> catalog.apply(SettingChange.of(quota(WhenEmpty.REJECT, version))));
        assertThat(levelAfterRestart()).as("of another version").isEqualTo(60);
    }

    @Test
    void what_a_controller_learned_is_forgotten_after_a_day_and_what_a_refusal_lowered_is_not() {
        limiting.limits().operatingLevel(id, 31);
        table.keep();
        assertThat(levelAfterRestart(Duration.ofDays(7))).isEqualTo(31);
        database.sql("update quota set control_mode = 'ON' where id = :id")
                .param("id", id)
                .update();
        assertThat(levelAfterRestart(Duration.ofHours(20))).isEqualTo(31);
        assertThat(levelAfterRestart(Duration.ofDays(2))).isEqualTo(60);
    }

    @Test
    void a_level_goes_with_its_quota() {
        table.keep();
        assertThat(rows()).isOne();
        Itself.run(() -> catalog.apply(SettingChange.remove(quotas.byId(id).orElseThrow())));
        assertThat(rows()).isZero();
        table.keep();
        assertThat(rows()).isZero();
    }

    private int rows() {
        return database.sql("select count(*) from quota_level where quota_id = :id")
                .param("id", id)
                .query(Integer.class)
                .single();
    }

    private long levelAfterRestart() {
        return levelAfterRestart(Duration.ZERO);
    }

    private long levelAfterRestart(Duration later) {
        Limits limits = new Limits(Clock.systemUTC(), System::nanoTime, KeyHash.under(new byte[16]));
        BanGuard guard = new BanGuard(limits::freeze, limits::thaw, BanStore.NONE, Clock.systemUTC());
        Limiting anew = new Limiting(limits, guard, LimitSettings.DEFAULTS);
        anew.put(Itself.ask(() -> quotas.byId(id).orElseThrow()));
        new LevelTable(database, anew, Clock.offset(Clock.systemUTC(), later)).restore();
        return limits.levels().getFirst().weight();
    }

    private Quota quota(WhenEmpty whenEmpty, long version) {
        return new Quota(
                version == 0 ? 0 : id,
                upstream.id(),
                "levels",
                true,
                null,
                QuotaScope.UPSTREAM,
                List.of(new QuotaWindow(WindowKind.ROLLING, 60, Duration.ofMinutes(1))),
                List.of(),
                0,
                0,
                Duration.ZERO,
                whenEmpty == WhenEmpty.QUEUE ? Duration.ofSeconds(30) : Duration.ZERO,
                whenEmpty,
                Control.OFF,
                version);
    }
}
