package io.zol0.limits;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A lock for sections of well under a microsecond: whoever finds it taken spins for about as long, for to park a thread takes far
 * longer than the section does. Where that was not enough, its holder has lost its processor: then one at a time naps until it is
 * free, and the others wait in order behind it.
 */
final class ShortLock {
    private static final int SPINS = 200;
    private static final long NAP_NANOS = 20_000;

    private final AtomicInteger taken = new AtomicInteger();
    private final ReentrantLock turn = new ReentrantLock();

    void lock() {
        if (!taken.compareAndSet(0, 1) && !spun()) {
            waitForTurn();
        }
    }

    private boolean spun() {
        for (int i = 0; i < SPINS; i++) {
            if (taken.getOpaque() == 0 && taken.compareAndSet(0, 1)) {
                return true;
            }
            Thread.onSpinWait();
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
