package io.zol0.users;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A sign-in whose password was right and whose second factor is still to come. It is no login: whoever has one may do
 * nothing but show the second factor.
 *
 * @param accountVersion the account's version when the password was right
 * @param remember whether the browser is to be remembered
 * @param until when the password has to be shown again
 */
public record PendingLogin(long accountId, String name, long accountVersion, boolean remember, Instant until)
        implements Serializable {
    static final Duration LASTS = Duration.ofMinutes(5);
    private static final String ATTRIBUTE = PendingLogin.class.getName();

    /** Keeps it in the session, under a new id. */
    public void keepIn(HttpServletRequest request) {
        HttpSession session = request.getSession();
        request.changeSessionId();
        session.setAttribute(ATTRIBUTE, this);
    }

    /** What the session waits for, where it does. */
    public static @Nullable PendingLogin of(@Nullable HttpSession session) {
        return session != null && session.getAttribute(ATTRIBUTE) instanceof PendingLogin pending ? pending : null;
    }

    /** Forgets what the session waited for. */
    public static void forget(@Nullable HttpSession session) {
        if (session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
    }
}
