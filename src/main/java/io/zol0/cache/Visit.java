package io.zol0.cache;

import io.netty.buffer.ByteBuf;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request's way past the cache: what is to be done for it, and what with the upstream's answer. For one thread at a time.
 * Closed in the end, however it ends, since it holds on to the stored answer that it found.
 *
 * <pre>
 * visit = cache.visit(request, now)
 * SERVE       → write visit.serve(now)
 * FETCH       → flights.join(visit.key(), …) where there is a key; the leader sends, and gives the head to visit.arrived(…)
 * REVALIDATE  → likewise, with visit.editRequest(…) before it is sent
 * a failure   → visit.failed(now): something stale to serve in its place, or null
 * a refusal by the limiter or the provider → visit.refused(now): likewise
 * whatever is passed on carries visit.cacheStatus()
 * </pre>
 */
public final class Visit implements AutoCloseable {
    /** Changes header fields. */
    public interface FieldEditor {
        /** Sets a field to one line, or takes it away where the value is null. */
        void set(CharSequence name, @Nullable String value);
    }

    private static final Set<Integer> FAILURES = Set.of(500, 502, 503, 504);
    private static final Set<Integer> REFUSALS = Set.of(418, 429);

    private final AnswerCache cache;
    private final CacheRequest request;
    private final Next next;
    private final AskedDirectives asked;
    private final Keying.@Nullable Keyed keys;
    private @Nullable Site site;
    private final @Nullable MissReason miss;
    private final boolean refreshing;
    private @Nullable Stored stored;
    private @Nullable String detail;
    private int forwardStatus;
    private boolean keeps;
    private boolean collapsed;
    private boolean counted;
    private boolean closed;

    /** Takes over the claim on what was found and the use of the site. */
    Visit(
            AnswerCache cache,
            CacheRequest request,
            Next next,
            AskedDirectives asked,
            Keying.@Nullable Keyed keys,
            @Nullable Site site,
            @Nullable Stored stored,
            @Nullable MissReason miss,
            @Nullable String detail,
            boolean refreshing) {
        this.cache = cache;
        this.request = request;
        this.next = next;
        this.asked = asked;
        this.keys = keys;
        this.site = site;
        this.stored = stored;
        this.miss = miss;
        this.detail = detail;
        this.refreshing = refreshing;
    }

    /** What is to be done. */
    public Next next() {
        return next;
    }

    /**
     * What identical requests share that may wait for each other; null where this one is for itself: bypassed, conditional, for a part,
     * for the head only, or for something fresher than what is stored.
     */
    public @Nullable CacheKey key() {
        boolean shared = (next == Next.FETCH || next == Next.REVALIDATE)
                && miss != MissReason.REQUEST
                && isGet()
                && (next == Next.REVALIDATE
                        || (!Conditions.any(request.fields())
                                && request.fields().first("range") == null));
        return keys == null || !shared ? null : keys.own();
    }

    /** The answer for {@link Next#SERVE} and {@link Next#SERVE_AND_REFRESH}; to be called once. */
    public Served serve(long nowMillis) {
        Stored found = found();
        boolean stale = !found.terms().fresh(nowMillis);
        String status = collapsed
                ? CacheStatus.forwarded(MissReason.URI_MISS, found.status(), false, true, null)
                : CacheStatus.hit(found.terms().ttlSeconds(nowMillis), stale ? detail : null);
        Served served = new Served(found, request, status, stale, nowMillis);
        counted = true;
        boolean saves = next == Next.SERVE;
        cache.figures().served(found, served, collapsed, saves, nowMillis - found.usedMillis(), nowMillis);
        found.used(nowMillis);
        return served;
    }

    /**
     * A visit of the cache's own that asks whether the stored answer still holds, for nobody: its request is this one, without
     * conditions and range. Null where another one is under way, or for HEAD.
     */
    public @Nullable Visit refreshing(long nowMillis) {
        Stored found = found();
        if (keys == null || !isGet() || !found.startRefreshing(nowMillis) || !found.claim()) {
            cache.figures().saved(found);
            return null;
        }
        return new Visit(
                cache,
                request,
                found.hasValidator() ? Next.REVALIDATE : Next.FETCH,
                AskedDirectives.NONE,
                keys,
                cache.sites().use(keys.own()),
                found,
                MissReason.STALE,
                null,
                true);
    }

