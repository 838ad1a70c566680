package io.zol0.limits;

import org.jspecify.annotations.Nullable;

/** A call that waits; guarded by the lock of its upstream. */
final class Waiter implements Decision.Waits {
    private final WaitingRoom room;
    final LimitedCall call;
    /** Says who came first. */
    final long number;

    final long since;
    /** How long it may wait by what held it at first. */
    long startDelay;

    /** What it would be granted. */
    Granted wish;

    long heldWeight;
    boolean heldHigh;

    @Nullable
    Waiter previous;

    @Nullable
    Waiter next;

    private final long patienceEnds;
    private int held;
    private @Nullable Budget budget;
    private Decision.@Nullable Final ended;
    private boolean gone;
    private volatile @Nullable Runnable timer;

    Waiter(WaitingRoom room, LimitedCall call, Granted wish, long number, long now, long patience) {
        this.room = room;
        this.call = call;
        this.wish = wish;
        this.number = number;
        this.since = now;
        this.patienceEnds = patience > Long.MAX_VALUE - now ? Long.MAX_VALUE : now + patience;
    }

    Granted wishBy(Match match) {
        return wish.by(match, call);
    }

    /** Joins the line of the budget that holds it. */
    void join(int holding) {
        held = holding;
        heldWeight = wish.weightAt(holding);
        heldHigh = wish.match().isHigh(holding);
        budget = wish.budgetAt(holding);
        budget.join(this);
    }

    Budget leave() {
        Budget left = budget();
        left.leave(this);
        budget = null;
        return left;
    }

    Budget budget() {
        if (budget == null) {
            throw new IllegalStateException("It waits in no line; join one first.");
        }
        return budget;
    }

    LiveQuota quota() {
        return wish.match().quota(held);
    }

    /** Nanoseconds that its caller would still wait. */
    long patience(long now) {
        return patienceEnds == Long.MAX_VALUE ? Long.MAX_VALUE : patienceEnds - now;
    }

    /** When it stops waiting where it is. */
    long expiresAt() {
        return Math.min(patienceEnds, since + quota().quota().maxWait().toNanos());
    }

    boolean isWaiting() {
        return ended == null && !gone;
    }

    /** Nothing else is decided about it from now on. */
    void end(Decision.Final decision) {
        ended = decision;
    }

    /** Answers what had been decided and not been told yet. */
    Decision.@Nullable Final goAway() {
        gone = true;
        return ended;
    }

    boolean isGone() {
        return gone;
    }

    /** Whether its call is still there to be told; from then on it can no longer go away. */
    boolean isToBeTold() {
        boolean there = !gone;
        gone = true;
        return there;
    }

    /** Tells its call, on the call's loop. */
    void tell(Decision.Final decision) {
        stopTimer();
        if (room.mayTell(this)) {
            call.decided(decision);
        }
    }

    /** Watches the end of its waiting, in the place of what watched it before; on its call's loop. */
    void startTimer(long delay) {
        stopTimer();
        timer = call.loop().after(Math.max(1, delay), () -> room.expire(this));
    }

    private void stopTimer() {
        Runnable running = timer;
        if (running != null) {
            timer = null;
            running.run();
        }
    }

    @Override
    public void cancel() {
        stopTimer();
        room.cancel(this);
    }
}
