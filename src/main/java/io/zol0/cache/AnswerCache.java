package io.zol0.cache;

import java.util.concurrent.Executor;

/**
 * The answers that are kept. Safe for several threads.
 *
 * <p>One for all upstreams and all event loops; closed at the end, which frees its memory.
 */
public final class AnswerCache implements AutoCloseable {
    /**
     * @param settings what it may take
     * @param hash what credentials become part of a key by
     * @param background does what takes time: compressing, and what Caffeine has to tidy up; never an event loop
     */
    public AnswerCache(CacheSettings settings, KeyedHash hash, Executor background) {}

    /** Looks what is to be done for a request. */
    public Visit visit(CacheRequest request, long nowMillis) {
        throw new UnsupportedOperationException();
    }

    /**
     * Notes the answer to a request with a method that is neither GET nor HEAD: one that changes something, and did not fail, makes
     * what is stored for its target invalid, whoever's it is, and for its Location and Content-Location of the same origin.
     *
     * @param location as the upstream sent it, or a path of the upstream; null for none
     */
    public void changed(
            CacheRequest request,
            int status,
            @org.jspecify.annotations.Nullable String location,
            @org.jspecify.annotations.Nullable String contentLocation,
            String origin,
            long nowMillis) {}

    @Override
    public void close() {}
}
