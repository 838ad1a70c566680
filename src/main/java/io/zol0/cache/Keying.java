package io.zol0.cache;

import org.jspecify.annotations.Nullable;

/** What a request's answer is looked for under. */
sealed interface Keying {
    /**
     * It has a key.
     *
     * @param own with all credentials of the request
     * @param shared without its {@code Authorization}, where it has one: only for answers that RFC 9111 section 3.5 lets be shared
     * @param credentials whether a credential, or the caller's token, is part of {@code own}
     */
    record Keyed(CacheKey own, @Nullable CacheKey shared, boolean credentials) implements Keying {}

    /** The cache is not for it: a short word on why. */
    record None(String reason) implements Keying {}
}
