package io.zol0.ui.cache;

import io.zol0.cache.CacheFigures;
import io.zol0.cache.CachePolicy;
import io.zol0.cache.CachePriority;
import io.zol0.cache.EndpointFigures;
import io.zol0.cache.MissReason;
import io.zol0.ui.parts.Durations;
import io.zol0.ui.parts.Figures;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What is said of the cache. */
final class CacheWords {
    private CacheWords() {}

    static String policy(CachePolicy policy) {
        return switch (policy.mode()) {
            case OFF -> "Off: nothing is kept";
            case ORIGIN -> "As the origin says (RFC 9111)" + extras(policy);
            case OWN_TTL -> "Fresh for " + Durations.write(policy.ttl()) + extras(policy);
        };
    }

    private static String extras(CachePolicy policy) {
        StringBuilder words = new StringBuilder();
        if (!policy.staleWhileRevalidate().isZero()) {
            words.append(", served for ")
                    .append(Durations.write(policy.staleWhileRevalidate()))
                    .append(" more while it is fetched anew");
        }
        if (!policy.staleIfError().isZero()) {
            words.append(", for ")
                    .append(Durations.write(policy.staleIfError()))
                    .append(" more when the upstream fails");
        }
        if (policy.staleOnRefusal()) {
            words.append(", also when a call is refused");
        }
        return words.toString();
    }

    static String reason(MissReason reason) {
        return switch (reason) {
            case BYPASS -> "the cache is not for it";
            case METHOD -> "the method is neither GET nor HEAD";
            case URI_MISS -> "nothing was kept of it";
            case VARY_MISS -> "what was kept was for other headers";
            case STALE -> "what was kept was no longer fresh";
            case REQUEST -> "the caller asked for something fresher";
        };
    }

    /** Misses of all endpoints by reason; those of what is not for the cache are left out. */
    static Map<MissReason, Long> misses(List<EndpointFigures> endpoints) {
        Map<MissReason, Long> sums = new EnumMap<>(MissReason.class);
        endpoints.forEach(each -> each.misses().forEach((reason, count) -> sums.merge(reason, count, Long::sum)));
        sums.remove(MissReason.BYPASS);
        sums.remove(MissReason.METHOD);
        return sums;
    }

    /** Share of what could have been answered from the cache that was; {@code –} before anything was asked. */
    static String hitRate(long hits, long asked) {
        return asked == 0 ? "–" : Figures.percent((double) hits / asked);
    }

    static String memory(CacheFigures figures) {
        return "of %s; %s answers"
                .formatted(
                        Figures.bytes(figures.budget().toBytes()),
                        Figures.count(figures.entries().values().stream()
                                .mapToLong(Long::longValue)
                                .sum()));
    }

    static String sentence(long hits, long asked, Duration saved, boolean anyPolicy) {
        if (!anyPolicy) {
            return "The cache is off for every endpoint.";
        }
        if (asked == 0) {
            return "No call that could come from the cache was made since ZoL0 was started.";
        }
        return "%s of the calls that could come from the cache did since ZoL0 was started, which saved %s of waiting."
                .formatted(hitRate(hits, asked), Figures.time(saved));
    }

    static String words(CachePriority priority) {
        return switch (priority) {
            case LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
        };
    }
}
