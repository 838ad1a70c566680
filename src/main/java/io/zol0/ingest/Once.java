package io.zol0.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a batch count once under its key of idempotency within a day, as long as this process lives and 10,000 later keys have
 * not come.
 */
final class Once {
    private static final int MOST_KEYS = 10_000;
    private static final int LONGEST_KEY = 200;

    private final Cache<String, CompletableFuture<Taken>> known = Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    /** Refuses what cannot be a key. */
    static void check(@Nullable String key) {
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            throw NotTaken.unreadable("The Idempotency-Key must have from 1 to " + LONGEST_KEY + " characters.");
        }
    }

    /** Does the work, or tells what came of it before. */
    Taken take(String key, Supplier<Taken> work) {
        CompletableFuture<Taken> mine = new CompletableFuture<>();
        ConcurrentMap<String, CompletableFuture<Taken>> keys = known.asMap();
        CompletableFuture<Taken> first = keys.putIfAbsent(key, mine);
        if (first != null) {
            try {
                return first.join().again();
            } catch (CompletionException failed) {
                throw NotTaken.busy();
            }
        }
        try {
            Taken taken = work.get();
            mine.complete(taken);
            return taken;
        } catch (RuntimeException | Error failure) {
            keys.remove(key, mine);
            mine.completeExceptionally(failure);
            throw failure;
        }
    }
}
