package io.zol0.demo;

import java.time.Clock;
import java.time.Duration;

/**
 * The weight a minute of the clock may spend, with a ban for whoever goes on when refused: each ban within an hour of the
 * one before is twice as long. Refused calls count too, as exchanges have it. Used by one thread.
 */
final class WeightLimit {
    static final int PER_MINUTE = 1_200;

    /** So many refused calls within one minute are taken for ignoring the refusals. */
    static final int PATIENCE = 50;

    static final Duration FIRST_BAN = Duration.ofMinutes(2);
    static final Duration LONGEST_BAN = Duration.ofMinutes(16);
    private static final long MINUTE = 60_000;
    private static final Duration FORGIVEN_AFTER = Duration.ofHours(1);

    private final Clock clock;
    private long minute;
    private int used;
    private int refused;
    private Duration ban = Duration.ZERO;
    private long bannedUntil;

    WeightLimit(Clock clock) {
        this.clock = clock;
    }

    sealed interface Verdict {}

    record Admitted() implements Verdict {}

    /** Too much for this minute. */
    record Refused(long retryAfterSeconds) implements Verdict {}

    /** Refused until {@code untilMillis}, since refusals were ignored. */
    record Banned(long retryAfterSeconds, long untilMillis) implements Verdict {}

    /** Charges a call of {@code weight} to the current minute. */
    Verdict charge(int weight) {
        var now = turn();
        if (now < bannedUntil) {
            return new Banned(seconds(bannedUntil - now), bannedUntil);
        }
        used += weight;
        if (used <= PER_MINUTE || weight == 0) {
            return new Admitted();
        }
        refused++;
        if (refused <= PATIENCE) {
            return new Refused(seconds((minute + 1) * MINUTE - now));
        }
        refused = 0;
        ban = nextBan(now);
        bannedUntil = now + ban.toMillis();
        return new Banned(seconds(ban.toMillis()), bannedUntil);
    }

    /** Weight charged to the current minute, refused calls included. */
    int used() {
        turn();
        return used;
    }

    private long turn() {
        var now = clock.millis();
        var current = Math.floorDiv(now, MINUTE);
        if (current != minute) {
            minute = current;
            used = 0;
            refused = 0;
        }
        return now;
    }

    private Duration nextBan(long now) {
        if (ban.isZero() || now - bannedUntil > FORGIVEN_AFTER.toMillis()) {
            return FIRST_BAN;
        }
        var doubled = ban.multipliedBy(2);
        return doubled.compareTo(LONGEST_BAN) > 0 ? LONGEST_BAN : doubled;
    }

    /** Whole seconds, rounded up: whoever waits so long is not refused again. */
    private static long seconds(long millis) {
        return Math.ceilDiv(millis, 1_000);
    }
}
