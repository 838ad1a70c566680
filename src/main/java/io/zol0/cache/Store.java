package io.zol0.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Keeps answers within a budget of bytes, in one part for each priority.
 *
 * <p>What goes when it is full: first answers of low priority, until they take a tenth of the budget; then those of medium priority,
 * until they take three tenths; then those of high priority. Within a part, Caffeine's W-TinyLFU decides by how often and how lately an
 * answer was used, as far as it hears of it ({@link ReadSampling}). A part may take whatever the others leave free.
 */
final class Store {
    /** Hears what was pushed out, for want of space or because its time was over. */
    interface Evictions {
        void evicted(Stored stored, boolean forSpace);
    }

    private static final int LOW_SHARE = 10;
    private static final int MEDIUM_SHARE = 30;

    private final long budget;
    private final int largestVariants;
    private final Memory memory;
    private final TagIndex tags = new TagIndex();
    private final ReadSampling reads = new ReadSampling(this::isNearlyFull);
    private final Part high;
    private final Part medium;
    private final Part low;
    private final ReentrantLock sharing = new ReentrantLock();
    private final AtomicLong put = new AtomicLong();

    /** Bytes of the budget that no answer can have for now. */
    private volatile long lost;

    Store(
            CacheSettings settings,
            Memory memory,
            Site.Table sites,
            Ticker ticker,
            LongSupplier clockMillis,
            Evictions evictions) {
        this.budget = settings.budget().toBytes();
        this.largestVariants = settings.largestVariants();
        this.memory = memory;
        this.high = new Part(budget, sites, tags, ticker, clockMillis, evictions);
        this.medium = new Part(budget, sites, tags, ticker, clockMillis, evictions);
        this.low = new Part(budget, sites, tags, ticker, clockMillis, evictions);
    }

    private Part part(CachePriority priority) {
        return switch (priority) {
            case HIGH -> high;
            case MEDIUM -> medium;
            case LOW -> low;
        };
    }

    private Part part(Stored stored) {
        return part(stored.origin().priority());
    }

    /** The answers kept for a key: first where answers of that priority are, then elsewhere. */
    @Nullable
    Variants find(CacheKey key, CachePriority likely, long nowMillis) {
        boolean heard = reads.hears(nowMillis);
        Variants found = part(likely).find(key, heard);
        if (found == null) {
            for (CachePriority other : CachePriority.values()) {
                if (other != likely && part(other).heldBytes() != 0) {
                    found = found == null ? part(other).find(key, heard) : found;
                }
            }
        }
        return found;
    }

    /** Keeps an answer, taking over one claim on it and one use of its site. */
    void put(Stored stored) {
        part(stored).put(stored, largestVariants);
        for (CachePriority other : CachePriority.values()) {
            // Its endpoint may have had another priority before.
            if (other != stored.origin().priority() && part(other).heldBytes() != 0) {
                part(other).removeAll(stored.key());
            }
        }
        share(stored.weight());
    }

    /** Puts an answer in the place of another one, if that is still there, taking over its claims like {@link #put}. Tells whether it did. */
    boolean replace(Stored old, Stored by) {
        return part(old).replace(old, by);
    }

    void remove(Stored stored) {
        part(stored).remove(stored);
    }

    /** Removes what is meant; goes through everything, so not for an event loop. Tells how many there were. */
    long removeAll(Predicate<Stored> meant) {
        long removed = 0;
        for (Stored stored : all()) {
            if (meant.test(stored)) {
                remove(stored);
                removed++;
            }
        }
        return removed;
    }

    /** Removes what has a tag. Tells how many there were. */
    long removeTagged(long upstreamId, String tag) {
        List<Stored> tagged = tags.of(upstreamId, tag);
        tagged.forEach(this::remove);
        return tagged.size();
    }

    TagIndex tags() {
        return tags;
    }

    /** Everything, as it is while one looks; not for an event loop. */
    List<Stored> all() {
        List<Stored> all = new ArrayList<>();
        for (CachePriority priority : CachePriority.values()) {
            part(priority).all().forEach(variants -> all.addAll(variants.all()));
        }
        return all;
    }

    /** The newest answers of the keys used most, of each priority. */
    List<Stored> hottest(int most) {
        List<Stored> hottest = new ArrayList<>();
        for (CachePriority priority : CachePriority.values()) {
            part(priority)
                    .hottest(most)
                    .forEach(variants -> hottest.add(variants.all().getFirst()));
        }
        return hottest;
    }

    /** Bytes counted for what is kept. */
    long heldBytes() {
        return high.heldBytes() + medium.heldBytes() + low.heldBytes();
    }

    long heldBytes(CachePriority priority) {
        return part(priority).heldBytes();
    }

    /** Does now what Caffeine puts off. */
    void settle() {
        share(true);
        for (CachePriority priority : CachePriority.values()) {
            part(priority).settle();
        }
    }

    /** Makes room for what is arriving. */
    void arriving() {
        if (heldBytes() + memory.arrivingBytes() + lost > budget) {
            share(false);
        }
    }

    private void share(long putBytes) {
        boolean look = put.addAndGet(putBytes) > budget / 64;
        if (look || isNearlyFull()) {
            share(look);
        }
    }

    private boolean isNearlyFull() {
        return heldBytes() + memory.arrivingBytes() + lost > budget - budget / 10;
    }

    /**
     * Shares the budget out, but for what is arriving, what was dropped and is still being written, and what the pool has taken beyond the
     * budget since its free places did not fit.
     */
    private void share(boolean look) {
        if (!sharing.tryLock()) {
            return;
        }
        try {
            if (look) {
                put.set(0);
                long used = memory.arrivingBytes() + high.offHeapBytes() + medium.offHeapBytes() + low.offHeapBytes();
                long writing = Math.max(0, memory.usedBytes() - used);
                long beyond = Math.max(0, memory.takenBytes() - budget);
                lost = Math.clamp(writing + beyond, 0, budget / 2);
            }
            // A little less, since a limit is only changed where it differs enough.
            long left = budget - budget / 64 - memory.arrivingBytes() - lost;
            long lowFloor = left * LOW_SHARE / 100;
            long mediumFloor = left * MEDIUM_SHARE / 100;
            long ofLow = Math.min(low.heldBytes(), lowFloor);
            long ofMedium = Math.min(medium.heldBytes(), mediumFloor);
            high.limit(left - ofMedium - ofLow);
            medium.limit(Math.max(mediumFloor, left - high.heldBytes() - ofLow));
            low.limit(Math.max(lowFloor, left - high.heldBytes() - medium.heldBytes()));
        } finally {
            sharing.unlock();
        }
    }
}
