package io.zol0.metrics;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How long the history is kept, in whole days, two or more, and how large it may be: beyond either the oldest days go.
 *
 * @param calls minutes of calls, and their rows of five minutes
 * @param series minutes of named series
 * @param notes what was said about series
 * @param singles single calls
 * @param replay arrivals and URLs, to be played again
 * @param callsSize bytes on disk of the minutes of calls, indexes included, and likewise of their rows of five minutes; null for any
 * @param seriesSize the same of named series
 * @param singlesSize the same of single calls
 * @param replaySize the same of what is kept to be played again
 */
@ConfigurationProperties("zol0.history.retention")
record RetentionSettings(
        @DefaultValue("90d") Duration calls,
        @DefaultValue("30d") Duration series,
        @DefaultValue("730d") Duration notes,
        @DefaultValue("7d") Duration singles,
        @DefaultValue("3d") Duration replay,
        @Nullable DataSize callsSize,
        @Nullable DataSize seriesSize,
        @DefaultValue("2GB") @Nullable DataSize singlesSize,
        @DefaultValue("1GB") @Nullable DataSize replaySize) {
    private static final Duration SHORTEST = Duration.ofDays(2);
    private static final Duration LONGEST = Duration.ofDays(36_500);

    RetentionSettings {
        check("zol0.history.retention.calls", calls);
        check("zol0.history.retention.series", series);
        check("zol0.history.retention.notes", notes);
        check("zol0.history.retention.singles", singles);
        check("zol0.history.retention.replay", replay);
        check("calls-size", callsSize);
        check("series-size", seriesSize);
        check("singles-size", singlesSize);
        check("replay-size", replaySize);
    }

    static RetentionSettings standard() {
        return new RetentionSettings(
                Duration.ofDays(90),
                Duration.ofDays(30),
                Duration.ofDays(730),
                Duration.ofDays(7),
                Duration.ofDays(3),
                null,
                null,
                DataSize.ofGigabytes(2),
                DataSize.ofGigabytes(1));
    }

    /** Refuses a time that no history is kept for. */
    static void check(String name, Duration kept) {
        if (kept.compareTo(SHORTEST) < 0
                || kept.compareTo(LONGEST) > 0
                || !kept.equals(Duration.ofDays(kept.toDays()))) {
            throw new IllegalArgumentException(
                    name + " is " + kept + ", but must be from 2 to 36500 whole days, as 30d.");
        }
    }

    private static void check(String name, @Nullable DataSize most) {
        if (most != null && most.toMegabytes() < 1) {
            throw new IllegalArgumentException(
                    "zol0.history.retention." + name + " is " + most + ", but must be 1MB or more.");
        }
    }
}
