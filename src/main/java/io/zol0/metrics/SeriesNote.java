package io.zol0.metrics;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Something said about a series at a time, to the millisecond: why a level stepped, what was changed. */
public record SeriesNote(SeriesKey key, Instant at, String text) {
    /** Longest text in characters; of a longer one the beginning is kept. */
    public static final int LONGEST = 500;

    public SeriesNote {
        at = at.truncatedTo(ChronoUnit.MILLIS);
        text = Targets.printable(text, LONGEST);
    }
}
