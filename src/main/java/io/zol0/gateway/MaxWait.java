package io.zol0.gateway;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Reads how long a caller would wait for a quota. */
final class MaxWait {
    private static final long LONGEST_MILLIS = Duration.ofMinutes(10).toMillis();

    private MaxWait() {}

    /** Notes on the call what it says; false where that is no sensible time. */
    static boolean note(Exchange call) {
        String said = call.fields().maxWait();
        if (said == null) {
            return true;
        }
        long millis = millis(said);
        if (millis < 0) {
            return false;
        }
        call.waitsAtMost(Duration.ofMillis(millis).toNanos());
        return true;
    }

    static Problem malformed() {
        return Problem.badRequest("X-ZoL0-Max-Wait-Ms takes whole milliseconds from 0 to " + LONGEST_MILLIS + ".");
    }

    private static long millis(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > 6) {
            return -1;
        }
        long millis = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            millis = 10 * millis + c - '0';
        }
        return millis <= LONGEST_MILLIS ? millis : -1;
    }
}
