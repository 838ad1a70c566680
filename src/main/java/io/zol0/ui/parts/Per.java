package io.zol0.ui.parts;

import java.time.Duration;

/** Spans of time as they stand behind a number: a minute, 5 s, an hour. */
public final class Per {
    private Per() {}

    /** {@code a second}, {@code a minute}, {@code an hour}, {@code a day}, else {@code in 5 s}. */
    public static String words(Duration period) {
        String one = one(period);
        return one.isEmpty() ? "in " + Durations.write(period) : one;
    }

    /** {@code any second}, {@code any minute}, else {@code any 5 s}. */
    public static String any(Duration period) {
        String one = one(period);
        return "any " + (one.isEmpty() ? Durations.write(period) : one.substring(one.indexOf(' ') + 1));
    }

    private static String one(Duration period) {
        if (period.equals(Duration.ofSeconds(1))) {
            return "a second";
        }
        if (period.equals(Duration.ofMinutes(1))) {
            return "a minute";
        }
        if (period.equals(Duration.ofHours(1))) {
            return "an hour";
        }
        return period.equals(Duration.ofDays(1)) ? "a day" : "";
    }
}
