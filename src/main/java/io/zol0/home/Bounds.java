package io.zol0.home;

import org.jspecify.annotations.Nullable;

/** What the settings of rooms refuse, each in one sentence that names the setting. */
public final class Bounds {
    private Bounds() {}

    /**
     * Refuses a number that is not within bounds.
     *
     * @throws IllegalArgumentException with the sentence
     */
    public static void between(String setting, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(
                    "%s is %s, but must be %s to %s.".formatted(setting, plain(value), plain(least), plain(most)));
        }
    }

    /**
     * Refuses a number that is too small.
     *
     * @throws IllegalArgumentException with the sentence
     */
    public static void atLeast(String setting, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("%s is %d, but must be %d or more.".formatted(setting, value, least));
        }
    }

    /**
     * Refuses a value that was left empty.
     *
     * @throws IllegalArgumentException with the sentence
     */
    public static void given(String setting, @Nullable Object value) {
        if (value == null) {
            throw new IllegalArgumentException(setting + " is empty; give it a value or leave it out.");
        }
    }

    private static String plain(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
