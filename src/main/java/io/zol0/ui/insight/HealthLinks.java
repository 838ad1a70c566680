package io.zol0.ui.insight;

import io.zol0.insight.Place;
import io.zol0.insight.Term;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Where the measurements of a term are to be looked at. */
final class HealthLinks {
    private HealthLinks() {}

    /** The charts of the calls of a place around a time. */
    static String at(Place place, Instant time) {
        return (place.path().isEmpty() ? "insight" : "insight/" + place.path()) + "?at=" + time.toEpochMilli();
    }

    /**
     * Where those of a term are.
     *
     * @param place of whose score it is
     * @param name of that place
     */
    static String of(Term term, Place place, String name) {
        return switch (term) {
            case BASELINE, LATENCY, FAILED, REFUSED_BY_PROVIDER, REFUSED_BY_US ->
                switch (place.kind()) {
                    case ENDPOINT -> "endpoints/" + place.endpointId();
                    case UPSTREAM, ENVIRONMENT -> "endpoints?filter=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
                    case EVERYTHING -> "endpoints";
                };
            case BANNED, HEADROOM -> "quotas";
            case CACHE -> "cache";
            case CPU, MEMORY, DATA -> "system";
        };
    }
}
