package io.zol0.limits;

/**
 * Holds back calls to an endpoint that fails or is slow: closed it counts, open it lets nothing through, half open it lets a few
 * calls through and judges by them (M. Nygard, Release It!, 2007). Counts in {@value #SLICES} slices of its window, so that what
 * it looks back on is the window, give or take one slice. Safe for any number of threads, each of which holds its lock for a few
 * additions; allocates nothing.
 */
public final class CircuitBreaker {
    private static final int SLICES = 10;

    private final BreakerSettings settings;
    private final long sliceNanos;
    private final int[] calls = new int[SLICES];
    private final int[] failures = new int[SLICES];
    private final int[] slows = new int[SLICES];
    private State state = State.CLOSED;
    private long slice;
    private long turn = 1;
    private long openUntil;
    private int trialsLeft;
    private int trialsOut;
    private int trialFailures;
    private int trialSlows;
    private int trialsDone;

    /** What it does with calls. */
    public enum State {
        CLOSED,
        OPEN,
        HALF_OPEN
    }

    /** @param nowNanos of a ticker that only goes on */
    public CircuitBreaker(BreakerSettings settings, long nowNanos) {
        this.settings = settings;
        this.sliceNanos = Math.max(1, settings.window().toNanos() / SLICES);
        this.slice = Math.floorDiv(nowNanos, sliceNanos);
    }

    /**
     * Asks for a call to be let through.
     *
     * @return a ticket above 0 to give back with {@link #ended} or {@link #unused}; else the nanoseconds, negated, after which it
     *     is worth asking again
     */
    public synchronized long enter(long nowNanos) {
        if (state == State.OPEN && nowNanos - openUntil >= 0) {
            state = State.HALF_OPEN;
            turn++;
            trialsLeft = settings.trials();
            trialsOut = 0;
            trialsDone = 0;
            trialFailures = 0;
            trialSlows = 0;
        }
        return switch (state) {
            case CLOSED -> turn;
            case OPEN -> -Math.max(1, openUntil - nowNanos);
            case HALF_OPEN -> {
                if (trialsLeft == 0) {
                    yield -Math.max(1, settings.pause().toNanos() / 10);
                }
                trialsLeft--;
                trialsOut++;
                yield turn;
            }
        };
    }

    /** The call of a ticket has ended; those that were let through before the last change of state no longer count. */
    public synchronized void ended(long ticket, boolean failed, long tookNanos, long nowNanos) {
        boolean slow = tookNanos >= settings.slow().toNanos();
        if (ticket != turn || state == State.OPEN) {
            return;
        }
        if (state == State.CLOSED) {
            count(failed, slow, nowNanos);
            return;
        }
        trialsOut--;
        trialsDone++;
        trialFailures += failed ? 1 : 0;
        trialSlows += slow ? 1 : 0;
        if (trialsDone == settings.trials()) {
            if (tooMany(trialFailures, trialSlows, trialsDone)) {
                open(nowNanos);
            } else {
                close(nowNanos);
            }
        }
    }

    /** The call of a ticket was never sent, or says nothing: another may go in its place. */
    public synchronized void unused(long ticket) {
        if (ticket == turn && state == State.HALF_OPEN && trialsOut > 0) {
            trialsOut--;
            trialsLeft++;
        }
    }

    public synchronized State state() {
        return state;
    }

    private void count(boolean failed, boolean slow, long nowNanos) {
        turnTo(Math.floorDiv(nowNanos, sliceNanos));
        int at = Math.floorMod(slice, SLICES);
        calls[at]++;
        failures[at] += failed ? 1 : 0;
        slows[at] += slow ? 1 : 0;
        int all = sum(calls);
        if (all >= settings.least() && tooMany(sum(failures), sum(slows), all)) {
            open(nowNanos);
        }
    }

    private boolean tooMany(int failed, int slow, int all) {
        return failed >= settings.errorRate() * all || slow >= settings.slowRate() * all;
    }

    private void open(long nowNanos) {
        state = State.OPEN;
        turn++;
        openUntil = nowNanos + settings.pause().toNanos();
    }

    private void close(long nowNanos) {
        state = State.CLOSED;
        turn++;
        clear(calls);
        clear(failures);
        clear(slows);
        slice = Math.floorDiv(nowNanos, sliceNanos);
    }

    private void turnTo(long now) {
        long steps = Math.min(SLICES, now - slice);
        for (long i = 1; i <= steps; i++) {
            int at = Math.floorMod(now - steps + i, SLICES);
            calls[at] = 0;
            failures[at] = 0;
            slows[at] = 0;
        }
        slice = Math.max(slice, now);
    }

    private static void clear(int[] counts) {
        java.util.Arrays.fill(counts, 0);
    }

    private static int sum(int[] counts) {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }
}
