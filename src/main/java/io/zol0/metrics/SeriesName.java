package io.zol0.metrics;

import java.util.regex.Pattern;

/**
 * What is recorded, whatever it is about: {@code quota.used} of every quota.
 *
 * @param text lower case words, digits and underscores, joined by dots; at most 80 characters
 * @param unit what a value counts, as shown behind it: {@code calls}, {@code bytes}, {@code ms}, {@code %}; may be empty,
 *     at most 20 characters
 */
public record SeriesName(String text, SeriesKind kind, String unit) {
    private static final int LONGEST = 80;
    private static final int LONGEST_UNIT = 20;
    private static final Pattern WORDS = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z0-9_]+)*");

    public SeriesName {
        if (text.length() > LONGEST || !WORDS.matcher(text).matches()) {
            throw new IllegalArgumentException("A series cannot be called \"" + Targets.printable(text, LONGEST)
                    + "\": words of a-z, 0-9 and _ joined by dots, at most " + LONGEST + " characters, can.");
        }
        if (unit.length() > LONGEST_UNIT) {
            throw new IllegalArgumentException("The unit of " + text + " has " + unit.length()
                    + " characters, but must have " + LONGEST_UNIT + " or fewer.");
        }
    }

    public static SeriesName gauge(String text, String unit) {
        return new SeriesName(text, SeriesKind.GAUGE, unit);
    }

    public static SeriesName counter(String text, String unit) {
        return new SeriesName(text, SeriesKind.COUNTER, unit);
    }

    public SeriesKey of(Subject subject) {
        return new SeriesKey(this, subject);
    }

    /** The series of ZoL0 as a whole. */
    public SeriesKey ofWhole() {
        return of(Subject.WHOLE);
    }
}
