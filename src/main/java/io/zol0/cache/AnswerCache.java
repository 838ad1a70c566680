package io.zol0.cache;

import com.github.benmanes.caffeine.cache.Ticker;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * The answers that are kept. Safe for several threads.
 *
 * <p>One for all upstreams and all event loops; closed at the end, which frees its memory.
 */
public final class AnswerCache implements AutoCloseable {
    private final CacheSettings settings;
    private final KeyedHash hash;
    private final Keys keys;
    private final Memory memory;
    private final Site.Table sites = new Site.Table();
    private final Store store;
    private final Packing packing;
    private final Figures figures = new Figures();

    /**
     * With nothing in it.
     *
     * @param settings what it may take
     * @param hash what credentials become part of a key by
     * @param background compresses, which takes time: not an event loop; where it has no room left, answers stay as they are
     */
    public AnswerCache(CacheSettings settings, KeyedHash hash, Executor background) {
        this(settings, hash, background, Ticker.systemTicker(), System::currentTimeMillis);
    }

    AnswerCache(CacheSettings settings, KeyedHash hash, Executor background, Ticker ticker, LongSupplier clockMillis) {
        this.settings = settings;
        this.hash = hash;
        this.keys = new Keys(hash);
        this.memory = new Memory(settings.budget().toBytes());
        this.store = new Store(settings, memory, sites, ticker, clockMillis, figures::evicted);
        this.packing = new Packing(store, sites, memory, settings.compressAbove(), background);
    }

    /** Looks what is to be done for a request. */
    public Visit visit(CacheRequest request, long nowMillis) {
        boolean get = request.method().equals("GET");
        if (!get && !request.method().equals("HEAD")) {
            return past(request, MissReason.METHOD, null);
        }
        if (request.policy().mode() == CacheMode.OFF) {
            return past(request, MissReason.BYPASS, "off");
        }
        if (request.hasBody()) {
            return past(request, MissReason.BYPASS, "body");
        }
        if (Conditions.onlyForOrigin(request.fields())) {
            return past(request, MissReason.BYPASS, "condition");
        }
        AskedDirectives asked = AskedDirectives.of(request.fields());
        if (asked.noStore()) {
            return past(request, MissReason.REQUEST, "no-store");
        }
        return switch (keys.of(request)) {
            case Keying.None(String reason) -> past(request, MissReason.BYPASS, reason);
            case Keying.Keyed keyed -> looked(request, asked, keyed, nowMillis);
        };
    }

    private Visit past(CacheRequest request, MissReason why, @Nullable String detail) {
        return new Visit(this, request, Next.BYPASS, AskedDirectives.NONE, null, null, null, why, detail, false);
    }

    private Visit looked(CacheRequest request, AskedDirectives asked, Keying.Keyed keyed, long nowMillis) {
        Variants own = store.find(keyed.own(), request.policy().priority(), nowMillis);
        Stored found = own == null ? null : select(own, request, false);
        CacheKey shared = keyed.shared();
        if (found == null && shared != null) {
            Variants others = store.find(shared, request.policy().priority(), nowMillis);
            found = others == null ? null : select(others, request, true);
        }
        if (found == null) {
            MissReason why = own == null ? MissReason.URI_MISS : MissReason.VARY_MISS;
            return ask(request, asked, keyed, null, why);
        }
        return switch (Reuse.of(found.terms(), found.invalid(), asked, nowMillis)) {
            case FRESH -> serve(request, asked, keyed, found, Next.SERVE, null);
            case TAKEN_STALE -> serve(request, asked, keyed, found, Next.SERVE, "max-stale");
            case WHILE_REVALIDATING ->
                serve(request, asked, keyed, found, Next.SERVE_AND_REFRESH, "stale-while-revalidate");
            case ASK -> ask(request, asked, keyed, found, MissReason.STALE);
            case ASKED_FOR -> ask(request, asked, keyed, found, MissReason.REQUEST);
        };
    }

    private Visit serve(
            CacheRequest request,
            AskedDirectives asked,
            Keying.Keyed keyed,
            Stored found,
            Next next,
            @Nullable String detail) {
        return new Visit(this, request, next, asked, keyed, null, found, null, detail, false);
    }

    private Visit ask(
            CacheRequest request, AskedDirectives asked, Keying.Keyed keyed, @Nullable Stored found, MissReason why) {
        Next next = asked.onlyIfCached()
                ? Next.REFUSE
                : found != null && found.hasValidator() ? Next.REVALIDATE : Next.FETCH;
        return new Visit(this, request, next, asked, keyed, sites.use(keyed.own()), found, why, null, false);
    }

