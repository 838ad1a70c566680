package io.zol0.cache;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Says which reads the eviction policy hears of: all of them, or a random sample where there are more than about 8,000 a second.
 *
 * <p>Each read that it hears of moves an entry in lists of old objects, which the collector has to look through at its next pause; a
 * sample tells as well which entries are read most.
 */
final class ReadSampling {
    private static final int WINDOW_MILLIS = 100;
    private static final int MOST_A_WINDOW = 800;
    private static final int SPARSEST = 1 << 10;

    private final AtomicInteger heard = new AtomicInteger();
    private volatile long sinceMillis;

    /** Of so many reads one is heard of. */
    private volatile int stride = 1;

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
        stride = (int) Math.clamp(reads / (windows * MOST_A_WINDOW), 1, SPARSEST);
    }
}
