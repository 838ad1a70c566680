package io.zol0.cache;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Says which reads the eviction policy hears of: all of them, or a random sample where there are more than so many a second, fewer
 * while nothing has to go anyway.
 *
 * <p>Each read that it hears of moves an entry in lists of old objects, which the collector has to look through at its next pause; a
 * sample tells nearly as well which entries are read most.
 */
final class ReadSampling {
    private static final int WINDOW_MILLIS = 100;
    private static final int SPARSEST = 1 << 10;

    /** About 20,000 a second. */
    private static final int MOST_WHERE_FULL = 2_000;

    /** About 1,000 a second. */
    private static final int MOST_WHERE_ROOM = 100;

    private final BooleanSupplier full;
    private final AtomicInteger heard = new AtomicInteger();
    private volatile long sinceMillis;

    /** Of so many reads one is heard of. */
    private volatile int stride = 1;

    /** @param full whether what comes pushes something else out */
    ReadSampling(BooleanSupplier full) {
        this.full = full;
    }

    /** Whether the policy is to hear of a read at that time. */
    boolean hears(long nowMillis) {
        int of = stride;
        if (of > 1 && ThreadLocalRandom.current().nextInt(of) != 0) {
            return false;
        }
        if (nowMillis - sinceMillis >= WINDOW_MILLIS || nowMillis < sinceMillis) {
            begin(nowMillis, of);
        }
        heard.incrementAndGet();
        return true;
    }

    /** Of two threads that begin a window together, the second finds it begun with nothing in it, and is right too. */
    private void begin(long nowMillis, int of) {
        long windows = Math.max(1, (nowMillis - sinceMillis) / WINDOW_MILLIS);
        sinceMillis = nowMillis;
        long reads = (long) heard.getAndSet(0) * of;
        int most = full.getAsBoolean() ? MOST_WHERE_FULL : MOST_WHERE_ROOM;
        stride = (int) Math.clamp(reads / (windows * most), 1, SPARSEST);
    }
}
