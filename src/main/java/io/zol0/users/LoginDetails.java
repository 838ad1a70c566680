package io.zol0.users;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Where a sign-in comes from, and which of its two steps it is. */
public final class LoginDetails extends WebAuthenticationDetails {
    /** The form's field of the second step. */
    public static final String CODE = "code";

    /** The form's field that asks for the browser to be remembered. */
    public static final String REMEMBER = "remember-me";

    private final transient @Nullable PendingLogin pending;
    private final transient @Nullable String code;
    private final transient boolean remember;

    public LoginDetails(HttpServletRequest request) {
        super(request);
        code = request.getParameter(CODE);
        pending = code == null ? null : PendingLogin.of(request.getSession(false));
        remember = request.getParameter(REMEMBER) != null;
    }

    /** What was typed in the second step; null in the first. */
    @Nullable
    String code() {
        return code;
    }

    @Nullable
    PendingLogin pending() {
        return pending;
    }

    boolean remember() {
        return remember;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
