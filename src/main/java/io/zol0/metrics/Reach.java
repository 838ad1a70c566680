package io.zol0.metrics;

import java.time.Duration;

/**
 * How far the windows reach.
 *
 * @param through the newest second that was counted, since 1970
 * @param secondsFrom the first second that this process measured
 * @param minutesFrom the first second of the oldest minute that may be there
 */
record Reach(long through, long secondsFrom, long minutesFrom) {
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Measuring begins with a second. */
    static Reach startingAt(long second) {
        return new Reach(second - 1, second, second);
    }

    Reach to(long second) {
        return new Reach(second, secondsFrom, minutesFrom);
    }

    Reach withMinutesFrom(long second) {
        return new Reach(through, secondsFrom, Math.min(minutesFrom, second));
    }

    /** The seconds of the last {@code length}, at most five minutes. */
    Window seconds(Duration length) {
        long asked = Math.clamp(length.toSeconds(), 1, Series.SECONDS);
        return new Window(true, through + 1 - asked, spanFrom(Math.max(through + 1 - asked, secondsFrom)));
    }

    /** The last {@code length}, between a second and an hour: seconds up to five minutes, minutes beyond. */
    Window window(Duration length) {
        if (length.toSeconds() <= Series.SECONDS) {
            return seconds(length);
        }
        long asked = Math.min(length.toSeconds(), LONGEST.toSeconds());
        long minute = Math.ceilDiv(through + 1 - asked, 60);
        return new Window(false, minute, spanFrom(Math.max(minute * 60, minutesFrom)));
    }

    private Duration spanFrom(long second) {
        return Duration.ofSeconds(Math.max(0, through + 1 - second));
    }

    /**
     * A piece of the rings.
     *
     * @param ofSeconds whether it is read from the ring of seconds
     * @param from its first second or minute
     * @param span how much time it covers
     */
    record Window(boolean ofSeconds, long from, Duration span) {
        Stats stats(Series series, Tally tally) {
            tally.clear();
            add(series, tally);
            return tally.stats(span);
        }

        void add(Series series, Tally tally) {
            if (ofSeconds) {
                series.addSeconds(from, Long.MAX_VALUE, tally);
            } else {
                series.addMinutes(from, tally);
            }
        }
    }
}
