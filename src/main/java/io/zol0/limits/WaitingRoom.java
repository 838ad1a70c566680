package io.zol0.limits;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All calls to an upstream that wait. Each is in the line of the budget that holds it longest. The first of a line has a timer on its
 * own loop for when it will fit; then all that fit are let through in their order, at most {@value #MOST_AT_ONCE} before others get
 * the lock.
 */
final class WaitingRoom {
    private static final int MOST_AT_ONCE = 256;
    private static final long LOST_AFTER = 1_000_000_000;

    /** Nanoseconds in which every loop has looked anew at those of its calls that wait. */
    private static final long TO_BE_LOOKED_AT = 1_000_000_000;

    private final Guard guard;
    private final Matches matches;
    private final Passage passage;
    private final Set<Budget> lines = new LinkedHashSet<>();
    private long arrivals;
    private int waiting;

    WaitingRoom(Guard guard, Matches matches, Passage passage) {
        this.guard = guard;
        this.matches = matches;
        this.passage = passage;
    }

    /** Lets a call wait; where as many wait as may, one of normal priority gives up its place to one of high. */
    Decision admit(LimitedCall call, Granted wish, Hold hold, long patience, long time) {
        if (waiting >= Limits.MOST_WAITING) {
            Waiter last = wish.match().isHigh(hold.index())
                    ? wish.budgetAt(hold.index()).line().lastNormal()
                    : null;
            if (last == null) {
                return hold.full().counted();
            }
            leave(last);
            end(last, hold.full().counted());
        }
        Waiter waiter = new Waiter(this, call, wish, ++arrivals, time, patience);
        join(waiter, hold, time);
        waiter.startDelay = waiter.expiresAt() - time;
        return waiter;
    }

    private void join(Waiter waiter, Hold hold, long time) {
        waiter.join(hold.index());
        waiting++;
        Budget budget = waiter.budget();
        lines.add(budget);
        if (budget.line().first() == waiter || budget.wakeAt == Long.MAX_VALUE) {
            arm(budget, hold.nanos(), time);
        }
    }

    private Budget leave(Waiter waiter) {
        Budget budget = waiter.leave();
        waiting--;
        if (budget.line().isEmpty()) {
            lines.remove(budget);
            budget.wakeAt = Long.MAX_VALUE;
        }
        return budget;
    }

    /** Leaves, and lets those behind go on. */
    private void stepOut(Waiter waiter, long time) {
        boolean first = waiter.budget().line().first() == waiter;
        Budget budget = leave(waiter);
        if (first) {
            drain(budget, time);
        }
    }

    /** Sees to it that the line is looked at after a while, on the loop of its first. */
    private void arm(Budget budget, long nanos, long time) {
        Waiter first = budget.line().first();
        long at = time + Math.max(1, nanos);
        if (first != null && at < budget.wakeAt) {
            budget.wakeAt = at;
            guard.after(() -> first.call.loop().after(Math.max(1, nanos), () -> wake(budget, at)));
        }
    }

    private void wake(Budget budget, long at) {
        guard.run(time -> {
            if (budget.wakeAt == at) {
                budget.wakeAt = Long.MAX_VALUE;
                drain(budget, time);
            }
        });
    }

    /** Lets through all that fit in the order of the line, and has the next one woken when it will; under the lock. */
    void drain(Budget budget, long time) {
        for (int i = 0; !budget.dropped; i++) {
            Waiter waiter = budget.line().first();
            if (waiter == null || !matches.isCurrent(waiter.wish.match())) {
                return;
            }
            if (i == MOST_AT_ONCE) {
                budget.wakeAt = time;
                guard.after(() -> waiter.call.loop().execute(() -> wake(budget, time)));
                return;
            }
            Hold hold = settle(waiter, time);
            if (hold != null && waiter.wish.budgetAt(hold.index()) == budget) {
                arm(budget, hold.nanos(), time);
                return;
            }
            if (hold != null) {
                leave(waiter);
                join(waiter, hold, time);
            }
        }
    }

    void drainAll(long time) {
        List.copyOf(lines).forEach(budget -> drain(budget, time));
    }

    /** Looks at each that waits, for a freeze may last longer than it can. */
    void reviewAll(long time) {
        for (Budget budget : List.copyOf(lines)) {
            List<Waiter> waiters = new ArrayList<>();
            budget.line().forEach(waiters::add);
            for (Waiter waiter : waiters) {
                if (!budget.dropped && matches.isCurrent(waiter.wish.match())) {
                    settle(waiter, time);
                }
            }
            drain(budget, time);
        }
    }

    /** Ends a waiter's waiting where it fits now or can no longer; else answers what holds it. */
    private @Nullable Hold settle(Waiter waiter, long time) {
        waiter.wish.find(time);
        if (passage.fits(waiter.wish, waiter.number, time)) {
            LiveQuota heldBy = waiter.quota();
            leave(waiter);
            grant(waiter, heldBy, time);
            return null;
        }
        Hold hold = passage.hold(waiter, time);
        if (hold.refusal() == null) {
            return hold;
        }
        leave(waiter);
        end(waiter, hold.counted());
        return null;
    }

    private void grant(Waiter waiter, LiveQuota heldBy, long time) {
        long waited = time - waiter.since;
        waiter.wish.spend(time, waited);
        heldBy.counts.countWaited(waited, waiter.heldHigh);
        end(waiter, waiter.wish);
    }

    private void end(Waiter waiter, Decision.Final decision) {
        waiter.end(decision);
        guard.after(() -> waiter.call.loop().execute(() -> waiter.tell(decision)));
    }

    /** The quotas have changed: whoever waits is looked at anew on its own loop, where its fields may be read. */
    void reconsiderAll() {
        for (Budget budget : lines) {
            budget.line().forEach(waiter -> guard.after(() -> waiter.call.loop().execute(() -> reconsider(waiter))));
        }
    }

    private void reconsider(Waiter waiter) {
        Granted wish = waiter.wishBy(matches.of(waiter.call));
        guard.run(time -> {
            if (waiter.isWaiting() && matches.isCurrent(wish.match())) {
                Budget budget = waiter.budget();
                boolean first = budget.line().first() == waiter;
                leave(waiter);
                rejoin(waiter, wish, time);
                if (first) {
                    drain(budget, time);
                }
            }
        });
    }

    private void rejoin(Waiter waiter, Granted wish, long time) {
        LiveQuota heldBy = waiter.quota();
        waiter.wish = wish;
        wish.find(time);
        if (passage.fits(wish, waiter.number, time)) {
            grant(waiter, heldBy, time);
            return;
        }
        Hold hold = passage.hold(waiter, time);
        if (hold.refusal() != null && !hold.isForTurnOnly()) {
            end(waiter, hold.counted());
            return;
        }
        join(waiter, hold, time);
        // It may have waited for longer than it now may, and fit as soon as those before it were looked at anew.
        long least = hold.refusal() == null ? 1 : TO_BE_LOOKED_AT;
        long left = Math.max(least, waiter.expiresAt() - time);
        guard.after(() -> waiter.startTimer(left));
    }

    /** Its time to wait may be over. */
    void expire(Waiter waiter) {
        if (!guard.call(time -> expired(waiter, time))) {
            reconsider(waiter);
        }
    }

    /** False where it must be looked at anew first. */
    private boolean expired(Waiter waiter, long time) {
        if (!waiter.isWaiting()) {
            return true;
        }
        if (!matches.isCurrent(waiter.wish.match())) {
            guard.after(() -> waiter.startTimer(1));
            return false;
        }
        long left = waiter.expiresAt() - time;
        if (left > 0) {
            guard.after(() -> waiter.startTimer(left));
            return true;
        }
        Budget budget = waiter.budget();
        Hold hold = settle(waiter, time);
        if (hold != null) {
            leave(waiter);
            end(waiter, hold.overdue().counted());
        }
        drain(budget, time);
        return true;
    }

    void cancel(Waiter waiter) {
        guard.run(time -> {
            if (waiter.isGone()) {
                return;
            }
            boolean waited = waiter.isWaiting();
            Decision.Final untold = waiter.goAway();
            if (waited) {
                waiter.quota().counts.gone++;
                stepOut(waiter, time);
            } else if (untold instanceof Granted granted) {
                takeBack(granted, time);
            }
        });
    }

    /** Whether its call is still there to be told, which it is once. */
    boolean mayTell(Waiter waiter) {
        return guard.call(time -> waiter.isToBeTold());
    }

    /** Lets those go on that wait for what a call spent. */
    void takeBack(Granted granted, long time) {
        if (granted.takeBack(time)) {
            granted.forEachBudget(budget -> drain(budget, time));
        }
    }

    /** Looks after lines whose timer was lost with its loop. */
    void tidy(long time) {
        for (Budget budget : List.copyOf(lines)) {
            if (budget.wakeAt < time - LOST_AFTER) {
                budget.wakeAt = Long.MAX_VALUE;
                drain(budget, time);
            }
        }
    }

    int waiting() {
        return waiting;
    }
}
