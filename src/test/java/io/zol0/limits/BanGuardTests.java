package io.zol0.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.zol0.limits.AnswerRule.Meaning;
import io.zol0.limits.Freeze.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BanGuardTests {
    private static final Instant START = Instant.parse("2026-11-23T12:00:00Z");
    private static final Scope ADDRESS = new Scope.OfUpstream(1);
    private static final Scope KEY = new Scope.OfBudget(7, new BudgetKey(42, null, null));

    private final Kept kept = new Kept();
    private final Map<Scope, Freeze> frozen = new HashMap<>();
    private final HandClock clock = new HandClock();
    private BanGuard guard = guard();

    @Test
    void a_ban_freezes_its_scope_until_its_end_and_is_kept() {
        hear(ADDRESS, Meaning.BANNED, START.plusSeconds(120));
        assertThat(frozen).containsOnlyKeys(ADDRESS);
        assertThat(frozen.get(ADDRESS).until()).isEqualTo(START.plusSeconds(120));
        assertThat(kept.bans).containsOnlyKeys(ADDRESS);
        assertThat(guard.current()).singleElement().satisfies(ban -> {
            assertThat(ban.kind()).isEqualTo(Ban.Kind.BANNED);
            assertThat(ban.reason()).isEqualTo("Binance banned these calls.");
        });
        clock.now = START.plusSeconds(120);
        assertThat(guard.current()).isEmpty();
    }

    @Test
    void a_ban_outlives_the_process_and_one_that_has_ended_does_not_come_back() {
        hear(ADDRESS, Meaning.BANNED, START.plusSeconds(120));
        hear(KEY, Meaning.BANNED, START.plusSeconds(10));
        clock.now = START.plusSeconds(60);
        frozen.clear();
        guard = guard();
        guard.restore();
        assertThat(frozen).containsOnlyKeys(ADDRESS);
        assertThat(guard.current()).singleElement().extracting(Ban::until).isEqualTo(START.plusSeconds(120));
    }

    @Test
    void the_later_end_of_two_counts_and_an_end_said_twice_is_kept_once() {
        hear(ADDRESS, Meaning.BANNED, START.plusSeconds(120));
        hear(ADDRESS, Meaning.BANNED, START.plusSeconds(60));
        hear(ADDRESS, Meaning.BANNED, START.plusMillis(120_400));
        assertThat(guard.current()).singleElement().extracting(Ban::until).isEqualTo(START.plusSeconds(120));
        assertThat(kept.written).isEqualTo(1);
        hear(ADDRESS, Meaning.BANNED, START.plusSeconds(240));
        assertThat(guard.current()).singleElement().extracting(Ban::until).isEqualTo(START.plusSeconds(240));
        assertThat(kept.written).isEqualTo(2);
    }

    @Test
    void a_ban_of_one_key_leaves_the_others_alone() {
        hear(KEY, Meaning.BANNED, START.plusSeconds(120));
        assertThat(frozen).containsOnlyKeys(KEY);
    }

    @Test
    void a_refusal_that_says_when_to_come_back_freezes_until_then_and_is_kept_only_if_that_is_long() {
        hear(ADDRESS, Meaning.REFUSED, START.plusSeconds(20));
        assertThat(frozen.get(ADDRESS).until()).isEqualTo(START.plusSeconds(20));
        assertThat(kept.bans).isEmpty();
        clock.now = START.plusSeconds(20);
        hear(ADDRESS, Meaning.REFUSED, START.plus(Duration.ofHours(3)));
        assertThat(kept.bans).containsOnlyKeys(ADDRESS);
    }

    @Test
    void five_refusals_in_a_row_freeze_though_nobody_said_until_when() {
        refuse(ADDRESS, BanGuard.REFUSALS - 1);
        assertThat(frozen).isEmpty();
        refuse(ADDRESS, 1);
        assertThat(frozen.get(ADDRESS).until()).isEqualTo(START.plusSeconds(10));
        assertThat(guard.current()).singleElement().extracting(Ban::kind).isEqualTo(Ban.Kind.NEAR_BAN);
    }

    @Test
    void a_proper_answer_ends_the_row() {
        refuse(ADDRESS, BanGuard.REFUSALS - 1);
        assertThat(guard.isQuiet()).isFalse();
        hear(ADDRESS, Meaning.FINE, null);
        assertThat(guard.isQuiet()).isTrue();
        refuse(ADDRESS, BanGuard.REFUSALS - 1);
        assertThat(frozen).isEmpty();
    }

    @Test
    void time_outs_and_other_failures_neither_end_a_row_nor_lengthen_it() {
        refuse(ADDRESS, BanGuard.REFUSALS - 1);
        hear(ADDRESS, Meaning.FAILED, null);
        hear(ADDRESS, Meaning.FORBIDDEN, null);
        hear(ADDRESS, Meaning.OVERLOADED, null);
        assertThat(frozen).isEmpty();
        refuse(ADDRESS, 1);
        assertThat(frozen).containsOnlyKeys(ADDRESS);
    }

    @Test
    void answers_to_calls_that_were_sent_before_the_freeze_do_not_lengthen_it() {
        refuse(ADDRESS, BanGuard.REFUSALS + 200);
        assertThat(frozen.get(ADDRESS).until()).isEqualTo(START.plusSeconds(10));
    }

    @Test
    void each_row_after_the_first_doubles_the_pause_up_to_five_minutes() {
        List<Duration> pauses = new ArrayList<>();
        for (int row = 0; row < 7; row++) {
            refuse(ADDRESS, BanGuard.REFUSALS);
            Instant until = frozen.get(ADDRESS).until();
            pauses.add(Duration.between(clock.now, until));
            clock.now = until;
        }
        assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(10L, 20L, 40L, 80L, 160L, 300L, 300L);
    }

    @Test
    void a_warning_freezes_at_once() {
        hear(ADDRESS, Meaning.NEAR_BAN, null);
        assertThat(frozen).containsOnlyKeys(ADDRESS);
    }

    @Test
    void a_near_ban_that_becomes_a_ban_is_one() {
        refuse(ADDRESS, BanGuard.REFUSALS);
        hear(ADDRESS, Meaning.BANNED, START.plusSeconds(5));
        assertThat(guard.current()).singleElement().satisfies(ban -> {
            assertThat(ban.kind()).isEqualTo(Ban.Kind.BANNED);
            assertThat(ban.until()).isEqualTo(START.plusSeconds(10));
        });
    }

    @Test
    void a_ban_is_lifted_by_hand_for_a_reason() {
        hear(ADDRESS, Meaning.BANNED, START.plusSeconds(120));
        assertThat(guard.lift(ADDRESS, "The provider's support lifted it.")).isPresent();
        assertThat(frozen).isEmpty();
        assertThat(guard.current()).isEmpty();
        assertThat(kept.bans).isEmpty();
        assertThat(kept.reasons).containsExactly("The provider's support lifted it.");
        assertThat(guard.lift(ADDRESS, "Again.")).isEmpty();
    }

    @Test
    void more_bans_than_are_kept_freeze_whole_upstreams() {
        for (int key = 0; key < BanGuard.MOST_BANS + 5; key++) {
            hear(new Scope.OfBudget(7, new BudgetKey(key, null, null)), Meaning.BANNED, START.plusSeconds(60));
        }
        assertThat(frozen).containsKey(ADDRESS).hasSize(BanGuard.MOST_BANS + 1);
    }

    @Test
    void refusals_of_more_scopes_than_are_counted_forget_the_first() {
        refuse(ADDRESS, BanGuard.REFUSALS - 1);
        for (int key = 0; key < BanGuard.MOST_ROWS; key++) {
            refuse(new Scope.OfBudget(7, new BudgetKey(key, null, null)), 1);
        }
        refuse(ADDRESS, 1);
        assertThat(frozen).isEmpty();
    }

    // ---- plumbing

    private void refuse(Scope scope, int times) {
        for (int i = 0; i < times; i++) {
            hear(scope, Meaning.REFUSED, null);
        }
    }

    private void hear(Scope scope, Meaning meaning, @Nullable Instant until) {
        guard.heard(scope, 1, "Binance", new Signal(meaning, until, false, null, List.of()));
    }

    private BanGuard guard() {
        return new BanGuard(frozen::put, frozen::remove, kept, clock);
    }

    private static final class Kept implements BanStore {
        final Map<Scope, Ban> bans = new HashMap<>();
        final List<String> reasons = new ArrayList<>();
        int written;

        @Override
        public List<Ban> open() {
            return List.copyOf(bans.values());
        }

        @Override
        public void began(Ban ban) {
            bans.put(ban.scope(), ban);
            written++;
        }

        @Override
        public void lifted(Ban ban, String reason) {
            bans.remove(ban.scope());
            reasons.add(reason);
        }
    }

    private static final class HandClock extends Clock {
        Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }
}
