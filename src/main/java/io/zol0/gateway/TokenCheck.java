package io.zol0.gateway;

import io.zol0.users.TokenGrant;
import org.jspecify.annotations.Nullable;

/** Says what the bearer of a token may do; fast, and never blocks. */
interface TokenCheck {
    /** Null where the token is not valid. */
    @Nullable
    TokenGrant grantOf(String token);
}
