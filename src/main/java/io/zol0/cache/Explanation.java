package io.zol0.cache;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would happen to a request, and why.
 *
 * @param next what would be done
 * @param cacheStatus as the answer would carry it, as far as that is known before the upstream is asked
 * @param key what the answer is kept under, credentials as hashes; null where the cache is bypassed
 * @param why in plain sentences, from the first thing looked at to the last
 * @param age how old the stored answer is; null where there is none
 * @param ttl how long it stays fresh, negative where it is stale; null where there is none
 * @param bytes what the stored answer takes; 0 where there is none
 */
public record Explanation(
        Next next,
        String cacheStatus,
        @Nullable String key,
        List<String> why,
        @Nullable Duration age,
        @Nullable Duration ttl,
        long bytes) {

    static Explanation of(Visit visit, long nowMillis) {
        Stored stored = visit.stored();
        MissReason miss = visit.miss();
        List<String> why = new ArrayList<>();
        why.add(policy(visit.request().policy()));
        String detail = visit.detail();
        if (miss != null) {
            why.add(sentence(miss, detail));
        }
        if (stored != null) {
            why.addAll(about(stored, nowMillis));
        }
        why.add(
                switch (visit.next()) {
                    case SERVE -> "It would be answered from the store.";
                    case SERVE_AND_REFRESH -> "It would be answered from the store, and fetched anew for the next one.";
                    case REVALIDATE -> "The upstream would be asked whether the stored answer still holds.";
                    case FETCH -> "The upstream would be asked.";
                    case BYPASS -> "The upstream would be asked, and nothing would be kept.";
                    case REFUSE -> "It would be answered with 504, since the request takes stored answers only.";
                });
        CacheKey key = visit.lookedUp();
        return new Explanation(
                visit.next(),
                stored != null && miss == null
                        ? CacheStatus.hit(stored.terms().ttlSeconds(nowMillis), detail)
                        : visit.cacheStatus(),
                key == null ? null : key.toString().replace('\n', ' '),
                List.copyOf(why),
                stored == null ? null : Duration.ofSeconds(stored.terms().ageSeconds(nowMillis)),
                stored == null ? null : Duration.ofSeconds(stored.terms().ttlSeconds(nowMillis)),
                stored == null ? 0 : stored.weight());
    }

    private static String policy(CachePolicy policy) {
        return switch (policy.mode()) {
            case OFF -> "The cache is off for this endpoint.";
            case ORIGIN -> "The endpoint obeys what its upstream says.";
            case OWN_TTL -> "The endpoint has its own TTL of " + policy.ttl().toSeconds() + " s: " + policy.reason();
        };
    }

    private static String sentence(MissReason miss, @Nullable String detail) {
        return switch (miss) {
            case BYPASS ->
                switch (detail == null ? "" : detail) {
                    case "off" -> "Requests for it go past the cache.";
                    case "anonymous-signed" ->
                        "It is signed, the signature is not part of the key, and the caller has no token: it may not"
                                + " have what the owner of the signature may.";
                    case "body" -> "It has a body, on which the answer may depend.";
                    case "condition" -> "It has a condition that only the upstream can judge.";
                    default -> "It goes past the cache.";
                };
            case METHOD -> "Its method is neither GET nor HEAD.";
            case URI_MISS -> "Nothing is stored under its key.";
            case VARY_MISS ->
                "What is stored under its key is for requests with other values of the fields that the upstream names"
                        + " in Vary, or in a coding that it does not take.";
            case STALE -> "What is stored is not to be served without asking any more.";
            case REQUEST -> "It asks for something fresher than what is stored, or for nothing stored at all.";
        };
    }

    private static List<String> about(Stored stored, long nowMillis) {
        Terms terms = stored.terms();
        List<String> about = new ArrayList<>();
        if (stored.invalid()) {
            about.add("A request that changes something was sent to its target since it was fetched.");
        } else if (terms.noCache()) {
            about.add("The upstream wants to be asked each time.");
        } else {
            long ttl = terms.ttlSeconds(nowMillis);
            about.add(
                    ttl >= 0
                            ? "The stored answer is fresh for another " + ttl + " s."
                            : "The stored answer is stale for " + -ttl + " s.");
        }
        if (terms.mustRevalidate()) {
            about.add("It may never be served stale.");
        }
        return about;
    }
}
