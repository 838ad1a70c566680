package io.zol0.limits;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;

/** The one lock of an upstream, and the time while it is held. What concerns the code of others is done after it is free. */
final class Guard {
    private final ShortLock lock = new ShortLock();
    private final LongSupplier ticker;
    private final Now now = new Now();
    private List<Runnable> due = new ArrayList<>();

    /**
     * @param ticker nanoseconds from 0 on
     */
    Guard(LongSupplier ticker) {
        this.ticker = ticker;
    }

    LongSupplier ticker() {
        return ticker;
    }

    Now now() {
        return now;
    }

    /** Takes the lock; answers the time. */
    long enter() {
        lock.lock();
        return now.reach(ticker.getAsLong());
    }

    void exit() {
        if (due.isEmpty()) {
            lock.unlock();
            return;
        }
        List<Runnable> deeds = due;
        due = new ArrayList<>();
        lock.unlock();
        deeds.forEach(Runnable::run);
    }

    /** Has something done once the lock is free; to be called while it is held. */
    void after(Runnable deed) {
        due.add(deed);
    }

    void run(LongConsumer deed) {
        long time = enter();
        try {
            deed.accept(time);
        } finally {
            exit();
        }
    }

    <T> T call(LongFunction<T> deed) {
        long time = enter();
        try {
            return deed.apply(time);
        } finally {
            exit();
        }
    }
}