    /**
     * Changes to the request on its way to the upstream, to be made before it is sent: for {@link Next#REVALIDATE}, validators of the
     * stored answer in the place of the caller's conditions and without its range.
     */
    public void editRequest(FieldEditor editor) {
        if (next == Next.REVALIDATE || refreshing) {
            Stored found = found();
            editor.set("If-None-Match", found.etag());
            editor.set("If-Modified-Since", found.lastModified());
            editor.set("Range", null);
            editor.set("If-Range", null);
        }
    }

    /**
     * The head of the upstream's answer has come. To be called for {@link Next#FETCH} and {@link Next#REVALIDATE}.
     *
     * @param status final, not 1xx
     * @param answer its fields as they are passed on to the caller: without hop-by-hop ones, with Location mapped
     * @param sentMillis when the request was sent
     * @param nowMillis when the head came
     */
    public Arrival arrived(int status, Fields answer, long sentMillis, long nowMillis) {
        forwardStatus = status;
        if (next != Next.FETCH && next != Next.REVALIDATE) {
            return new Arrival.Pass();
        }
        Served instead = instead(status, nowMillis);
        if (instead != null) {
            return new Arrival.Serve(instead);
        }
        countMiss();
        Stored found = stored;
        boolean confirms = status == 304 && (next == Next.REVALIDATE || refreshing);
        boolean describes = !isGet() && status == 200;
        if (found != null && (confirms || describes)) {
            return updated(found, answer, confirms, sentMillis, nowMillis);
        }
        return isGet() && status != 304 ? decided(status, answer, sentMillis, nowMillis) : new Arrival.Pass();
    }

    private @Nullable Served instead(int status, long nowMillis) {
        if (REFUSALS.contains(status)) {
            return refused(nowMillis);
        }
        return FAILURES.contains(status) ? failed(nowMillis) : null;
    }

    private Arrival decided(int status, Fields answer, long sentMillis, long nowMillis) {
        long length = AnswerCache.contentLength(answer);
        Storing storing = Storing.decide(request.policy(), status, answer, length, sentMillis, nowMillis);
        return switch (storing) {
            case Storing.No(String reason) -> {
                detail = reason;
                cache.figures().notStored(request.endpointId(), reason);
                if (stored != null && status < 400 && status != 206) {
                    // The upstream has something newer that may not be kept.
                    cache.store().remove(stored);
                }
                yield new Arrival.Pass();
            }
            case Storing.Yes(Terms terms) -> {
                keeps = true;
                FieldList kept = Kept.of(answer, terms.hidden(), nowMillis);
                yield new Arrival.Keep(cache.filling(this, status, kept, terms, sentMillis, length, request.policy()));
            }
        };
    }

    /** RFC 9111 sections 4.3.4 and 4.3.5. */
    private Arrival updated(Stored found, Fields answer, boolean confirms, long sentMillis, long nowMillis) {
        boolean about = Kept.isAbout(found, answer) && (confirms || lengthAgrees(found, answer));
        if (!about && !confirms) {
            cache.store().remove(found);
            return new Arrival.Pass();
        }
        Stored serving = about ? cache.update(this, found, answer, sentMillis, nowMillis) : found;
        stored = serving;
        if (confirms && about) {
            cache.figures().confirmed(found, isForSomebody(), sentMillis, nowMillis);
        }
        String status = CacheStatus.forwarded(required(miss), forwardStatus, serving != found, collapsed, null);
        Served served = new Served(serving, request, status, false, nowMillis);
        return new Arrival.Serve(served);
    }

    private static boolean lengthAgrees(Stored found, Fields answer) {
        long said = AnswerCache.contentLength(answer);
        return said < 0 || said == found.body().plainBytes();
    }

