package io.zol0.ui.shell;

import io.zol0.users.LoginDetails;
import io.zol0.users.OidcRegistration;
import io.zol0.users.OidcSignIns;
import io.zol0.users.PendingLogin;
import io.zol0.users.SecondFactorNeeded;
import io.zol0.users.TooManyAttempts;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.CredentialsExpiredException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Where a sign-in goes that is not done yet: back to its page, with what is to be said there. */
class SignInFailures implements AuthenticationFailureHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SignInFailures.class);

    static final String ERROR = "error";
    static final String WAIT = "wait";
    static final String CODE = "code";
    static final String EXPIRED = "expired";
    static final String NO_ROLE = "norole";
    static final String PROVIDER = "provider";
    static final String AWAY = "provideraway";

    private final DefaultRedirectStrategy redirect = new DefaultRedirectStrategy();

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure)
            throws IOException {
        redirect.sendRedirect(request, response, "/login?" + why(request, response, failure));
    }

    private static String why(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        String step = request.getParameter(LoginDetails.CODE) == null ? "" : CODE + "&";
        return switch (failure) {
            case SecondFactorNeeded needed -> {
                needed.pending().keepIn(request);
                yield CODE;
            }
            case TooManyAttempts many -> {
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(many.seconds()));
                yield step + WAIT + "=" + many.seconds();
            }
            case CredentialsExpiredException expired -> {
                PendingLogin.forget(request.getSession(false));
                yield EXPIRED;
            }
            case OAuth2AuthenticationException provider -> why(provider.getError());
            case AuthenticationException began
            when began.getCause() instanceof OAuth2AuthenticationException provider -> why(provider.getError());
            default -> step + ERROR;
        };
    }

    /** The provider's own words go to the log: they are for whoever set the two up. */
    private static String why(OAuth2Error error) {
        return switch (error.getErrorCode()) {
            case OidcSignIns.NO_ROLE -> NO_ROLE;
            case OidcSignIns.DISABLED -> ERROR;
            case OidcRegistration.AWAY -> {
                LOG.warn("The identity provider signs nobody in: {}", error.getDescription());
                yield AWAY;
            }
            default -> {
                LOG.warn(
                        "A sign-in with the identity provider failed: {} {}",
                        error.getErrorCode(),
                        error.getDescription());
                yield PROVIDER;
            }
        };
    }
}
