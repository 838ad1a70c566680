package io.zol0.users;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Too much was guessed for this account or from this address; nothing was looked at. */
public final class TooManyAttempts extends AuthenticationException {
    private final Duration wait;

    TooManyAttempts(Duration wait) {
        super("too many attempts");
        this.wait = wait;
    }

    /** Until it may be tried again, in whole seconds, at least one. */
    public long seconds() {
        return Math.max(1, Math.ceilDiv(wait.toMillis(), 1000L));
    }

    static String sentence(Duration wait) {
        return "Too many attempts. Try again in %d s.".formatted(Math.max(1, Math.ceilDiv(wait.toMillis(), 1000L)));
    }
}