    /** No answer came, or none that could be read: what may be served in its place; null for nothing. */
    public @Nullable Served failed(long nowMillis) {
        Stored found = stored;
        return found != null && nowMillis < found.terms().ifErrorUntilMillis()
                ? stale(found, "stale-if-error", nowMillis)
                : null;
    }

    /** The limiter or the provider refuses the call: what may be served in its place; null for nothing. */
    public @Nullable Served refused(long nowMillis) {
        Stored found = stored;
        return found != null && nowMillis < found.terms().onRefusalUntilMillis()
                ? stale(found, "stale-on-refusal", nowMillis)
                : null;
    }

    private @Nullable Served stale(Stored found, String why, long nowMillis) {
        if (found.invalid() || found.terms().noCache() || asked.noCache() || refreshing || next == Next.BYPASS) {
            return null;
        }
        detail = why;
        String status = CacheStatus.forwarded(required(miss), forwardStatus, false, collapsed, why);
        counted = true;
        cache.figures().stoodIn(found, nowMillis - found.usedMillis(), nowMillis);
        found.used(nowMillis);
        return new Served(found, request, status, !found.terms().fresh(nowMillis), nowMillis);
    }

    /** Notes that the request waited for an identical one. */
    public void collapsed() {
        collapsed = true;
    }

    /** The value of {@code Cache-Status} for an answer that is passed on, or refused, such as {@code ZoL0; fwd=uri-miss; stored}. */
    public String cacheStatus() {
        return miss == null || next == Next.REFUSE
                ? CacheStatus.refused()
                : CacheStatus.forwarded(miss, forwardStatus, keeps, collapsed, detail);
    }

    void arriving() {
        cache.store().arriving();
    }

    /** Keeps what has come whole, taking over the bytes. */
    void filled(Filling filling, ByteBuf bytes, long length, int checksum, long nowMillis) {
        cache.keep(this, filling, bytes, length, checksum, nowMillis);
    }

    /** Says what would happen, and keeps out of the counts. */
    Explanation explain(long nowMillis) {
        counted = true;
        return Explanation.of(this, nowMillis);
    }

    CacheRequest request() {
        return request;
    }

    @Nullable
    Stored stored() {
        return stored;
    }

    @Nullable
    String detail() {
        return detail;
    }

    @Nullable
    MissReason miss() {
        return miss;
    }

    /** Whether a caller waits for it; nobody does where the cache fetches anew by itself. */
    boolean isForSomebody() {
        return !refreshing;
    }

    /** What was looked for; null where the cache is bypassed. */
    @Nullable
    CacheKey lookedUp() {
        return keys == null ? null : keys.own();
    }

    /** Where an answer on such terms is kept. */
    CacheKey keyFor(Terms terms) {
        if (keys == null) {
            throw new IllegalStateException("a request that bypasses the cache has no key");
        }
        CacheKey shared = keys.shared();
        return shared != null && terms.shareable() ? shared : keys.own();
    }

    /** Gives the use of its site to an answer that is kept: whatever key that has, it is of the same target. */
    Site takeSite() {
        Site used = site;
        if (used == null) {
            throw new IllegalStateException("only a visit that asks the upstream has a site, once");
        }
        site = null;
        return used;
    }

    boolean hasCredentials(CacheKey key) {
        return key.partition().startsWith("c=");
    }

    private boolean isGet() {
        return refreshing || request.method().equals("GET");
    }

    private Stored found() {
        if (stored == null) {
            throw new IllegalStateException("nothing stored was found: the next step is " + next);
        }
        return stored;
    }

    private static MissReason required(@Nullable MissReason miss) {
        return miss == null ? MissReason.STALE : miss;
    }

    private void countMiss() {
        if (!counted && !refreshing && miss != null) {
            counted = true;
            cache.figures().missed(request.endpointId(), miss);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (next == Next.BYPASS) {
            countMiss();
        }
        if (stored != null) {
            stored.release();
        }
        if (site != null) {
            cache.sites().unuse(site);
        }
    }
}
