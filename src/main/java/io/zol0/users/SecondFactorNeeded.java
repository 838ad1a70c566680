package io.zol0.users;

import org.springframework.security.core.AuthenticationException;

/** The password was right; the second factor is asked for next. */
public final class SecondFactorNeeded extends AuthenticationException {
    private final transient PendingLogin pending;

    SecondFactorNeeded(PendingLogin pending) {
        super("second factor needed");
        this.pending = pending;
    }

    public PendingLogin pending() {
        return pending;
    }
}
