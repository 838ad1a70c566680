package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** How fine the rows of a table of history are; which of them a kind of history has its {@link Chain} tells. */
enum Grain {
    MINUTE(Duration.ofMinutes(1)),
    FIVE_MINUTES(Duration.ofMinutes(5)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofDays(1));

    private final Duration length;

    Grain(Duration length) {
        this.length = length;
    }

    /** The coarsest of which steps from a time on can be made. */
    static Grain coarsest(Instant from, Duration step) {
        for (Grain grain : new Grain[] {DAY, HOUR, FIVE_MINUTES}) {
            if (grain.floor(from).equals(from) && step.toNanos() % grain.length.toNanos() == 0) {
                return grain;
            }
        }
        return MINUTE;
    }

    Duration length() {
        return length;
    }

    /** The beginning of that one, by UTC, in which a time is. */
    Instant floor(Instant time) {
        long seconds = length.toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    }

    /** Name of its column of time, and end of the names of its tables. */
    String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
