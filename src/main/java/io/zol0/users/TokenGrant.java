package io.zol0.users;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the bearer of a token may do; asked at every call, so it decides without a lock or an allocation. */
public final class TokenGrant {
    static final long NEVER = Long.MAX_VALUE;

    private final long secretId;
    private final String name;
    private final String identity;
    private final Set<TokenScope> scopes;
    private final @Nullable Set<String> environments;
    private final long expiresAtMillis;
    private volatile long usedAtMillis;

    TokenGrant(
            long secretId,
            String name,
            Set<TokenScope> scopes,
            @Nullable Set<String> environments,
            long expiresAtMillis) {
        this.secretId = secretId;
        this.name = name;
        this.identity = secretId + " " + name;
        this.scopes = scopes.isEmpty() ? EnumSet.noneOf(TokenScope.class) : EnumSet.copyOf(scopes);
        this.environments = environments == null ? null : Set.copyOf(environments);
        this.expiresAtMillis = expiresAtMillis;
    }

    /** One that nothing ends; for what lives in this process. */
    public static TokenGrant lasting(String name, Set<TokenScope> scopes, @Nullable Set<String> environments) {
        return new TokenGrant(0, name, scopes, environments, NEVER);
    }

    /** Name of the token: the caller, in figures. */
    public String name() {
        return name;
    }

    /** What tells its secret from every other one, that of a former token of the same name too. */
    public String identity() {
        return identity;
    }

    public boolean allows(TokenScope scope) {
        return scopes.contains(scope);
    }

    /** Whether calls may go to upstreams of that environment. */
    public boolean allowsEnvironment(String environment) {
        return environments == null || environments.contains(environment);
    }

    /** The environments that its bearer may look at. */
    public Sight sight() {
        return environments == null ? Sight.EVERYWHERE : new Sight(false, environments);
    }

    /** Whether it still holds; notes that it was used, to the second. */
    boolean use(long nowMillis) {
        if (nowMillis >= expiresAtMillis) {
            return false;
        }
        if (nowMillis - usedAtMillis >= 1000) {
            usedAtMillis = nowMillis;
        }
        return true;
    }

    long secretId() {
        return secretId;
    }

    long usedAtMillis() {
        return usedAtMillis;
    }

    /** Goes on from what is known of the same secret before it was read anew. */
    TokenGrant after(@Nullable TokenGrant before) {
        if (before != null) {
            usedAtMillis = Math.max(usedAtMillis, before.usedAtMillis);
        }
        return this;
    }

    @Override
    public String toString() {
        return "TokenGrant of " + name;
    }
}
