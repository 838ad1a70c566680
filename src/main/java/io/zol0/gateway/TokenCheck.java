package io.zol0.gateway;

import org.jspecify.annotations.Nullable;

/** Says whose a token is; fast, and never blocks. */
interface TokenCheck {
    /** Name of the caller; null where the token is not valid. */
    @Nullable
    String callerOf(String token);
}
