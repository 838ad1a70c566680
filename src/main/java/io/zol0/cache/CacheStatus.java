package io.zol0.cache;

import org.jspecify.annotations.Nullable;

/** The value of {@code Cache-Status} (RFC 9211). */
final class CacheStatus {
    static final String NAME = "Cache-Status";

    private CacheStatus() {}

    /** Answered from the store without asking. */
    static String hit(long ttlSeconds, @Nullable String detail) {
        StringBuilder value = new StringBuilder(40).append("ZoL0; hit; ttl=").append(ttlSeconds);
        return detail == null
                ? value.toString()
                : value.append("; detail=").append(detail).toString();
    }

    /**
     * Sent on.
     *
     * @param status what the upstream answered; 0 for nothing
     * @param detail a token; null for none
     */
    static String forwarded(MissReason why, int status, boolean stored, boolean collapsed, @Nullable String detail) {
        StringBuilder value = new StringBuilder(64).append("ZoL0; fwd=").append(why.word());
        if (status != 0) {
            value.append("; fwd-status=").append(status);
        }
        if (stored) {
            value.append("; stored");
        }
        if (collapsed) {
            value.append("; collapsed");
        }
        return detail == null
                ? value.toString()
                : value.append("; detail=").append(detail).toString();
    }

    /** Not sent on, since the caller did not want it. */
    static String refused() {
        return "ZoL0; detail=only-if-cached";
    }
}
