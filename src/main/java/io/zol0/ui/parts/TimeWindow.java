package io.zol0.ui.parts;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/** A time up to now that a page can be about. */
public enum TimeWindow {
    QUARTER("15m", "15\u00a0min", "last 15 minutes", Duration.ofMinutes(15), Duration.ofSeconds(5)),
    HOUR("1h", "1\u00a0h", "last hour", Duration.ofHours(1), Duration.ofSeconds(30)),
    DAY("24h", "24\u00a0h", "last 24 hours", Duration.ofHours(24), Duration.ofMinutes(10)),
    WEEK("7d", "7\u00a0d", "last 7 days", Duration.ofDays(7), Duration.ofHours(1)),
    MONTH("30d", "30\u00a0d", "last 30 days", Duration.ofDays(30), Duration.ofHours(6));

    private final String key;
    private final String label;
    private final String words;
    private final Duration length;
    private final Duration step;

    TimeWindow(String key, String label, String words, Duration length, Duration step) {
        this.key = key;
        this.label = label;
        this.words = words;
        this.length = length;
        this.step = step;
    }

    /** The one that an address names; an hour where it names none. */
    public static TimeWindow of(String key) {
        return Arrays.stream(values())
                .filter(each -> each.key.equals(key))
                .findFirst()
                .orElse(HOUR);
    }

    /** As in addresses. */
    public String key() {
        return key;
    }

    public String label() {
        return label;
    }

    /** As in a sentence: "last 24 hours". */
    public String words() {
        return words;
    }

    public Duration length() {
        return length;
    }

    /** Of a line over all of it. */
    public Duration step() {
        return step;
    }

    /** The end of the step in which a time is; steps begin where the clock's (UTC) do. */
    public Instant end(Instant now) {
        return Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), step.toSeconds()) + 1) * step.toSeconds());
    }
}
