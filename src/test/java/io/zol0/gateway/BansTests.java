package io.zol0.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.zol0.ApplicationTest;
import io.zol0.catalog.Upstream;
import io.zol0.catalog.Upstream.Protocol;
import io.zol0.catalog.UpstreamDraft;
import io.zol0.catalog.Upstreams;
import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Ban;
import io.zol0.limits.BanGuard;
import io.zol0.limits.BudgetKey;
import io.zol0.limits.Freeze;
import io.zol0.limits.Freeze.Scope;
import io.zol0.limits.Signal;
import io.zol0.users.AuditAction;
import io.zol0.users.AuditEntry;
import io.zol0.users.AuditFilter;
import io.zol0.users.AuditTrail;
import io.zol0.users.Itself;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.test.context.support.WithMockUser;

/** Bans as they are kept, looked at and lifted. */
@ApplicationTest
class BansTests {
    @Autowired
    private Bans bans;

    @Autowired
    private BanTable table;

    @Autowired
    private Limiting limiting;

    @Autowired
    private Upstreams upstreams;

    @Autowired
    private AuditTrail trail;

    private Upstream upstream;

    @BeforeEach
    void upstream() {
        upstream = Itself.ask(() -> upstreams.add(new UpstreamDraft(
                "banned",
                "http://127.0.0.1:1",
                "production",
                true,
                false,
                Protocol.HTTP_1_1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                Duration.ofSeconds(1),
                true,
                true,
                "binance")));
    }

    @AfterEach
    void remove() {
        Itself.run(() -> upstreams.remove(upstream.id()));
    }

    @Test
    void a_ban_is_there_again_after_a_restart_whatever_its_scope() {
        Instant end = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        List<Scope> scopes = List.of(
                new Scope.OfUpstream(upstream.id()),
                new Scope.OfQuota(7),
                new Scope.OfBudget(8, new BudgetKey(-42, "bot", "GET /api/v3/depth")),
                new Scope.OfBudget(9, BudgetKey.SHARED));
        scopes.forEach(scope -> ban(limiting.guard(), scope, end));
        Map<Scope, Freeze> frozen = new HashMap<>();
        Until.so("all are kept", () -> ours(table.open()).size() == scopes.size());
        new BanGuard(frozen::put, frozen::remove, table, Clock.systemUTC()).restore();
        assertThat(frozen).containsOnlyKeys(scopes);
        assertThat(frozen.values().stream().map(Freeze::until)).containsOnly(end);
    }

    @Test
    void a_longer_ban_takes_the_place_of_the_same_one_before() {
        Scope scope = new Scope.OfUpstream(upstream.id());
        Instant end = Instant.now().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.MILLIS);
        ban(limiting.guard(), scope, end);
        ban(limiting.guard(), scope, end.plusSeconds(60));
        Until.so(
                "the longer one is kept",
                () -> ours(table.open()).stream().map(Ban::until).toList().equals(List.of(end.plusSeconds(60))));
    }

    @Test
    @WithMockUser(
            username = "olga",
            roles = {"VIEWER", "OPERATOR"})
    void an_operator_lifts_a_ban_and_it_stays_lifted() {
        Scope scope = new Scope.OfUpstream(upstream.id());
        ban(limiting.guard(), scope, Instant.now().plus(Duration.ofHours(1)));
        Until.so("it is kept", () -> ours(table.open()).size() == 1);
        Itself.run(() -> {
            assertThat(bans.current()).extracting(Ban::scope).contains(scope);
            assertThat(bans.lift(scope, "  Support says so. ")).isPresent();
            assertThat(bans.current()).isEmpty();
            assertThat(limiting.limits().frozenUpstream(upstream.id())).isEmpty();
            Until.so("that is kept", () -> ours(table.open()).isEmpty());
            assertThat(bans.newest(10)).first().satisfies(past -> {
                assertThat(past.ban().scope()).isEqualTo(scope);
                assertThat(past.liftedWhy()).isEqualTo("Support says so.");
                assertThat(past.liftedAt()).isNotNull();
            });
            assertThat(trail.page(AuditFilter.ALL, 0, 10))
                    .extracting(AuditEntry::action)
                    .contains(AuditAction.BAN_LIFTED.name());
        });
    }

    @Test
    void a_reason_is_demanded() {
        Itself.run(() -> {
            for (String none : List.of("", "   ", "x".repeat(201))) {
                assertThatThrownBy(() -> bans.lift(new Scope.OfUpstream(upstream.id()), none))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("Say in 1 to 200 characters why the ban is lifted.");
            }
        });
    }

    @Test
    @WithMockUser(username = "vera", roles = "VIEWER")
    void a_viewer_lifts_nothing_and_who_sees_no_environment_sees_no_ban() {
        ban(limiting.guard(), new Scope.OfUpstream(upstream.id()), Instant.now().plus(Duration.ofHours(1)));
        assertThatThrownBy(() -> bans.lift(new Scope.OfUpstream(upstream.id()), "I want to."))
                .isInstanceOf(AccessDeniedException.class);
        assertThat(bans.current()).isEmpty();
    }

    private static void ban(BanGuard guard, Scope scope, Instant until) {
        long upstreamId = scope instanceof Scope.OfUpstream(long id) ? id : idOf(guard);
        guard.heard(scope, upstreamId, "Binance", new Signal(Meaning.BANNED, until, false, null, List.of()));
    }

    private static long idOf(BanGuard guard) {
        return guard.current().getFirst().upstreamId();
    }

    private List<Ban> ours(List<Ban> all) {
        return all.stream().filter(ban -> ban.upstreamId() == upstream.id()).toList();
    }
}
