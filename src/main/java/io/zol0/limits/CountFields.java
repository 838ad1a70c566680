package io.zol0.limits;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Names of the headers in which an answer says how much of a quota is spent. A name may hold {@code {window}}, which stands for
 * the number and the letter of a window's period: {@code 1M} is a minute, {@code 10S} ten seconds, {@code 1D} a day.
 *
 * @param standard whether these are {@code RateLimit} and {@code RateLimit-Policy} of the IETF draft; then the names are null
 * @param used what is spent of the window
 * @param limit what the window has in all
 * @param remaining what is left of it
 * @param reset when there is more: seconds, or a time since 1970 in seconds or milliseconds, told by its size
 * @param resetWhenRefused whether {@code reset} means something in a refusal only
 */
public record CountFields(
        boolean standard,
        @Nullable String used,
        @Nullable String limit,
        @Nullable String remaining,
        @Nullable String reset,
        boolean resetWhenRefused) {
    static final String WINDOW = "{window}";
    static final CountFields STANDARD = new CountFields(true, null, null, null, null, false);

    /** The names for one window. */
    CountFields of(Duration period) {
        String window = letters(period);
        return new CountFields(
                standard,
                with(window, used),
                with(window, limit),
                with(window, remaining),
                with(window, reset),
                resetWhenRefused);
    }

    /** Whether each window has headers of its own. */
    boolean perWindow() {
        return holds(used) || holds(limit) || holds(remaining) || holds(reset);
    }

    private static boolean holds(@Nullable String name) {
        return name != null && name.contains(WINDOW);
    }

    private static @Nullable String with(String window, @Nullable String name) {
        return name == null ? null : name.replace(WINDOW, window);
    }

    private static String letters(Duration period) {
        long seconds = period.toSeconds();
        if (seconds == 0) {
            return period.toMillis() + "MS";
        }
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "D";
        }
        if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "H";
        }
        return seconds % 60 == 0 ? seconds / 60 + "M" : seconds + "S";
    }
}
