package io.zol0.limits;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for sections of well under a microsecond: whoever finds it taken spins for about as long, for to park a thread takes far
 * longer than the section does. It looks less and less often, so that the holder keeps what it works on in its own cache meanwhile
 * (exponential back-off: Anderson, The performance of spin lock alternatives, 1990). Where that was not enough, its holder has lost
 * its processor: then one at a time naps until it is free, and the others wait in order behind it.
 */
final class ShortLock {
    private static final int SPINS = 200;
    private static final int MOST_BETWEEN_LOOKS = 32;
    private static final long NAP_NANOS = 20_000;

    private final AtomicInteger taken = new AtomicInteger();
    private final ReentrantLock turn = new ReentrantLock();

    void lock() {
        if (!taken.compareAndSet(0, 1) && !spun()) {
            waitForTurn();
        }
    }

    private boolean spun() {
        int pause = 1;
        for (int spent = 0; spent < SPINS; spent += pause) {
            if (taken.getOpaque() == 0 && taken.compareAndSet(0, 1)) {
                return true;
            }
            pause = Math.min(2 * pause, MOST_BETWEEN_LOOKS);
            for (int i = 0; i < pause; i++) {
                Thread.onSpinWait();
            }
        }
        return false;
    }

    private void waitForTurn() {
        turn.lock();
        try {
            while (!spun()) {
                LockSupport.parkNanos(NAP_NANOS);
            }
        } finally {
            turn.unlock();
        }
    }

    void unlock() {
        taken.setRelease(0);
    }
}
