package io.zol0.gateway;

import io.zol0.catalog.Endpoint;
import io.zol0.catalog.UpstreamRemoved;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Which endpoints their providers said will go, and when: by {@code Deprecation} (RFC 9745) and {@code Sunset} (RFC 8594) of their
 * answers. Of at most {@link #MOST} endpoints; forgotten a day after it was said last.
 */
@Component
class Departures {
    static final int MOST = 1_000;

    private static final Duration KEPT = Duration.ofDays(1);

    /** Where a provider says that it is so and not since when. */
    private static final long SOME_TIME = 1;

    private final Clock clock;
    private final Map<Long, Departure> byEndpoint = new ConcurrentHashMap<>();

    Departures(Clock clock) {
        this.clock = clock;
    }

    /**
     * What was said of an endpoint.
     *
     * @param deprecated since when, in seconds since 1970; 1 where nobody said since when, 0 where nobody said so
     * @param sunset when it will not answer any more, in seconds since 1970; 0 where nobody said
     */
    record Departure(long endpointId, long upstreamId, long deprecated, long sunset, Instant heardAt) {}

    /** Never blocks; nearly every answer says nothing of it. */
    void heard(Endpoint endpoint, AnswerHead answer) {
        String deprecation = answer.value(Field.DEPRECATION);
        String sunset = answer.value(Field.SUNSET);
        if (deprecation == null && sunset == null) {
            return;
        }
        if (byEndpoint.size() >= MOST && !byEndpoint.containsKey(endpoint.id())) {
            return;
        }
        Departure departure =
                new Departure(endpoint.id(), endpoint.upstreamId(), since(deprecation), date(sunset), clock.instant());
        if (departure.deprecated() != 0 || departure.sunset() != 0) {
            byEndpoint.put(endpoint.id(), departure);
        }
    }

    List<Departure> all() {
        Instant oldest = clock.instant().minus(KEPT);
        byEndpoint.values().removeIf(each -> each.heardAt().isBefore(oldest));
        return List.copyOf(byEndpoint.values());
    }

    @EventListener
    void on(UpstreamRemoved removed) {
        byEndpoint.values().removeIf(each -> each.upstreamId() == removed.id());
    }

    /** A date of structured fields ({@code @1688169599}), or as drafts had it: {@code true} or a date of HTTP. */
    private static long since(@Nullable String value) {
        if (value == null
                || value.strip().equalsIgnoreCase("false")
                || value.strip().equals("?0")) {
            return 0;
        }
        String text = value.strip();
        if (text.matches("@\\d{1,12}")) {
            return Math.max(SOME_TIME, Long.parseLong(text.substring(1)));
        }
        return Math.max(SOME_TIME, date(text));
    }

    private static long date(@Nullable String value) {
        if (value == null) {
            return 0;
        }
        try {
            return Math.max(
                    0,
                    ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toEpochSecond());
        } catch (DateTimeException e) {
            return 0;
        }
    }
}