    /** The newest answer that fits the request, claimed; null for none. */
    private @Nullable Stored select(Variants variants, CacheRequest request, boolean shareable) {
        for (int i = 0; i < variants.all().size(); i++) {
            Stored stored = variants.all().get(i);
            if ((!shareable || stored.terms().shareable())
                    && stored.vary().fits(request.fields(), hash, request.scope())
                    && codingFits(stored.body(), request.fields())
                    && stored.claim()) {
                return stored;
            }
        }
        return null;
    }

    private static boolean codingFits(Body body, Fields request) {
        return body.coding().isEmpty() || body.fixedCoding() || Codings.takes(request, body.coding());
    }

    /**
     * Notes the answer to a request with a method that is neither GET nor HEAD: one that changes something, and did not fail, makes
     * what is stored for its target invalid, whoever's it is, and for its Location and Content-Location of the same origin
     * (RFC 9111 section 4.4).
     *
     * @param locations values of Location and Content-Location as the upstream sent them
     * @param base the upstream's base URL, by which they are told to be of the same origin
     */
    public void changed(CacheRequest request, int status, Iterable<String> locations, URI base, long nowMillis) {
        if (!Invalidation.changes(request.method(), status)) {
            return;
        }
        sites.changed(request.upstreamId(), keys.target(request.scope(), request.target()), nowMillis);
        for (String location : locations) {
            String target = Invalidation.target(base, request.target(), location);
            if (target != null) {
                sites.changed(request.upstreamId(), keys.target(request.scope(), target), nowMillis);
            }
        }
    }

    /**
     * Drops what is meant; goes through everything that is kept, but for a tag, so not for an event loop. Tells how many answers there
     * were: none for what is not known.
     */
    public long purge(Purge purge) {
        return switch (purge) {
            case Purge.OfTag(long upstreamId, String tag) -> store.removeTagged(upstreamId, tag);
            case Purge.OfUpstream(long upstreamId) ->
                store.removeAll(stored -> stored.key().upstreamId() == upstreamId);
            case Purge.OfEndpoint(long endpointId) ->
                store.removeAll(stored -> stored.origin().endpointId() == endpointId);
            case Purge.OfPath(long upstreamId, String prefix) ->
                store.removeAll(stored -> stored.key().upstreamId() == upstreamId
                        && stored.key().target().startsWith(prefix));
            case Purge.All() -> store.removeAll(stored -> true);
        };
    }

    /** What would happen to a request, and why; changes nothing and counts nothing. */
    public Explanation explain(CacheRequest request, long nowMillis) {
        try (Visit visit = visit(request, nowMillis)) {
            return visit.explain(nowMillis);
        }
    }

    /** What the cache did for every endpoint that had to do with it: at most 5,000, and one for all others. */
    public List<EndpointFigures> endpointFigures() {
        return figures.all();
    }

    /** What the cache did for an endpoint; zeros for one that it knows nothing of. */
    public EndpointFigures endpointFigures(long endpointId) {
        return figures.of(endpointId);
    }

    /** How the answers of an endpoint change, as far as it was seen. */
    public ChangeRecord changes(long endpointId) {
        return figures.changes(endpointId);
    }

    /** How the answers of every endpoint change that is counted by itself. */
    public Map<Long, ChangeRecord> changes() {
        return figures.changes();
    }

    /** Adds what was seen of an endpoint before the process began. */
    public void restore(long endpointId, ChangeRecord record) {
        figures.restore(endpointId, record);
    }

    /** What its answers take, as it counts them. */
    public DataSize used() {
        return DataSize.ofBytes(store.heldBytes());
    }

    /** What it has taken from the system off the heap. */
    public DataSize taken() {
        return DataSize.ofBytes(memory.takenBytes());
    }

    /** How the whole cache is doing; goes through everything that is kept, so not for an event loop. */
    public CacheFigures figures(int topKeys) {
        Map<CachePriority, Long> entries = new EnumMap<>(CachePriority.class);
        Map<CachePriority, DataSize> bytes = new EnumMap<>(CachePriority.class);
        Map<Long, Long> byEndpoint = new HashMap<>();
        Map<Long, DataSize> bytesByEndpoint = new HashMap<>();
        for (CachePriority priority : CachePriority.values()) {
            entries.put(priority, 0L);
            bytes.put(priority, DataSize.ofBytes(store.heldBytes(priority)));
        }
        for (Stored stored : store.all()) {
            entries.merge(stored.origin().priority(), 1L, Long::sum);
            byEndpoint.merge(stored.origin().endpointId(), 1L, Long::sum);
            bytesByEndpoint.merge(
                    stored.origin().endpointId(),
                    DataSize.ofBytes(stored.weight()),
                    (one, other) -> DataSize.ofBytes(one.toBytes() + other.toBytes()));
        }
        List<CacheFigures.TopKey> top = store.hottest(topKeys).stream()
                .map(stored -> new CacheFigures.TopKey(
                        stored.key().upstreamId(),
                        stored.origin().endpointId(),
                        stored.key().target(),
                        DataSize.ofBytes(stored.weight())))
                .limit(topKeys)
                .toList();
        return new CacheFigures(settings.budget(), used(), taken(), entries, bytes, byEndpoint, bytesByEndpoint, top);
    }

