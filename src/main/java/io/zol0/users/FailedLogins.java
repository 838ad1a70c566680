package io.zol0.users;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Keeps a flood of failed logins from filling the audit: beyond a number a minute they are only counted. */
final class FailedLogins {
    static final int MOST_A_MINUTE = 100;

    private Instant minute = Instant.MIN;
    private int count;

    /**
     * What is to be written of one more.
     *
     * @param itself whether it gets an entry of its own
     * @param before how many got none in the last minute that had any
     */
    record Turn(boolean itself, int before) {}

    synchronized Turn next(Instant now) {
        Instant its = now.truncatedTo(ChronoUnit.MINUTES);
        int before = 0;
        if (!its.equals(minute)) {
            before = Math.max(0, count - MOST_A_MINUTE);
            minute = its;
            count = 0;
        }
        count++;
        return new Turn(count <= MOST_A_MINUTE, before);
    }
}
