package io.zol0.ui.shell;

import io.zol0.users.LoginDetails;
import io.zol0.users.PendingLogin;
import io.zol0.users.SecondFactorNeeded;
import io.zol0.users.TooManyAttempts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Where a sign-in goes that is not done yet: back to its page, with what is to be said there. */
class SignInFailures implements AuthenticationFailureHandler {
    static final String ERROR = "error";
    static final String WAIT = "wait";
    static final String CODE = "code";
    static final String EXPIRED = "expired";

    private final DefaultRedirectStrategy redirect = new DefaultRedirectStrategy();

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        boolean secondStep = request.getParameter(LoginDetails.CODE) != null;
        redirect.sendRedirect(
                request,
                response,
                "/login?"
                        + switch (failure) {
                            case SecondFactorNeeded needed -> {
                                needed.pending().keepIn(request);
                                yield CODE;
                            }
                            case TooManyAttempts many -> {
                                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(many.seconds()));
                                yield (secondStep ? CODE + "&" : "") + WAIT + "=" + many.seconds();
                            }
                            case CredentialsExpiredException expired -> {
                                PendingLogin.forget(request.getSession(false));
                                yield EXPIRED;
                            }
                            default -> (secondStep ? CODE + "&" : "") + ERROR;
                        });
    }
}
