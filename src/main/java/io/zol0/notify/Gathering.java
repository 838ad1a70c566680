package io.zol0.notify;

import java.time.Duration;
import java.time.Instant;

/**
 * How messages to a target are put together into deliveries.
 *
 * @param key empty for one delivery a message
 * @param lasting how long is gathered, from the first message on
 */
record Gathering(String key, Duration lasting) {
    private static final String DIGEST = "digest/";

    /** Each message by itself. */
    static final Gathering NONE = new Gathering("", Duration.ZERO);

    /** Too many came at once. */
    static final Gathering STORM = new Gathering("storm", Duration.ofMinutes(1));

    /** The one that a key of {@link #digest} is of; every other one is none. */
    static Gathering of(String key) {
        return key.startsWith(DIGEST)
                ? digest(Duration.ofSeconds(Long.parseLong(key.substring(DIGEST.length()))))
                : NONE;
    }

    static Gathering digest(Duration interval) {
        return interval.isZero() ? NONE : new Gathering(DIGEST + interval.toSeconds(), interval);
    }

    /** Until somebody's quiet hours are over. */
    static Gathering quietUntil(Instant end, Instant now) {
        return new Gathering("quiet", Duration.between(now, end));
    }

    boolean isNone() {
        return key.isEmpty();
    }
}
