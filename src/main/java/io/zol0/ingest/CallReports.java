package io.zol0.ingest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.zol0.catalog.Endpoints;
import io.zol0.metrics.ReportedCalls;
import io.zol0.users.Sight;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.util.unit.DataSize;

/**
 * Takes batches of calls that did not come through the gateway. All of a batch is read before any of it counts: one that
 * breaks off counts not at all and can be sent again. Under a key of idempotency it counts once within a day, as long as this
 * process lives and 10,000 later keys have not come.
 */
@Service
public class CallReports {
    private static final DataSize LARGEST = DataSize.ofMegabytes(32);
    private static final int MOST_KEYS = 10_000;

    private final KnownUpstreams upstreams;
    private final Endpoints endpoints;
    private final ReportedCalls calls;
    private final Turnstile turnstile = new Turnstile();
    private final Cache<String, CompletableFuture<Taken>> known = Caffeine.newBuilder()
            .maximumSize(MOST_KEYS)
            .expireAfterWrite(Duration.ofDays(1))
            .build();

    CallReports(KnownUpstreams upstreams, Endpoints endpoints, ReportedCalls calls) {
        this.upstreams = upstreams;
        this.endpoints = endpoints;
        this.calls = calls;
    }

    /**
     * Takes a batch from whoever is signed in on this thread.
     *
     * @param reporter who it is, and the caller of calls that name none
     * @param key under which the batch counts once; null where it counts each time
     * @param encoding the body's Content-Encoding; null for none
     * @throws NotTaken where nothing of it counts
     */
    public Taken take(String reporter, @Nullable String key, InputStream body, @Nullable String encoding)
            throws IOException {
        if (key != null && (key.isBlank() || key.length() > 200)) {
            throw NotTaken.unreadable("The Idempotency-Key must have from 1 to 200 characters.");
        }
        Sight sight = Sight.current();
        InputStream content = Body.of(body, encoding, LARGEST);
        return key == null
                ? turnstile.through(() -> count(reporter, sight, content))
                : once(reporter + "\n" + key, () -> turnstile.through(() -> count(reporter, sight, content)));
    }

    private Taken count(String reporter, Sight sight, InputStream body) {
        CallReader reader = new CallReader(upstreams, endpoints, calls, sight, reporter).read(body);
        calls.record(reader.calls());
        return reader.taken();
    }

    private Taken once(String key, Supplier<Taken> work) {
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
