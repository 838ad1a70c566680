package io.zol0.metrics;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * What a kind of history takes.
 *
 * @param size bytes on disk, indexes included
 * @param oldest the beginning of its oldest day; null where there is nothing
 * @param kept how long it is kept
 * @param most how large it may be; null for any
 */
public record HistorySize(
        Kind kind,
        DataSize size,
        @Nullable Instant oldest,
        Duration kept,
        @Nullable DataSize most) {
    /** The kinds of history. */
    public enum Kind {
        CALLS,
        CALL_FIVE_MINUTES,
        CALL_HOURS,
        CALL_DAYS,
        SERIES,
        SERIES_HOURS,
        SERIES_DAYS,
        SINGLES,
        REPLAY,
        PAGES,
        NOTES
    }
}
