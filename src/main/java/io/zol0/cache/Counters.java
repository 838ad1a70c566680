package io.zol0.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the cache does for one endpoint. */
final class Counters {
    private static final int AGES = 24;

    private final LongAdder hits = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder collapsed = new LongAdder();
    private final LongAdder saved = new LongAdder();
    private final LongAdder kept = new LongAdder();
    private final LongAdder evicted = new LongAdder();
    private final LongAdder expired = new LongAdder();
    private final LongAdder bytesSaved = new LongAdder();
    private final LongAdder millisSaved = new LongAdder();
    private final Map<MissReason, LongAdder> misses = new EnumMap<>(MissReason.class);
    /** The reasons are the program's own words, and so few. */
    private final Map<String, LongAdder> notKept = new ConcurrentHashMap<>();

    private final AtomicLongArray ages = new AtomicLongArray(AGES);

    Counters() {
        for (MissReason reason : MissReason.values()) {
            misses.put(reason, new LongAdder());
        }
    }

    /** Served in the place of an answer that was asked for in vain: a hit that saves nothing. */
    void stoodIn(long ageSeconds) {
        hits.increment();
        stale.increment();
        ages.incrementAndGet(Math.min(AGES - 1, 64 - Long.numberOfLeadingZeros(ageSeconds)));
    }

    /** The upstream was not called for a hit. */
    void saved() {
        saved.increment();
    }

    void served(boolean wasStale, boolean wasCollapsed, long bytes, long fetchMillis, long ageSeconds) {
        hits.increment();
        if (wasStale) {
            stale.increment();
        }
        if (wasCollapsed) {
            collapsed.increment();
        }
        bytesSaved.add(bytes);
        millisSaved.add(fetchMillis);
        ages.incrementAndGet(Math.min(AGES - 1, 64 - Long.numberOfLeadingZeros(ageSeconds)));
    }

    void missed(MissReason why) {
        misses.getOrDefault(why, hits).increment();
    }

    void kept() {
        kept.increment();
    }

    void notKept(String why) {
        notKept.computeIfAbsent(why, word -> new LongAdder()).increment();
    }

    void gone(boolean forSpace) {
        (forSpace ? evicted : expired).increment();
    }

    EndpointFigures figures(long endpointId) {
        Map<MissReason, Long> missed = new EnumMap<>(MissReason.class);
        misses.forEach((why, count) -> missed.put(why, count.sum()));
        Map<String, Long> refused = new ConcurrentHashMap<>();
        notKept.forEach((why, count) -> refused.put(why, count.sum()));
        List<Long> served = new ArrayList<>(AGES);
        for (int i = 0; i < AGES; i++) {
            served.add(ages.get(i));
        }
        return new EndpointFigures(
                endpointId,
                hits.sum(),
                stale.sum(),
                collapsed.sum(),
                saved.sum(),
                missed,
                kept.sum(),
                Map.copyOf(refused),
                evicted.sum(),
                expired.sum(),
                bytesSaved.sum(),
                Duration.ofMillis(millisSaved.sum()),
                List.copyOf(served));
    }
}
