package io.zol0.api;

import io.zol0.users.KnownTokens;
import io.zol0.users.TokenGrant;
import io.zol0.users.TokenScope;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.web.filter.OncePerRequestFilter;

/** Lets a request be that of the program whose token it shows; one without a token for this side stays nobody's. */
final class TokenFilter extends OncePerRequestFilter {
    static final String BEARER = "Bearer ";

    private final KnownTokens tokens;

    TokenFilter(KnownTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization != null && authorization.startsWith(BEARER)) {
            TokenGrant grant = tokens.grantOf(authorization.substring(BEARER.length()));
            if (grant != null
                    && (grant.allows(TokenScope.READ)
                            || grant.allows(TokenScope.OPERATE)
                            || grant.allows(TokenScope.ADMINISTER)
                            || grant.allows(TokenScope.INGEST))) {
                TokenLogin login = new TokenLogin(grant);
                login.setDetails(new WebAuthenticationDetails(request));
                SecurityContext context = SecurityContextHolder.createEmptyContext();
                context.setAuthentication(login);
                SecurityContextHolder.setContext(context);
            }
        }
        chain.doFilter(request, response);
    }
}
