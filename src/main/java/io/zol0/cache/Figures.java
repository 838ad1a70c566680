package io.zol0.cache;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Counts for each endpoint what the cache does, and learns how its answers change. */
final class Figures {
    /** More endpoints than that are counted together. */
    private static final int MAX_ENDPOINTS = 5_000;

    private static final long NO_ENDPOINT = 0;

    /** What one endpoint has. */
    private record Known(Counters counters, Changes changes) {}

    private final ConcurrentHashMap<Long, Known> endpoints = new ConcurrentHashMap<>();

    Figures() {
        endpoints.put(NO_ENDPOINT, new Known(new Counters(), new Changes()));
    }

    private Known of(long endpointId) {
        Known known = endpoints.get(endpointId);
        if (known != null) {
            return known;
        }
        return endpoints.computeIfAbsent(
                endpoints.size() < MAX_ENDPOINTS ? endpointId : NO_ENDPOINT,
                id -> new Known(new Counters(), new Changes()));
    }

    /** @param saves whether the upstream was not called for it */
    void served(Stored stored, Served served, boolean collapsed, boolean saves, long sinceLastMillis, long nowMillis) {
        Known known = of(stored.origin().endpointId());
        known.counters.served(
                served.stale(),
                collapsed,
                served.bodyBytes(),
                stored.origin().fetchMillis(),
                stored.terms().ageSeconds(nowMillis));
        if (saves) {
            known.counters.saved();
        }
        known.changes.asked(sinceLastMillis);
    }

    /** A stored answer was served since none came, or none that was any good. */
    void stoodIn(Stored stored, long sinceLastMillis, long nowMillis) {
        Known known = of(stored.origin().endpointId());
        known.counters.stoodIn(stored.terms().ageSeconds(nowMillis));
        known.changes.asked(sinceLastMillis);
    }

    /** The upstream was not called for a hit. */
    void saved(Stored stored) {
        of(stored.origin().endpointId()).counters.saved();
    }

    void missed(long endpointId, MissReason why) {
        of(endpointId).counters.missed(why);
    }

    void notStored(long endpointId, String why) {
        of(endpointId).counters.notKept(why);
    }

    /**
     * An answer came that is kept; {@code before} is what was kept for the same request, if anything.
     *
     * @param forSomebody whether a caller asked for it: who was answered before it was fetched anew was counted then
     */
    void stored(Stored kept, @Nullable Stored before, boolean forSomebody, long nowMillis) {
        Known known = of(kept.origin().endpointId());
        known.counters.kept();
        if (before == null) {
            known.changes.askedFirst();
        } else {
            if (forSomebody) {
                known.changes.asked(nowMillis - before.usedMillis());
            }
            if (before.status() == kept.status()) {
                boolean another = !before.body().sameContent(kept.body());
                known.changes.fetched(
                        kept.origin().sentMillis() - before.origin().sentMillis(), another, before.isAnother());
                if (another) {
                    kept.foundAnother();
                }
            }
        }
    }

    /** The upstream said that an answer is still the same. */
    void confirmed(Stored stored, boolean forSomebody, long sentMillis, long nowMillis) {
        Changes changes = of(stored.origin().endpointId()).changes;
        if (forSomebody) {
            changes.asked(nowMillis - stored.usedMillis());
        }
        changes.fetched(sentMillis - stored.origin().sentMillis(), false, stored.isAnother());
    }

    void evicted(Stored stored, boolean forSpace) {
        of(stored.origin().endpointId()).counters.gone(forSpace);
    }

    List<EndpointFigures> all() {
        return endpoints.entrySet().stream()
                .map(entry -> entry.getValue().counters().figures(entry.getKey()))
                .toList();
    }

    EndpointFigures of(Long endpointId) {
        Known known = endpoints.get(endpointId);
        return known == null
                ? new Counters().figures(endpointId)
                : known.counters().figures(endpointId);
    }

    ChangeRecord changes(long endpointId) {
        Known known = endpoints.get(endpointId);
        return known == null ? ChangeRecord.EMPTY : known.changes().record();
    }

    /** How the answers of every known endpoint change. */
    Map<Long, ChangeRecord> changes() {
        Map<Long, ChangeRecord> records = new HashMap<>();
        endpoints.forEach((id, known) -> records.put(id, known.changes().record()));
        records.remove(NO_ENDPOINT);
        return records;
    }

    void restore(long endpointId, ChangeRecord record) {
        of(endpointId).changes.add(record);
    }
}
