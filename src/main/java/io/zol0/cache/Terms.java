package io.zol0.cache;

import java.util.Set;

/**
 * On which terms an answer is kept. Times are milliseconds since 1970.
 *
 * @param bornMillis when it was made, by its age when it came: {@code Age} counts from here
 * @param arrivedMillis when it came
 * @param freshUntilMillis first moment at which it is stale
 * @param whileRevalidateUntilMillis until when it is served while it is fetched anew
 * @param ifErrorUntilMillis until when it is served when the upstream fails
 * @param onRefusalUntilMillis until when it is served when the call is refused
 * @param noCache never served without asking
 * @param mustRevalidate never served stale
 * @param shareable whether it serves requests with and without {@code Authorization} alike (RFC 9111 section 3.5)
 * @param noTransform whether its body may not be compressed here
 * @param immutable whether it does not change while it is fresh (RFC 8246)
 * @param hidden fields that are not kept
 */
record Terms(
        long bornMillis,
        long arrivedMillis,
        long freshUntilMillis,
        long whileRevalidateUntilMillis,
        long ifErrorUntilMillis,
        long onRefusalUntilMillis,
        boolean noCache,
        boolean mustRevalidate,
        boolean shareable,
        boolean noTransform,
        boolean immutable,
        Set<String> hidden) {

    /** For how long past its freshness an answer is kept at least, to be asked about or to help out. */
    static final long KEPT_STALE_MILLIS = 3_600_000;

    boolean fresh(long nowMillis) {
        return !noCache && nowMillis < freshUntilMillis;
    }

    long ageSeconds(long nowMillis) {
        return Math.max(0, nowMillis - bornMillis) / 1000;
    }

    /** Seconds of freshness left; negative for how long it is stale. */
    long ttlSeconds(long nowMillis) {
        return Math.floorDiv(freshUntilMillis - nowMillis, 1000);
    }

    /** When there is no use for it any more. */
    long keptUntilMillis() {
        return Math.max(
                Math.max(freshUntilMillis, arrivedMillis) + KEPT_STALE_MILLIS,
                Math.max(whileRevalidateUntilMillis, Math.max(ifErrorUntilMillis, onRefusalUntilMillis)));
    }
}
