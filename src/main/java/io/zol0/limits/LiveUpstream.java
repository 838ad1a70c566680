package io.zol0.limits;

import io.github.bucket4j.TimeMeter;
import io.zol0.limits.ProviderAnswer.Verdict;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The quotas of one upstream at work: what they have spent and who waits is guarded by one lock, held for a decision. */
final class LiveUpstream {
    private static final int PLACES_AT_ONCE = 1024;
    private static final long NEWEST = Long.MAX_VALUE;
    private static final Duration FOREVER = Duration.ofDays(3650);

    private final Clock wall;
    private final KeyHash hashing;
    private final ControllerSteps steps;
    private final Guard guard;
    private final List<LiveQuota> quotas = new ArrayList<>();
    private final Matches matches;
    private final Passage passage = new Passage();
    private final WaitingRoom room;

    /**
     * @param ticker nanoseconds from 0 on
     */
    LiveUpstream(Clock wall, LongSupplier ticker, KeyHash hashing, ControllerSteps steps) {
        this.wall = wall;
        this.hashing = hashing;
        this.steps = steps;
        this.guard = new Guard(ticker);
        this.matches = new Matches(guard, quotas, hashing);
        this.room = new WaitingRoom(guard, matches, passage);
    }

    void put(Quota quota) {
        change(time -> {
            LiveQuota known = find(quota.id());
            if (known != null) {
                known.become(quota, time);
            } else {
                quotas.add(new LiveQuota(quota, this::clock, wall, this::tell, time));
            }
        });
    }

    private TimeMeter clock(QuotaWindow window) {
        Now now = guard.now();
        return window.kind() == WindowKind.ALIGNED
                ? new AlignedTime(wall, guard.ticker(), window.period(), now.currentTimeNanos())
                : now;
    }

    private void tell(ControllerStep step) {
        guard.after(() -> steps.record(step));
    }

    void remove(long quotaId) {
        change(time -> quotas.removeIf(quota -> quota.quota().id() == quotaId));
    }

    void clear() {
        change(time -> {
            passage.freeze(null);
            quotas.clear();
        });
    }

    private void change(LongConsumer change) {
        guard.run(time -> {
            change.accept(time);
            matches.renew();
            room.reconsiderAll();
        });
    }

    Decision reserve(LimitedCall call) {
        while (true) {
            Match match = matches.of(call);
            if (match.size() == 0 && !passage.mayBeFrozen()) {
                return Granted.FREE;
            }
            Decision decision = decided(call, new Granted(this, match, call));
            if (decision instanceof Waiter waiter) {
                waiter.startTimer(waiter.startDelay);
            }
            if (decision != null) {
                return decision;
            }
        }
    }

    /** Null where the quotas changed before the lock was taken. */
    private @Nullable Decision decided(LimitedCall call, Granted wish) {
        long time = guard.enter();
        try {
            return matches.isCurrent(wish.match()) ? decided(call, wish, time) : null;
        } finally {
            guard.exit();
        }
    }

    private Decision decided(LimitedCall call, Granted wish, long time) {
        long patience = call.patienceNanos();
        if (patience < 0) {
            return Refusals.tooLate();
        }
        wish.find(time);
        if (passage.fits(wish, NEWEST, time)) {
            wish.spend(time, 0);
            return wish;
        }
        Hold hold = Hold.of(wish, NEWEST, passage.frozen(time), patience, 0, time);
        return hold.refusal() == null ? room.admit(call, wish, hold, patience, time) : hold.counted();
    }

    void giveBack(Granted granted) {
        guard.run(time -> room.takeBack(granted, time));
    }

    void observe(Granted granted, long quotaId, ProviderCount count) {
        guard.run(time -> {
            LiveQuota quota = find(quotaId);
            int i = granted.indexOf(quotaId);
            if (quota != null && i >= 0) {
                Budget spentFrom = granted.budgetAt(i);
                Budget budget = spentFrom.dropped ? quota.findOrAdd(spentFrom.key, hashing, time) : spentFrom;
                quota.counts.elsewhere += budget.hear(count, granted.at(), time);
            }
        });
    }

    void observe(long quotaId, BudgetKey key, ProviderCount count) {
        guard.run(time -> {
            LiveQuota quota = find(quotaId);
            if (quota != null) {
                quota.counts.elsewhere += quota.findOrAdd(key, hashing, time).hear(count, time, time);
            }
        });
    }

