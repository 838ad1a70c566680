package io.zol0.gateway;

import io.zol0.users.TokenGrant;
import io.zol0.users.TokenScope;
import org.jspecify.annotations.Nullable;

/** Finds out who calls: by a token, which is demanded unless the gateway listens on loopback only, else by what the caller says. */
final class TokenGuard implements Step {
    static final String ANONYMOUS = "anonymous";
    private static final int LONGEST_CALLER = 64;
    private static final String BEARER = "Bearer ";

    private final TokenCheck tokens;
    private final boolean demanded;
    private final Step next;

    TokenGuard(TokenCheck tokens, boolean demanded, Step next) {
        this.tokens = tokens;
        this.demanded = demanded;
        this.next = next;
    }

    @Override
    public void take(Exchange call) {
        RequestFields fields = call.fields();
        String token = fields.token();
        boolean proxyToken = token == null && fields.proxyAuthorization() != null;
        if (proxyToken) {
            token = bearer(fields.proxyAuthorization());
        }
        TokenGrant grant = token == null ? null : tokens.grantOf(token);
        if (grant == null && (demanded || token != null)) {
            if (token != null) {
                call.noteRefusedToken();
            }
            call.answer(proxyToken ? Problem.proxyTokenWanted() : Problem.tokenWanted());
        } else if (grant != null) {
            call.calledBy(grant);
            if (grant.allows(TokenScope.GATEWAY)) {
                call.noteCaller();
                next.take(call);
            } else {
                call.answer(Problem.tokenNotForCalls(grant.name()));
            }
        } else if (fields.caller() == null) {
            call.noteCaller();
            next.take(call);
        } else if (isName(fields.caller())) {
            call.calledBy(fields.caller());
            call.noteCaller();
            next.take(call);
        } else {
            call.answer(Problem.badRequest("X-ZoL0-Caller takes 1 to " + LONGEST_CALLER
                    + " letters, digits, dots, hyphens, underscores, colons, slashes or @."));
        }
    }

    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length()).trim()
                : null;
    }

    private static boolean isName(@Nullable String text) {
        if (text == null || text.isEmpty() || text.length() > LONGEST_CALLER) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 126 || !(Character.isLetterOrDigit(c) || "._-:@/".indexOf(c) >= 0)) {
                return false;
            }
        }
        return true;
    }
}