    /** Where an answer is filled in whose head has come. */
    Filling filling(
            Visit visit, int status, FieldList fields, Terms terms, long sentMillis, long length, CachePolicy policy) {
        return new Filling(
                visit,
                status,
                fields,
                terms,
                sentMillis,
                length,
                policy.largestBody().toBytes(),
                memory);
    }

    /** Keeps an answer that is whole, taking over its bytes. */
    void keep(Visit visit, Filling filling, ByteBuf bytes, long length, int checksum, long nowMillis) {
        CacheRequest request = visit.request();
        CacheKey key = visit.keyFor(filling.terms());
        String coding = Codings.of(filling.fields());
        boolean fixed = !coding.isEmpty() && !Codings.takes(request.fields(), coding);
        Body body = new Body(bytes, false, coding, fixed, length, checksum);
        Stored.Origin origin = new Stored.Origin(
                request.endpointId(),
                request.policy().priority(),
                visit.hasCredentials(key),
                filling.sentMillis(),
                nowMillis - filling.sentMillis());
        Vary vary = Vary.of(filling.fields(), request.fields(), hash, request.scope());
        Stored kept = new Stored(
                key, visit.takeSite(), origin, filling.status(), filling.fields(), filling.terms(), vary, body);
        Stored before = visit.stored();
        if (before != null && !visit.isForSomebody()) {
            kept.used(before.usedMillis());
        }
        figures.stored(kept, before, visit.isForSomebody(), nowMillis);
        store.put(kept);
        if (request.policy().compress() && packing.isWorth(kept)) {
            packing.pack(kept);
        }
    }

    /**
     * Brings a stored answer up to date with a 304, or an answer to HEAD, and gives up the visit's claim on it for one on what takes its
     * place. Where it may not be kept any more it is the same for this once.
     */
    Stored update(Visit visit, Stored found, Fields answer, long sentMillis, long nowMillis) {
        FieldList merged = Kept.updated(found.fields(), answer, nowMillis);
        Storing storing = Storing.decide(visit.request().policy(), found.status(), merged, -1, sentMillis, nowMillis);
        if (!(storing instanceof Storing.Yes(Terms terms))) {
            store.remove(found);
            return found;
        }
        Stored.Origin origin = new Stored.Origin(
                found.origin().endpointId(),
                found.origin().priority(),
                found.origin().credentials(),
                sentMillis,
                found.origin().fetchMillis());
        sites.use(found.key());
        found.bytes().retain();
        Stored updated = found.with(Kept.of(merged, terms.hidden(), nowMillis), terms, origin, found.body());
        if (visit.isForSomebody()) {
            updated.used(nowMillis);
        }
        updated.claim();
        store.put(updated);
        found.release();
        return updated;
    }

    /** The length that a head says; -1 where it says none that can be read. */
    static long contentLength(Fields answer) {
        String length = answer.first("content-length");
        if (length == null || length.isEmpty() || length.length() > 18) {
            return -1;
        }
        long said = 0;
        for (int i = 0; i < length.length(); i++) {
            char c = length.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            said = said * 10 + (c - '0');
        }
        return said;
    }

    /**
     * Writes what is kept into a file, without what has a credential in its key. Tells how many answers.
     *
     * @throws IOException where it cannot be written; what was there before is there still then
     */
    public int save(Path file) throws IOException {
        return Snapshot.write(file, store.all());
    }

    /** Takes up what {@link #save} wrote, and removes the file; a torn one is dropped with a line in the log. Tells how many answers. */
    public int load(Path file, long nowMillis) {
        return Snapshot.read(file, sites, memory, store, settings.budget().toBytes(), nowMillis);
    }

    Store store() {
        return store;
    }

    Site.Table sites() {
        return sites;
    }

    Figures figures() {
        return figures;
    }

    Memory memory() {
        return memory;
    }

    @Override
    public void close() {
        store.removeAll(stored -> true);
    }
}