    /** Where a controller paces the calls, an answer may make room for those that wait. */
    void answered(Granted granted, long quotaId, Verdict verdict, long used, @Nullable Instant until) {
        guard.run(time -> {
            int i = granted.indexOf(quotaId);
            if (i >= 0 && find(quotaId) != null) {
                granted.answered(i, verdict, used, until, time);
                room.drain(granted.budgetAt(i), time);
            }
        });
    }

    @Nullable
    Long level(long quotaId, long weight) {
        return guard.call(time -> {
            LiveQuota quota = find(quotaId);
            if (quota == null) {
                return null;
            }
            long level = quota.level(weight);
            room.drainAll(time);
            return level;
        });
    }

    void freeze(Freeze.Scope scope, Freeze freeze) {
        Duration left = Duration.between(wall.instant(), freeze.until());
        guard.run(time -> {
            long until = left.compareTo(FOREVER) > 0 ? time + FOREVER.toNanos() : time + left.toNanos();
            setFreeze(scope, Frozen.later(new Frozen(freeze, until), frozen(scope, time)), time);
            room.reviewAll(time);
        });
    }

    void thaw(Freeze.Scope scope) {
        guard.run(time -> {
            setFreeze(scope, null, time);
            room.drainAll(time);
        });
    }

    @Nullable
    Freeze frozen(Freeze.Scope scope) {
        Frozen found = guard.call(time -> frozen(scope, time));
        return found == null ? null : found.freeze();
    }

    private void setFreeze(Freeze.Scope scope, @Nullable Frozen frozen, long time) {
        switch (scope) {
            case Freeze.Scope.OfUpstream upstream -> passage.freeze(frozen);
            case Freeze.Scope.OfQuota(long id) -> {
                LiveQuota quota = find(id);
                if (quota != null) {
                    quota.freeze(frozen);
                }
            }
            case Freeze.Scope.OfBudget(long id, BudgetKey key) -> {
                LiveQuota quota = find(id);
                if (quota != null) {
                    quota.findOrAdd(key, hashing, time).freeze(frozen);
                }
            }
        }
    }

    private @Nullable Frozen frozen(Freeze.Scope scope, long time) {
        return switch (scope) {
            case Freeze.Scope.OfUpstream upstream -> passage.frozen(time);
            case Freeze.Scope.OfQuota(long id) -> {
                LiveQuota quota = find(id);
                yield quota == null ? null : quota.frozen(time);
            }
            case Freeze.Scope.OfBudget(long id, BudgetKey key) -> {
                LiveQuota quota = find(id);
                Budget budget = quota == null ? null : quota.find(key, hashing);
                yield budget == null ? null : budget.frozen(time);
            }
        };
    }

    void resume(long quotaId, long version, long weight) {
        change(time -> {
            LiveQuota known = find(quotaId);
            if (known != null && known.quota().version() == version) {
                known.steering().resume(weight);
            }
        });
    }

    List<Limits.Level> levels() {
        return guard.call(time -> quotas.stream()
                .filter(quota -> quota.quota().enabled())
                .map(LiveQuota::standing)
                .toList());
    }

    List<QuotaState> states() {
        return guard.call(
                time -> quotas.stream().map(quota -> States.of(quota, time)).toList());
    }

    @Nullable
    QuotaState state(long quotaId) {
        return guard.call(time -> {
            LiveQuota quota = find(quotaId);
            return quota == null ? null : States.of(quota, time);
        });
    }

    List<Standing> standings(Granted granted) {
        return guard.call(time -> States.standings(granted, time));
    }

    List<Standing> standings(LimitedCall call) {
        Granted wish = new Granted(this, matches.of(call), call);
        return guard.call(time -> {
            if (!matches.isCurrent(wish.match())) {
                return List.of();
            }
            wish.find(time);
            return States.standings(wish, time);
        });
    }

    /** A part at a time, so that decisions come between. */
    void tidy() {
        List<LiveQuota> all = guard.call(time -> {
            room.tidy(time);
            quotas.forEach(quota -> quota.spending.tidy(time));
            return List.copyOf(quotas);
        });
        for (LiveQuota quota : all) {
            int place = 0;
            do {
                int from = place;
                place = guard.call(time -> quota.tidy(from, PLACES_AT_ONCE, time));
            } while (place > 0);
        }
    }

    int waiting() {
        return guard.call(time -> room.waiting());
    }

    private @Nullable LiveQuota find(long quotaId) {
        for (LiveQuota quota : quotas) {
            if (quota.quota().id() == quotaId) {
                return quota;
            }
        }
        return null;
    }
}
