package io.zol0.ui.insight;

import io.zol0.insight.Term;

/** Where the measurements of a term are to be looked at. */
final class HealthLinks {
    private HealthLinks() {}

    /** @param path of the place: {@code endpoint-12}; empty for everything */
    static String of(Term term, String path) {
        return switch (term) {
            case BASELINE, LATENCY, FAILED, REFUSED_BY_PROVIDER, REFUSED_BY_US ->
                path.startsWith("endpoint-") ? "endpoints/" + path.substring("endpoint-".length()) : "endpoints";
            case BANNED, HEADROOM -> "quotas";
            case CACHE -> "cache";
            case CPU, MEMORY, DATA -> "system";
        };
    }
}
