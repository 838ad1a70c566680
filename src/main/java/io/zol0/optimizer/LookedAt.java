package io.zol0.optimizer;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What was looked at lately, by its number, and is left alone for ten minutes; bounded, as what has a number is. */
final class LookedAt {
    private static final Duration PAUSE = Duration.ofMinutes(10);

    private final Map<Long, Instant> times = new ConcurrentHashMap<>();

    /** Forgets what may be looked at again, and what a clock that was set back has looked at in the future. */
    void begin(Instant now) {
        times.values().removeIf(at -> now.isAfter(at.plus(PAUSE)) || now.isBefore(at));
    }

    boolean isDue(long id) {
        return !times.containsKey(id);
    }

    void note(long id, Instant now) {
        times.put(id, now);
    }
}
