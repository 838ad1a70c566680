package io.zol0.limits;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads numbers and times that a stranger wrote: whatever is no sensible one is none. */
final class Figure {
    /** The largest number of seconds that is taken for a time from now; larger ones are times since 1970 or nothing. */
    private static final long MOST_SECONDS = Readings.LONGEST.toSeconds();

    private static final long LEAST_EPOCH_SECONDS = 1_000_000_000L;
    private static final long LEAST_EPOCH_MILLIS = 1_000_000_000_000L;
    private static final int MOST_DIGITS = 18;

    /** RFC 9110 section 5.6.7: the form of today and the two that are obsolete. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss 'GMT'", Locale.US),
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US));

    private Figure() {}

    /** A whole number of at most {@link Readings#MOST}; a fraction is dropped, and what follows a comma or semicolon. */
    static long count(@Nullable CharSequence text) {
        long number = number(text);
        return number > Readings.MOST ? Signal.UNKNOWN : number;
    }

    /** A time from now in seconds, or since 1970 in seconds or milliseconds, told by its size; null unless it is to come. */
    static @Nullable Instant reset(@Nullable CharSequence text, long nowMillis) {
        long number = number(text);
        if (number < 0) {
            return null;
        }
        if (number <= MOST_SECONDS) {
            return ahead(nowMillis + number * 1000, nowMillis);
        }
        if (number >= LEAST_EPOCH_MILLIS) {
            return ahead(number, nowMillis);
        }
        return number >= LEAST_EPOCH_SECONDS ? ahead(number * 1000, nowMillis) : null;
    }

    /**
     * Seconds, or a date, of which only what it is past the answer's own date counts, for clocks differ.
     *
     * @param date the answer's date; null where there is none
     */
    static @Nullable Instant retryAfter(@Nullable CharSequence text, @Nullable CharSequence date, long nowMillis) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        if (isDigit(text.charAt(0))) {
            long seconds = number(text);
            if (seconds < 0 || seconds > MOST_SECONDS) {
                return null;
            }
            long rest = text.toString().indexOf('.') < 0 ? 0 : 1;
            return ahead(nowMillis + (seconds + rest) * 1000, nowMillis);
        }
        Instant end = date(text);
        if (end == null) {
            return null;
        }
        Instant sent = date == null ? null : date(date);
        return ahead(
                sent == null ? end.toEpochMilli() : nowMillis + end.toEpochMilli() - sent.toEpochMilli(), nowMillis);
    }

    /** The first time since 1970, in seconds or milliseconds, that a text holds; null unless it is to come. */
    static @Nullable Instant timeIn(String text, long nowMillis) {
        for (int i = 0; i < text.length(); i++) {
            if (isDigit(text.charAt(i))) {
                int end = i;
                while (end < text.length() && isDigit(text.charAt(end))) {
                    end++;
                }
                long number = number(text.subSequence(i, end));
                if (number >= LEAST_EPOCH_SECONDS) {
                    return ahead(number >= LEAST_EPOCH_MILLIS ? number : number * 1000, nowMillis);
                }
                i = end;
            }
        }
        return null;
    }

    private static @Nullable Instant date(CharSequence text) {
        if (text.length() > 40) {
            return null;
        }
        String trimmed = text.toString().trim();
        for (DateTimeFormatter form : DATES) {
            try {
                return LocalDateTime.parse(trimmed, form).toInstant(ZoneOffset.UTC);
            } catch (DateTimeParseException e) {
                // The next form may be the one.
            }
        }
        return null;
    }

    private static @Nullable Instant ahead(long millis, long nowMillis) {
        long wait = millis - nowMillis;
        return wait <= 0 || wait > Readings.LONGEST.toMillis() ? null : Instant.ofEpochMilli(millis);
    }

    /** Negative where there is none. */
    static long number(@Nullable CharSequence text) {
        if (text == null) {
            return Signal.UNKNOWN;
        }
        int at = 0;
        int end = text.length();
        while (at < end && text.charAt(at) == ' ') {
            at++;
        }
        int start = at;
        long number = 0;
        while (at < end && isDigit(text.charAt(at))) {
            number = number * 10 + text.charAt(at) - '0';
            if (++at - start > MOST_DIGITS) {
                return Signal.UNKNOWN;
            }
        }
        if (at == start) {
            return Signal.UNKNOWN;
        }
        if (at < end && text.charAt(at) == '.') {
            do {
                at++;
            } while (at < end && isDigit(text.charAt(at)));
        }
        return at == end || " ,;".indexOf(text.charAt(at)) >= 0 ? number : Signal.UNKNOWN;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
