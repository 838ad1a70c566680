package io.zol0.cache;

import org.jspecify.annotations.Nullable;

/**
 * One request's way past the cache: what is to be done for it, and what with the upstream's answer. For one thread at a time.
 * Closed in the end, however it ends, since it holds on to the stored answer that it found.
 *
 * <pre>
 * visit = cache.visit(request, now)
 * SERVE       → write visit.serve(now)
 * FETCH       → flights.join(visit.key(), …); the leader sends, and gives the head to visit.arrived(…)
 * REVALIDATE  → visit.editRequest(…), send, visit.arrived(…)
 * a failure   → visit.failed(now): something stale to serve in its place, or null
 * a refusal by the limiter or the provider → visit.refused(now): likewise
 * whatever is passed on carries visit.cacheStatus()
 * </pre>
 */
public interface Visit extends AutoCloseable {
    /** What is to be done. */
    Next next();

    /** What identical requests share; null where the cache is bypassed. */
    @Nullable
    CacheKey key();

    /** The answer for {@link Next#SERVE} and {@link Next#SERVE_AND_REFRESH}; to be called once. */
    Served serve(long nowMillis);

    /** A visit of the cache's own that asks whether the stored answer still holds, for nobody; null where it is under way already. */
    @Nullable
    Visit refreshing(long nowMillis);

    /**
     * Changes to the request on its way to the upstream, for {@link Next#REVALIDATE} and {@link Next#FETCH}: sets the validators of
     * the stored answer in the place of the caller's conditions. A null value takes the field away.
     */
    void editRequest(FieldEditor editor);

    /**
     * The head of the upstream's answer has come.
     *
     * @param status final, not 1xx
     * @param answer its fields as they are passed on to the caller: without hop-by-hop ones, with Location mapped
     * @param sentMillis when the request was sent
     * @param nowMillis when the head came
     */
    Arrival arrived(int status, Fields answer, long sentMillis, long nowMillis);

    /** No answer came, or none that could be read: what may be served in its place; null for nothing. */
    @Nullable
    Served failed(long nowMillis);

    /** The limiter or the provider refuses the call: what may be served in its place; null for nothing. */
    @Nullable
    Served refused(long nowMillis);

    /** Notes that the request waited for an identical one and was answered with it, or went on by itself in the end. */
    void collapsed();

    /** The value of {@code Cache-Status} for an answer that is passed on, such as {@code ZoL0; fwd=uri-miss; fwd-status=200; stored}. */
    String cacheStatus();

    @Override
    void close();

    /** Changes header fields. */
    interface FieldEditor {
        /** Sets a field to one line, or takes it away. */
        void set(CharSequence name, @Nullable String value);
    }
}
