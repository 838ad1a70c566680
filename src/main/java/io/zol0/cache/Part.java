package io.zol0.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Policy;
import com.github.benmanes.caffeine.cache.RemovalCause;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The answers of one priority, and how many bytes they take. */
final class Part {
    private static final long LONGEST_MILLIS = Duration.ofDays(3650).toMillis();

    private final Cache<CacheKey, Variants> table;
    private final Policy<CacheKey, Variants> policy;
    private final Site.Table sites;
    private final TagIndex tags;
    private final Store.Evictions evictions;
    private final LongSupplier clockMillis;
    private final AtomicLong held = new AtomicLong();
    private final AtomicLong offHeap = new AtomicLong();
    private final long budget;
    private volatile long most;

    Part(
            long budget,
            Site.Table sites,
            TagIndex tags,
            Ticker ticker,
            LongSupplier clockMillis,
            Store.Evictions evictions) {
        this.budget = budget;
        this.most = budget;
        this.sites = sites;
        this.tags = tags;
        this.clockMillis = clockMillis;
        this.evictions = evictions;
        this.table = Caffeine.newBuilder()
                // What Caffeine tidies up in one go takes microseconds; a thread for it would take more.
                .executor(Runnable::run)
                .ticker(ticker)
                .maximumWeight(budget)
                .weigher((CacheKey key, Variants variants) -> variants.weight())
                .expireAfter(Expiry.<CacheKey, Variants>writing((key, variants) -> kept(variants)))
                .evictionListener((key, variants, cause) -> evicted(variants, cause))
                .build();
        this.policy = table.policy();
    }

    /** What is kept for a key; whether the eviction policy is to hear that it was read. */
    @Nullable
    Variants find(CacheKey key, boolean heard) {
        return heard ? table.getIfPresent(key) : policy.getIfPresentQuietly(key);
    }

    void put(Stored stored, int largestVariants) {
        List<Stored> dropped = new ArrayList<>(2);
        tags.add(stored);
        table.asMap().compute(stored.key(), (key, before) -> Variants.with(before, stored, largestVariants, dropped));
        count(stored);
        dropped.forEach(this::drop);
    }

    /** Puts an answer in the place of another one, if that is still there. Tells whether it did. */
    boolean replace(Stored old, Stored by) {
        boolean[] done = new boolean[1];
        tags.add(by);
        table.asMap().computeIfPresent(old.key(), (key, before) -> {
            done[0] = before.all().contains(old);
            return before.replaced(old, by);
        });
        if (done[0]) {
            count(by);
            drop(old);
        } else {
            tags.remove(by);
        }
        return done[0];
    }

    void remove(Stored stored) {
        boolean[] done = new boolean[1];
        table.asMap().computeIfPresent(stored.key(), (key, before) -> {
            done[0] = before.all().contains(stored);
            return done[0] ? before.without(stored) : before;
        });
        if (done[0]) {
            drop(stored);
        }
    }

    void removeAll(CacheKey key) {
        Variants gone = table.asMap().remove(key);
        if (gone != null) {
            gone.all().forEach(this::drop);
        }
    }

    Iterable<Variants> all() {
        return table.asMap().values();
    }

    /** Those used most often, by the frequency that Caffeine estimates. */
    List<Variants> hottest(int most) {
        return policy.eviction()
                .map(eviction -> List.copyOf(eviction.hottest(most).values()))
                .orElse(List.of());
    }

    /** Bytes counted for its answers. */
    long heldBytes() {
        return held.get();
    }

    long offHeapBytes() {
        return offHeap.get();
    }

    /** Sets how much it may take; changes of less than a 256th of the budget are not worth Caffeine's tidying up. */
    void limit(long bytes) {
        if (Math.abs(bytes - most) > budget / 256) {
            most = bytes;
            policy.eviction().ifPresent(eviction -> eviction.setMaximum(Math.max(0, bytes)));
        }
    }

    void settle() {
        table.cleanUp();
    }

    private void evicted(@Nullable Variants variants, RemovalCause cause) {
        if (variants != null) {
            for (Stored stored : variants.all()) {
                evictions.evicted(stored, cause == RemovalCause.SIZE);
                drop(stored);
            }
        }
    }

    private void count(Stored stored) {
        held.addAndGet(stored.weight());
        offHeap.addAndGet(stored.body().offHeapBytes());
    }

    private void drop(Stored stored) {
        held.addAndGet(-stored.weight());
        offHeap.addAndGet(-stored.body().offHeapBytes());
        tags.remove(stored);
        sites.unuse(stored.site());
        stored.release();
    }

    private Duration kept(Variants variants) {
        long longest = 1;
        for (Stored stored : variants.all()) {
            longest = Math.max(longest, stored.terms().keptUntilMillis() - clockMillis.getAsLong());
        }
        return Duration.ofMillis(Math.min(longest, LONGEST_MILLIS));
    }
}
